"""The spool of a process that accepts events in threads: web, work, the command line."""

import os
import threading

from yangfan.events import place
from yangfan.events.spool import Spool, ThreadSpool

_lock = threading.Lock()
_spools: dict[tuple[int, str], ThreadSpool] = {}


def spool_here() -> ThreadSpool:
    """Return this process's spool, opened when it is first needed (after any fork)."""
    key = (os.getpid(), str(place.spool_folder()))
    with _lock:
        if key not in _spools:
            _spools[key] = ThreadSpool(Spool.here())
        return _spools[key]


def seal_spool() -> None:
    """Hand the loader at once what this process has spooled."""
    spool = _spools.get((os.getpid(), str(place.spool_folder())))
    if spool:
        spool.seal()
