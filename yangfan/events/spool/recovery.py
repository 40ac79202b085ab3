"""Chunks whose writer was killed: the lock is free, the last line may be torn."""

import contextlib
import fcntl
import os
import time
from pathlib import Path

from yangfan.core.durable import fsync_folder
from yangfan.events.spool.folders import Spool

TAIL = 1024 * 1024
EMPTY_IS_OLD_AFTER = 2.0


def recover_orphans(spool: Spool) -> int:
    """Seal every chunk in open/ that no living process holds; return how many were."""
    return sum(_recover(spool, path) for path in sorted(spool.open.glob("*.ndjson")))


def _recover(spool: Spool, path: Path) -> bool:
    try:
        fd = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not path.exists():
            return False
        whole = _size_of_whole_lines(fd)
        if whole == 0:
            if time.time() - os.fstat(fd).st_mtime > EMPTY_IS_OLD_AFTER:
                path.unlink()
            return False
        os.ftruncate(fd, whole)
        os.fsync(fd)
        path.rename(spool.ready / path.name)
        fsync_folder(spool.ready)
        return True
    except BlockingIOError:
        return False
    finally:
        with contextlib.suppress(OSError):
            os.close(fd)


def _size_of_whole_lines(fd: int) -> int:
    """Return where the last newline ends: what follows was never acknowledged."""
    end = os.fstat(fd).st_size
    while end > 0:
        start = max(0, end - TAIL)
        newline = os.pread(fd, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0
