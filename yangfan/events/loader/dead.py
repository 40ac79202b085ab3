"""Dead letters: what the loader could not use, with the reason and without anybody's address."""

import time

import msgspec

from yangfan.core.durable import write_whole
from yangfan.events.records import Hit
from yangfan.events.spool import Spool, write_sealed

FAILED = "failed: "
_encode = msgspec.json.Encoder().encode


class DeadLetter(msgspec.Struct):
    reason: str
    line: msgspec.Raw
    found_at: float


_decode = msgspec.json.Decoder(DeadLetter).decode


def letter(line, reason: str) -> DeadLetter:
    """Return the letter for a decoded line."""
    if isinstance(line, Hit):
        line = msgspec.structs.replace(line, ip="")
    return DeadLetter(reason, msgspec.Raw(_encode(line)), time.time())


def unreadable(line: bytes) -> DeadLetter:
    """Return the letter for bytes that are no line; their words are not kept, they may hold an address."""
    return DeadLetter("unreadable", msgspec.Raw(_encode(f"{len(line)} bytes")), time.time())


def revive(spool: Spool) -> int:
    """Put back the lines that failed by a fault of ours, once it is mended; return how many."""
    lines = 0
    for path in sorted(spool.dead.glob("*.ndjson")):
        letters = [_decode(line) for line in path.read_bytes().splitlines()]
        back = [bytes(each.line) for each in letters if each.reason.startswith(FAILED)]
        if not back:
            continue
        write_sealed(spool, back)
        rest = [_encode(each) + b"\n" for each in letters if not each.reason.startswith(FAILED)]
        write_whole(path, b"".join(rest)) if rest else path.unlink()
        lines += len(back)
    return lines


def bury(spool: Spool, chunk: str, letters: list[DeadLetter]) -> None:
    """Write the letters of one chunk; writing them twice is writing them once."""
    if letters:
        write_whole(spool.dead / f"{chunk}.ndjson", b"".join(_encode(each) + b"\n" for each in letters))
