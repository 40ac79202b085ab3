"""What the loader must know of the store before it writes: ids it already holds, visits that are still open."""

from collections.abc import Iterable
from datetime import timedelta

from clickhouse_connect.driver.client import Client

from yangfan.events.pipeline.visits import GAP, KnownVisit

AT_ONCE = 5000  # ids in one query: a tenth of a megabyte, under the engine's default limit
# A retry may carry another time than the first try: both lie within what the public door allows.
LOOK_BACK = timedelta(days=2)

_KNOWN_IDS = """
SELECT event_id FROM yangfan.TABLE
WHERE workspace_id IN {workspaces:Array(UInt32)}
  AND ts BETWEEN fromUnixTimestamp64Milli({start:Int64}, 'UTC') AND fromUnixTimestamp64Milli({end:Int64}, 'UTC')
  AND toDate(ts) BETWEEN toDate(fromUnixTimestamp64Milli({start:Int64}, 'UTC'))
                     AND toDate(fromUnixTimestamp64Milli({end:Int64}, 'UTC'))
  AND event_id IN (IDS)
"""


def known_event_ids(
    store: Client, *, workspaces: set[int], ids: Iterable[int], start: int, end: int
) -> set[int]:
    """Return those of `ids` that the store holds between `start` and `end` (ms), with the look-back to both sides."""
    margin = LOOK_BACK // timedelta(milliseconds=1)
    parameters = {"workspaces": sorted(workspaces), "start": start - margin, "end": end + margin}
    known = set()
    for some in _batches(list(ids)):
        # Numbers of our own making: as text in the query they cost the server a tenth of a bound list.
        listed = ",".join(map(str, some))
        for table in ("events", "bot_hits"):
            query = _KNOWN_IDS.replace("TABLE", table).replace("IDS", listed)
            known.update(row[0] for row in store.query(query, parameters=parameters).result_rows)
    return known


_KNOWN_VISITS = """
SELECT visit_id, visitor_id,
       toUnixTimestamp64Milli(visit_start) AS started, toUnixTimestamp64Milli(max(ended_at)) AS ended,
       argMinMerge(origin_state) AS origin, max(best_origin),
       max(country), min(country_is_likely), max(device), max(browser), max(os), max(language), max(consented), max(site_id)
FROM yangfan.visits
WHERE workspace_id = {workspace:UInt32}
  AND toDate(visit_start) >= toDate(fromUnixTimestamp64Milli({start:Int64}, 'UTC')) - 1
  AND visitor_id IN (IDS)
GROUP BY visit_id, visitor_id, visit_start
HAVING ended >= {start:Int64}
"""


def known_visits(store: Client, workspace: int, asked: list[tuple[int, int]]) -> list[KnownVisit]:
    """Return these visitors' visits that ended within 30 minutes before the asked time, or later."""
    visits = []
    for some in _batches(asked):
        listed = ",".join(sorted({str(visitor_id) for visitor_id, _ in some}))
        parameters = {"workspace": workspace, "start": min(ts for _, ts in some) - GAP}
        rows = store.query(_KNOWN_VISITS.replace("IDS", listed), parameters=parameters).result_rows
        visits += [_visit(row) for row in rows]
    return visits


def _visit(row) -> KnownVisit:
    visit_id, visitor_id, start, end, origin, best_origin, *described = row
    channel, source, medium, campaign = (origin[name] for name in ("channel", "source", "medium", "campaign"))
    return KnownVisit(
        visit_id, visitor_id, start, end, channel, source, medium, campaign, best_origin,
        *described,
    )  # fmt: skip


def _batches(items: list):
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
