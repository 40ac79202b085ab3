"""Chunks from ready/ into the store, in steps that may be killed anywhere and tried again.

1 read and decode, 2 drop what is double or already stored, 3 label (events/pipeline), 4 stage: decide the bytes,
5 insert exactly these bytes, each block under its token, 6 hand the staged file to the subscribers, 7 forget the chunks.
"""

import itertools
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import Error as StoreError

from yangfan.core.durable import fsync_folder
from yangfan.events.loader import dead
from yangfan.events.loader.sequence import Sequence
from yangfan.events.loader.staging import (
    FactRow,
    LinkRow,
    Part,
    Rows,
    read_contents,
    read_parts,
    write_staged,
)
from yangfan.events.pipeline import Pipeline
from yangfan.events.pipeline.snapshot import Snapshot
from yangfan.events.records import Business, Fact, Hit, Link, StoredEvent, decode, event_id_of
from yangfan.events.spool import Spool, new_chunk_name
from yangfan.events.store.lookups import known_event_ids, known_visits
from yangfan.events.store.schema import DATABASE

log = logging.getLogger("load")

# One block per insert, on the disk before the answer, and recognised when it comes again.
INSERT_SETTINGS = {
    "async_insert": 0,
    "insert_deduplicate": 1,
    "deduplicate_blocks_in_dependent_materialized_views": 1,
    "input_format_parallel_parsing": 0,
    "max_insert_block_size": 10_000_000,
    "min_insert_block_size_rows": 10_000_000,
    "min_insert_block_size_bytes": 1_000_000_000,
}
KEEP_LINKS = timedelta(days=760)


class AllFailed(Exception):
    """Not one line of a chunk could be labelled; it stays where it is until somebody mends that."""


class Loader:
    """Loads chunks one after another; keeps the pipeline, and with it the open visits, between them."""

    def __init__(self, *, spool: Spool, store: Client, snapshot: Callable[[], Snapshot]):
        self._spool = spool
        self._store = store
        self._snapshot = snapshot
        self._sequence = Sequence(spool)
        self._pipeline: Pipeline | None = None

    def finish_staged(self) -> int:
        """Ship what an earlier loader had decided but not finished; return how many chunks."""
        for torn in self._spool.staged.glob(".*.tmp"):
            torn.unlink()
        staged = sorted(self._spool.staged.glob("*.staged"))
        for path in staged:
            self._ship(path)
        return len(staged)

    def load(self, paths: list[Path]) -> int:
        """Bring some sealed chunks into the store together; return how many events they brought."""
        rows = self._label(paths)
        staged = self._spool.staged / f"{new_chunk_name()}.staged"
        write_staged(staged, rows, chunks=[path.name for path in paths])
        self._ship(staged)
        return len(rows.events)

    def _label(self, paths: list[Path]) -> Rows:
        lines, letters = _read(paths)
        behaviour = self._fresh([line for line in lines if isinstance(line, Hit | Business)])
        snapshot = self._snapshot_now()
        processed = self._process(behaviour, snapshot, letters)
        letters += [dead.letter(hit, reason) for hit, reason in processed.refused]
        dead.bury(self._spool, paths[0].stem, letters)
        return Rows(
            events=processed.events,
            bots=processed.bots,
            facts=[_fact_row(line) for line in lines if isinstance(line, Fact)]
            + [_exposure(event, snapshot) for event in processed.events if event.event == "impression"],
            links=[_link_row(line) for line in lines if isinstance(line, Link)],
        )

    def _fresh(self, lines: list[Hit | Business]) -> list[Hit | Business]:
        """Return the lines whose ids neither these chunks nor the store have already."""
        if not lines:
            return lines
        by_id: dict[int, Hit | Business] = {}
        for line in lines:
            by_id.setdefault(event_id_of(line.workspace, line.id), line)
        known = known_event_ids(
            self._store,
            workspaces={line.workspace for line in lines},
            ids=by_id,
            start=min(line.occurred_at for line in lines),
            end=max(line.occurred_at for line in lines),
        )
        return [line for event_id, line in by_id.items() if event_id not in known]

    def _snapshot_now(self) -> Snapshot:
        snapshot = self._snapshot()
        if self._pipeline is None:
            self._pipeline = Pipeline(snapshot, partial(known_visits, self._store))
        self._pipeline.snapshot = snapshot
        return snapshot

    def _process(self, lines, snapshot, letters):
        try:
            return self._pipeline.process(lines)
        except StoreError:
            self._pipeline = None  # it may believe that it knows visits which nobody told it of
            raise
        except Exception:
            log.exception("a chunk could not be labelled as a whole; trying its lines one by one")
        return self._process_one_by_one(lines, snapshot, letters)

    def _process_one_by_one(self, lines, snapshot, letters):
        self._pipeline = Pipeline(snapshot, partial(known_visits, self._store))
        total = self._pipeline.process([])
        failed = []
        for line in lines:
            try:
                one = self._pipeline.process([line])
            except StoreError:
                self._pipeline = None
                raise
            except Exception as error:
                failed.append(dead.letter(line, dead.FAILED + type(error).__name__))
                continue
            total.events.extend(one.events)
            total.bots.extend(one.bots)
            total.refused.extend(one.refused)
        if len(failed) == len(lines) > 1:
            self._pipeline = None
            raise AllFailed(failed[0].reason)  # the fault is ours, not one line's: keep the chunk
        letters += failed
        return total

    def _insert(self, part: Part, data: bytes) -> None:
        self._store.raw_insert(
            f"{DATABASE}.{part.table}",
            insert_block=data,
            fmt="JSONEachRow",
            settings=INSERT_SETTINGS | {"insert_deduplication_token": part.token},
        )

    def _ship(self, staged: Path) -> None:
        for part, data in read_parts(staged):
            self._insert(part, data)
        chunks = read_contents(staged).chunks
        staged.rename(self._spool.stored / f"{self._sequence.next()}.stored")
        fsync_folder(self._spool.stored)
        fsync_folder(self._spool.staged)
        for chunk in chunks:
            (self._spool.ready / chunk).unlink(missing_ok=True)


def _read(paths: list[Path]):
    lines, letters = [], []
    for raw in itertools.chain.from_iterable(path.read_bytes().splitlines() for path in paths):
        try:
            lines.append(decode(raw))
        except ValueError:  # msgspec's errors are ValueErrors
            letters.append(dead.unreadable(raw))
    return lines, letters


def _fact_row(fact: Fact) -> FactRow:
    return FactRow(
        fact.workspace, fact.key, fact.version, int(fact.deleted), fact.day, fact.kind, fact.source,
        fact.channel, fact.campaign, fact.amount, fact.currency, fact.country, fact.device,
        fact.language, fact.path,
    )  # fmt: skip


def _exposure(event: StoredEvent, snapshot: Snapshot) -> FactRow:
    """Return what an impression counts as: exposures reported by an event, the weakest of the sources."""
    site = snapshot.sites_by_id.get(event.site_id)
    zone = ZoneInfo(site.time_zone if site else "UTC")
    day = datetime.fromtimestamp(event.ts, zone).date().isoformat()
    return FactRow(
        event.workspace_id, f"event:{event.event_id}", 1, 0, day, "exposure", "event", event.channel,
        event.campaign, str(event.count), "", event.country, event.device, event.language, event.path,
    )  # fmt: skip


def _link_row(link: Link) -> LinkRow:
    linked_at = link.linked_at / 1000
    expires_on = (datetime.fromtimestamp(linked_at, UTC) + KEEP_LINKS).date().isoformat()
    return LinkRow(
        link.workspace,
        link.visitor_id,
        link.contact_id,
        linked_at,
        int(link.deleted),
        link.version,
        expires_on,
    )
