"""The relay, a loop inside `work`: outbox rows become a spool chunk, stored chunks reach the subscribers."""

import fcntl
import logging
import os
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec
from django.db import close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone

from yangfan.events.loader.staging import decode_event, read_contents, read_parts
from yangfan.events.models import FailedDelivery, Outbox, RelayLease, StoredCursor
from yangfan.events.records import Fact, Link, decode, encode
from yangfan.events.snapshot import rotate_salts, write_snapshot
from yangfan.events.spool import Spool, new_chunk_name, write_sealed
from yangfan.events.subscribers import Subscriber, as_business, subscribers

log = logging.getLogger("relay")

PAUSE = 0.2
AT_ONCE = 2000
LEASE = timedelta(seconds=15)
KEEP_DELIVERED = timedelta(hours=1)
SNAPSHOT_EVERY = 2.0
SALTS_EVERY = 600.0
ATTEMPTS = 8
ME = f"{socket.gethostname()}:{os.getpid()}"


def run_forever(stop: threading.Event) -> None:
    """Relay until `stop` is set; an error is logged and tried again."""
    feeder = Feeder(Spool.here())
    chores = [
        _Chore(lambda: rotate_salts(timezone.now()), SALTS_EVERY),
        _Chore(write_snapshot, SNAPSHOT_EVERY),
        _Chore(lambda: sweep_outbox(timezone.now()), 60.0),
    ]
    while not stop.is_set():
        close_old_connections()
        try:
            for chore in chores:
                chore.run_if_due()
            relay_outbox(Spool.here(), now=timezone.now())
            feeder.feed()
        except Exception:
            log.exception("the relay stumbled and tries again")
            stop.wait(1)
        stop.wait(PAUSE)


def relay_outbox(spool: Spool, *, now: datetime) -> int:
    """Write the waiting rows as one chunk, then mark them; return how many.

    Killed in between, the rows come again in another chunk: their ids and versions make that one event each.
    """
    waiting = Outbox.objects.filter(delivered_at__isnull=True)
    if not waiting.exists() or not _hold_lease(now):
        return 0
    rows = list(waiting.order_by("pk")[:AT_ONCE])
    chunk = new_chunk_name()
    write_sealed(spool, [_line(row) for row in rows], name=chunk)
    Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(delivered_at=now, chunk=chunk)
    return len(rows)


def sweep_outbox(now: datetime) -> None:
    """Remove rows that were delivered a while ago."""
    Outbox.objects.filter(delivered_at__lt=now - KEEP_DELIVERED).delete()


def _line(row: Outbox) -> bytes:
    """Return the row's line; a number takes the row's id for its version, so that the later row wins."""
    line = decode(bytes(row.line))
    if isinstance(line, Fact | Link):
        return encode(msgspec.structs.replace(line, version=row.pk))
    return bytes(row.line)


def _hold_lease(now: datetime) -> bool:
    """Say whether this process may relay: one at a time keeps the rows in order."""
    mine = RelayLease.objects.filter(pk=RelayLease.ONLY)
    if mine.filter(holder=ME, until__gt=now + LEASE / 3).exists():
        return True
    if mine.filter(Q(holder=ME) | Q(until__lt=now)).update(holder=ME, until=now + LEASE):
        return True
    _, is_new = RelayLease.objects.get_or_create(
        pk=RelayLease.ONLY, defaults={"holder": ME, "until": now + LEASE}
    )
    return is_new


@dataclass
class _Chore:
    """Something the loop does now and then."""

    what: object
    every: float
    last: float = field(default=float("-inf"))

    def run_if_due(self) -> None:
        if time.monotonic() - self.last >= self.every:
            self.last = time.monotonic()
            self.what()


class Feeder:
    """Hands the stored chunks to every subscriber in order, and removes a chunk that all have read."""

    def __init__(self, spool: Spool, *, is_strict: bool = False):
        self._spool = spool
        self._is_strict = is_strict  # tests: an error is raised at once
        self._failures: dict[str, _Failure] = {}

    def feed(self) -> int:
        """Feed what there is; return how many chunks are done with."""
        done = 0
        stuck: set[str] = set()
        with _locked(self._spool) as is_ours:
            for path in sorted(self._spool.stored.glob("*.stored")) if is_ours else ():
                done += self._feed_chunk(path, stuck)
        return done

    def _feed_chunk(self, path, stuck: set[str]) -> bool:
        names = set(read_contents(path).names)
        for subscriber in subscribers:
            wants = subscriber.event_name in names
            if subscriber.key in stuck or (wants and not self._feed_subscriber(subscriber, path)):
                stuck.add(subscriber.key)
        if stuck:
            return False
        path.unlink()
        return True

    def _feed_subscriber(self, subscriber: Subscriber, path) -> bool:
        """Hand over the chunk's events from the cursor on; return whether all were taken."""
        failure = self._failures.get(subscriber.key)
        if failure and time.monotonic() < failure.next_try:
            return False
        start = _position(subscriber, path.stem)
        for position, event in enumerate(_events(path, subscriber.event_name)):
            if position >= start and not self._hand_over(subscriber, path.stem, position, event):
                return False
        return True

    def _hand_over(self, subscriber: Subscriber, chunk: str, position: int, event) -> bool:
        try:
            with transaction.atomic():
                subscriber.handle(as_business(event))
                _move_cursor(subscriber, chunk, position + 1)
        except Exception as error:
            if self._is_strict:
                raise
            return self._note_failure(subscriber, chunk, position, event, error)
        self._failures.pop(subscriber.key, None)
        return True

    def _note_failure(self, subscriber, chunk, position, event, error) -> bool:
        """Wait longer after each failure; in the end keep the event aside and go on."""
        failure = self._failures.setdefault(subscriber.key, _Failure())
        failure.attempts += 1
        failure.next_try = time.monotonic() + 2**failure.attempts / 4
        log.warning(
            "%s could not take %s (attempt %d)", subscriber.key, event.event, failure.attempts, exc_info=error
        )
        if failure.attempts < ATTEMPTS:
            return False
        with transaction.atomic():
            FailedDelivery.objects.create(
                subscriber=subscriber.key,
                workspace_id=event.workspace_id,
                event=msgspec.to_builtins(event),
                error=f"{type(error).__name__}: {error}"[:500],
            )
            _move_cursor(subscriber, chunk, position + 1)
        del self._failures[subscriber.key]
        return True


@dataclass
class _Failure:
    attempts: int = 0
    next_try: float = 0.0


def _events(path, name: str):
    for part, data in read_parts(path):
        if part.table == "events":
            yield from (event for event in map(decode_event, data.splitlines()) if event.event == name)


def _position(subscriber: Subscriber, chunk: str) -> float:
    """Return the first of the chunk's events that this subscriber has not had."""
    cursor = StoredCursor.objects.filter(pk=subscriber.key).first()
    if cursor is None or cursor.chunk < chunk:
        return 0
    return cursor.position if cursor.chunk == chunk else float("inf")


def _move_cursor(subscriber: Subscriber, chunk: str, position: int) -> None:
    StoredCursor.objects.update_or_create(pk=subscriber.key, defaults={"chunk": chunk, "position": position})


@contextmanager
def _locked(spool: Spool):
    """Say whether this process may read stored/: one at a time."""
    with (spool.root / "stored.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
