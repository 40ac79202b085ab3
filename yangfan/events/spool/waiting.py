"""Many senders, one fsync: requests that arrive while the disk is busy are written together by the next turn."""

import asyncio
import atexit
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from yangfan.events.spool.chunks import SEAL_AFTER_SECONDS, Writer
from yangfan.events.spool.folders import Spool


class ThreadSpool:
    """For threads: `append` returns when the data is on the disk."""

    def __init__(self, spool: Spool):
        self._writer = Writer(spool)
        self._wake = threading.Condition()
        self._waiting: list[tuple[bytes, Future]] = []
        self._is_open = False
        threading.Thread(target=self._run, name="spool", daemon=True).start()
        atexit.register(self.seal)

    def append(self, data: bytes) -> None:
        """Write whole lines durably; raises OSError when the disk refuses."""
        self._ask(data).result()

    def seal(self) -> None:
        """Hand what is written to the loader now, instead of within the third of a second."""
        self._ask(None).result(timeout=10)

    def _ask(self, data: bytes | None) -> Future:
        done: Future = Future()
        with self._wake:
            self._waiting.append((data, done))
            self._wake.notify()
        return done

    def _run(self) -> None:
        while True:
            with self._wake:
                if not self._waiting:
                    self._wake.wait(timeout=SEAL_AFTER_SECONDS if self._is_open else None)
                batch, self._waiting = self._waiting, []
            self._write(batch)

    def _write(self, batch: list[tuple[bytes, Future]]) -> None:
        blobs = [data for data, _ in batch if data is not None]
        try:
            if blobs:
                self._writer.append(blobs)
            if len(blobs) < len(batch):
                self._writer.seal()
            self._writer.seal_if_due()
        except BaseException as error:
            for _, done in batch:
                done.set_exception(error)
        else:
            for _, done in batch:
                done.set_result(None)
        self._is_open = self._writer.is_open


class AsyncSpool:
    """For an event loop: `await append(data)` returns when the data is on the disk."""

    def __init__(self, spool: Spool):
        self._writer = Writer(spool)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="spool")
        self._waiting: list[tuple[bytes, asyncio.Future]] = []
        self._turn: asyncio.Task | None = None
        self._clock = asyncio.create_task(self._seal_by_clock())

    def append(self, data: bytes) -> asyncio.Future:
        """Write whole lines durably; the future raises OSError when the disk refuses."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((data, done))
        if self._turn is None:
            self._turn = asyncio.create_task(self._write())
        return done

    async def close(self) -> None:
        """Write what waits, seal, stop."""
        self._clock.cancel()
        if self._turn:
            await self._turn
        await self._on_disk(self._writer.seal)
        self._disk.shutdown()

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._write_batch(batch)
        finally:
            self._turn = None

    async def _write_batch(self, batch) -> None:
        try:
            await self._on_disk(self._writer.append, [data for data, _ in batch])
        except Exception as error:
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
        else:
            for _, done in batch:
                if not done.done():
                    done.set_result(None)

    async def _seal_by_clock(self) -> None:
        while True:
            await asyncio.sleep(SEAL_AFTER_SECONDS / 3)
            with contextlib.suppress(OSError):
                await self._on_disk(self._writer.seal_if_due)

    async def _on_disk(self, function: Callable, *args):
        return await asyncio.get_running_loop().run_in_executor(self._disk, function, *args)
