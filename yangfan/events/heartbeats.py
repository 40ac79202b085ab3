"""How collect and load tell the others that they live and how they fare. Needs no Django."""

import time

import msgspec

from yangfan.core.durable import write_whole
from yangfan.events import place

ALIVE_FOR = 15.0


class CollectBeat(msgspec.Struct):
    """Events since the process started."""

    accepted: int
    refused: int
    unknown_key: int
    limited: int
    at: float = 0.0


class LoadBeat(msgspec.Struct):
    events: int  # loaded since the process started
    waiting: int  # sealed chunks
    dead: int  # chunks of which something was set aside
    trouble: str = ""  # the last words about the store
    at: float = 0.0


SHAPES = {"collect": CollectBeat, "load": LoadBeat}


def write_beat(process: str, beat: CollectBeat | LoadBeat) -> None:
    """Say that `process` lives."""
    beat.at = time.time()
    write_whole(place.heartbeat_file(process), msgspec.json.encode(beat))


def read_beat(process: str) -> CollectBeat | LoadBeat | None:
    """Return the process's last words, or None when they are too long ago."""
    path = place.heartbeat_file(process)
    if not path.exists():
        return None
    beat = msgspec.json.decode(path.read_bytes(), type=SHAPES[process])
    return beat if time.time() - beat.at < ALIVE_FOR else None
