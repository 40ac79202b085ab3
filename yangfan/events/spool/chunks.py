"""One open chunk: locked while its writer lives, every append on the disk before it returns, sealed by a rename."""

import fcntl
import os
import time
from pathlib import Path

from yangfan.core.durable import fsync_folder, write_whole
from yangfan.events.spool.folders import Spool, new_chunk_name

SEAL_AFTER_BYTES = 8 * 1024 * 1024
SEAL_AFTER_SECONDS = 0.3


class Chunk:
    """A file in open/ that only this object writes."""

    def __init__(self, spool: Spool):
        self._spool = spool
        self.path, self._fd = _create_locked(spool)
        self.size = 0
        self.started = 0.0  # monotonic time of the first append

    def append(self, data: bytes) -> None:
        """Write whole lines and return when they are on the disk; on any error the chunk must be abandoned."""
        self.started = self.started or time.monotonic()
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._fd, rest) :]
        os.fdatasync(self._fd)
        self.size += len(data)

    def is_due(self) -> bool:
        """Say whether the chunk is old or large enough to be sealed."""
        if not self.size:
            return False
        return self.size >= SEAL_AFTER_BYTES or time.monotonic() - self.started >= SEAL_AFTER_SECONDS

    def seal(self) -> None:
        """Hand the chunk to the loader; an empty one vanishes."""
        if self.size:
            self.path.rename(self._spool.ready / self.path.name)
            fsync_folder(self._spool.ready)
        else:
            self.path.unlink(missing_ok=True)
        os.close(self._fd)

    def abandon(self) -> None:
        """Let go of a chunk that could not be written; recovery ships its whole lines."""
        os.close(self._fd)


class Writer:
    """Appends batches to one open chunk after another. For one thread at a time."""

    def __init__(self, spool: Spool):
        self._spool = spool
        self._chunk: Chunk | None = None

    def append(self, blobs: list[bytes]) -> None:
        """Make `blobs` (each one or more whole lines) durable with a single fsync."""
        chunk = self._chunk = self._chunk or Chunk(self._spool)
        try:
            chunk.append(b"".join(blobs))
        except BaseException:
            self._chunk = None
            chunk.abandon()
            raise
        self.seal_if_due()

    @property
    def is_open(self) -> bool:
        """Say whether something is written that the loader cannot see yet."""
        return self._chunk is not None

    def seal_if_due(self) -> None:
        if self._chunk and self._chunk.is_due():
            self.seal()

    def seal(self) -> None:
        if self._chunk:
            chunk, self._chunk = self._chunk, None
            chunk.seal()


def write_sealed(spool: Spool, lines: list[bytes], *, name: str | None = None) -> Path:
    """Write `lines` as one finished chunk, for senders that have all they want to say at once."""
    path = spool.ready / f"{name or new_chunk_name()}.ndjson"
    write_whole(path, b"".join(line + b"\n" for line in lines))
    return path


def _create_locked(spool: Spool) -> tuple[Path, int]:
    while True:
        path = spool.open / f"{new_chunk_name()}.ndjson"
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o640)
        fcntl.flock(fd, fcntl.LOCK_EX)
        # Recovery may have taken the new, still unlocked file for an orphan.
        if path.exists():
            fsync_folder(spool.open)
            return path, fd
        os.close(fd)
