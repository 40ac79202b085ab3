"""A staged file: exactly the bytes that are inserted, decided once, so that a second try inserts the same again.

One file: a line of JSON that names the parts, then the parts' bytes one after another. Every part is one block of
one table (and one month of it) with a token of its own, by which the store knows a block it has already taken. The
token is the staged file's, not the chunks': should they be staged again, other rows must not pass for the same block.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from yangfan.core.durable import write_whole
from yangfan.events.records import BotHit, StoredEvent


class FactRow(msgspec.Struct):
    """One row of the `facts` table."""

    workspace_id: int
    key: str
    version: int
    deleted: int
    day: str
    kind: str
    source: str
    channel: str
    campaign: str
    amount: str
    currency: str
    country: str
    device: str
    language: str
    path: str


class LinkRow(msgspec.Struct):
    """One row of the `visitor_contacts` table."""

    workspace_id: int
    visitor_id: int
    contact_id: int
    linked_at: float
    deleted: int
    version: int
    expires_on: str


@dataclass
class Rows:
    """What some chunks become."""

    events: list[StoredEvent]
    bots: list[BotHit]
    facts: list[FactRow]
    links: list[LinkRow]


class Part(msgspec.Struct):
    table: str
    token: str
    size: int
    rows: int


class Contents(msgspec.Struct):
    """The first line of a staged file."""

    parts: list[Part]
    chunks: list[str]  # files in ready/ that are done with when the parts are stored
    names: list[str] = []  # of the events within: whoever wants none of them need not read on


_encode = msgspec.json.Encoder().encode
_encode_lines = msgspec.json.Encoder().encode_lines
_decode_contents = msgspec.json.Decoder(Contents).decode
decode_event = msgspec.json.Decoder(StoredEvent).decode


def write_staged(path: Path, rows: Rows, *, chunks: list[str]) -> None:
    """Write the staged file of these chunks, whole or not at all."""
    parts, blocks = [], []
    for table, month, block_rows in _blocks(rows):
        data = _encode_lines(block_rows)
        parts.append(Part(table, f"{path.stem}.{table}.{month}", len(data), len(block_rows)))
        blocks.append(data)
    contents = Contents(parts, chunks, sorted({event.event for event in rows.events}))
    write_whole(path, _encode(contents) + b"\n" + b"".join(blocks))


def read_contents(path: Path) -> Contents:
    with path.open("rb") as file:
        return _decode_contents(file.readline())


def read_parts(path: Path):
    """Yield (part, bytes) in the order in which they were written."""
    with path.open("rb") as file:
        for part in _decode_contents(file.readline()).parts:
            yield part, file.read(part.size)


def _blocks(rows: Rows):
    """Yield (table, month, rows): an insert that spans two months would be two blocks."""
    for table, timed in (("events", rows.events), ("bot_hits", rows.bots)):
        months = defaultdict(list)
        for row in timed:
            months[datetime.fromtimestamp(row.ts, UTC).strftime("%Y%m")].append(row)
        for month in sorted(months):
            yield table, month, months[month]
    if rows.facts:
        yield "facts", "all", rows.facts
    if rows.links:
        yield "visitor_contacts", "all", rows.links
