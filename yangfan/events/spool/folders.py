"""The spool's folders: a chunk is written in open/, sealed into ready/, made into staged/, kept in stored/ for subscribers.

dead/ holds what could not be understood, without addresses of people.
"""

import itertools
import os
import time
from dataclasses import dataclass
from pathlib import Path

from yangfan.events import place

_count = itertools.count()


@dataclass(frozen=True)
class Spool:
    """The folders below one root; made when first asked for."""

    root: Path

    def __post_init__(self):
        for folder in (self.open, self.ready, self.staged, self.stored, self.dead):
            folder.mkdir(parents=True, exist_ok=True)

    @classmethod
    def here(cls) -> "Spool":
        """Return this installation's spool."""
        return cls(place.spool_folder())

    @property
    def open(self) -> Path:
        return self.root / "open"

    @property
    def ready(self) -> Path:
        return self.root / "ready"

    @property
    def staged(self) -> Path:
        return self.root / "staged"

    @property
    def stored(self) -> Path:
        return self.root / "stored"

    @property
    def dead(self) -> Path:
        return self.root / "dead"

    def waiting(self) -> list[Path]:
        """Return the sealed chunks, oldest first."""
        return sorted(self.ready.glob("*.ndjson"))


def new_chunk_name() -> str:
    """Return a name no other chunk has; names sort by time."""
    return f"{time.time_ns():020d}-{os.getpid()}-{next(_count)}"
