"""The load process: `main()` loops over the spool until it is told to stop; `pass_over` is one round."""

import fcntl
import logging
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from clickhouse_connect.driver.exceptions import DatabaseError, Error, OperationalError

from yangfan.events import store
from yangfan.events.heartbeats import LoadBeat, write_beat
from yangfan.events.loader.load import Loader
from yangfan.events.loader.staging import read_contents
from yangfan.events.pipeline.bots import read_agent
from yangfan.events.snapshot_file import SnapshotFile
from yangfan.events.spool import Spool, recover_orphans

log = logging.getLogger("load")

PAUSE = 0.05
BATCH_CHUNKS, BATCH_BYTES = 50, 8 * 1024 * 1024
PAUSE_AFTER_ERROR = 0.5
BEAT_EVERY = 2.0
LOOK_FOR_ORPHANS_EVERY = 0.5
COMMON_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
    "Mobile/15E148 Safari/604.1",
)
# ClickHouse's codes for "I do not understand these bytes": trying again cannot help.
UNDERSTOOD_NEVER = frozenset({6, 26, 27, 33, 41, 53, 69, 70, 72, 117, 131, 321, 407})


def pass_over(loader: Loader, spool: Spool) -> int:
    """Finish what was begun, then load every sealed chunk; return how many events that brought."""
    loader.finish_staged()
    return sum(loader.load(paths) for paths in _batches(spool.waiting()))


def _batches(paths: list[Path]) -> Iterator[list[Path]]:
    """Yield the chunks in order, several at once where they have piled up: an insert costs the same for few and many."""
    batch, size = [], 0
    for path in paths:
        batch.append(path)
        size += path.stat().st_size
        if size >= BATCH_BYTES or len(batch) >= BATCH_CHUNKS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def main(loader_class: type[Loader] = Loader) -> None:
    """Load until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.INFO, format="%(levelname).1s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Round(Spool.here(), SnapshotFile(), stop, loader_class).run()


def warm_up() -> None:
    """Compile what reads user agents before the first visitor waits for it."""
    for user_agent in COMMON_AGENTS:
        read_agent(user_agent)


class Round:
    """The loop: orphans, staged, ready; patient with a store that is away."""

    def __init__(
        self,
        spool: Spool,
        snapshot: SnapshotFile,
        stop: threading.Event,
        loader_class: type[Loader] = Loader,
    ):
        self._spool, self._snapshot, self._stop, self._loader_class = spool, snapshot, stop, loader_class
        self._loader: Loader | None = None
        self._events = 0
        self._trouble = ""
        self._beaten = self._looked = float("-inf")

    def run(self) -> None:
        with (self._spool.root / "load.lock").open("w") as lock:
            self._wait_for(lock)
            threading.Thread(target=warm_up, daemon=True).start()
            self._loop()

    def _wait_for(self, lock) -> None:
        """Return when no other loader works on this spool: the order of chunks is one process's."""
        while not self._stop.is_set():
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._stop.wait(PAUSE_AFTER_ERROR)
        return None

    def _loop(self) -> None:
        while not self._stop.is_set():
            pause = PAUSE
            try:
                self._turn()
                self._say_well()
            except Exception as error:
                pause = PAUSE_AFTER_ERROR
                self._take(error)
            self._beat()
            self._stop.wait(pause)

    def _turn(self) -> None:
        if self._loader is None:
            reached = store.client(lane="load")
            store.prepare(reached)
            self._loader = self._loader_class(
                spool=self._spool, store=reached, snapshot=self._snapshot.current
            )
        if time.monotonic() - self._looked >= LOOK_FOR_ORPHANS_EVERY:
            recover_orphans(self._spool)
            self._looked = time.monotonic()
        self._events += pass_over(self._loader, self._spool)

    def _take(self, error: Exception) -> None:
        """Say once what is wrong; set aside a chunk that the store will never understand."""
        words = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        if words != self._trouble:
            log.warning(
                "events are not loaded, trying again: %s",
                words,
                exc_info=None if isinstance(error, Error) else error,
            )
        self._trouble = words
        if isinstance(error, DatabaseError) and not isinstance(error, OperationalError):
            self._set_aside(error)

    def _set_aside(self, error: DatabaseError) -> None:
        staged = sorted(self._spool.staged.glob("*.staged"))
        if getattr(error, "code", None) not in UNDERSTOOD_NEVER or not staged:
            return
        log.error("%s is set aside in %s", staged[0].name, self._spool.dead)
        chunks = read_contents(staged[0]).chunks
        staged[0].rename(self._spool.dead / staged[0].name)
        for chunk in chunks:
            (self._spool.ready / chunk).unlink(missing_ok=True)

    def _say_well(self) -> None:
        if self._trouble:
            log.info("events are loaded again")
            self._trouble = ""

    def _beat(self) -> None:
        if time.monotonic() - self._beaten < BEAT_EVERY:
            return
        self._beaten = time.monotonic()
        beat = LoadBeat(
            events=self._events,
            waiting=len(self._spool.waiting()),
            dead=sum(1 for _ in self._spool.dead.iterdir()),
            trouble=self._trouble,
        )
        write_beat("load", beat)


if __name__ == "__main__":
    main()
