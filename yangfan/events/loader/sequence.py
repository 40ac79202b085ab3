"""The order of stored chunks: names that only ever grow, also when the clock is set back or the folder is empty."""

import time

from yangfan.events.spool import Spool


class Sequence:
    """Gives the next name in stored/."""

    def __init__(self, spool: Spool):
        self._file = spool.root / "sequence"
        stored = [int(path.stem) for path in spool.stored.glob("*.stored")]
        written = int(self._file.read_text() or 0) if self._file.exists() else 0
        self._last = max([written, *stored])

    def next(self) -> str:
        self._last = max(time.time_ns(), self._last + 1)
        draft = self._file.with_suffix(".tmp")
        draft.write_text(str(self._last))
        draft.rename(self._file)
        return f"{self._last:020d}"
