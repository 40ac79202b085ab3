"""Reading the snapshot: collector and loader look at the file's time every half second, and at once on a stranger.

Needs no Django; writing it is snapshot.py's work.
"""

import time
from pathlib import Path

from yangfan.events import place
from yangfan.events.pipeline.snapshot import Snapshot, decode_snapshot

LOOK_EVERY = 0.5


class SnapshotFile:
    """The newest snapshot, read again when its file has changed."""

    def __init__(self, path: Path | None = None):
        self._path = path or place.snapshot_file()
        self._looked = float("-inf")
        self._stamp: tuple[int, int] | None = None
        self._snapshot = Snapshot()

    def current(self) -> Snapshot:
        """Return the snapshot, at most half a second old."""
        if time.monotonic() - self._looked >= LOOK_EVERY:
            self.look()
        return self._snapshot

    def look(self) -> Snapshot:
        """Return the snapshot as it is now."""
        self._looked = time.monotonic()
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return self._snapshot
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp != self._stamp:
            self._snapshot = decode_snapshot(self._path.read_bytes())
            self._stamp = stamp
        return self._snapshot
