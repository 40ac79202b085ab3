"""A visitor's way through the site, as an inquiry's reader sees it."""

from dataclasses import dataclass
from datetime import datetime

from yangfan.accounts.public import Workspace
from yangfan.events import store
from yangfan.events.store.schema import DATABASE

VISIT = "visit"
_QUERY = f"""
SELECT ts, visit_id, visit_start, event, path, host, referrer, channel, source, medium, campaign, consented,
       props['title'] AS title
FROM {DATABASE}.events
WHERE workspace_id = {{workspace:UInt32}} AND visitor_id = {{visitor:UInt64}} AND visit_id != 0
  AND ts <= fromUnixTimestamp64Milli({{until:Int64}}, 'UTC') AND event NOT IN ('engagement', 'impression')
ORDER BY ts DESC, event_id DESC LIMIT {{limit:UInt32}}
"""


@dataclass(frozen=True)
class PathStep:
    """The beginning of a visit (`kind` is "visit") or something done in it (`kind` is the event's name)."""

    kind: str
    at: datetime
    visit_id: int
    path: str
    title: str
    host: str
    referrer: str
    channel: str
    source: str
    medium: str
    campaign: str
    consented: bool


def visitor_path(
    *, workspace: Workspace, visitor_id: int, until: datetime, limit: int = 40
) -> list[PathStep]:
    """Return the visitor's visits, each followed by what was done in it, oldest first: the last `limit` events.

    A visitor who did not consent is only known within a visit: then the path is that of the last one.
    """
    rows = (
        store.client()
        .query(
            _QUERY,
            parameters={
                "workspace": workspace.pk,
                "visitor": visitor_id,
                "until": int(until.timestamp() * 1000),
                "limit": limit,
            },
        )
        .named_results()
    )
    rows = list(rows)[::-1]
    if rows and not any(row["consented"] for row in rows):
        rows = [row for row in rows if row["visit_id"] == rows[-1]["visit_id"]]
    return _steps(rows)


def _steps(rows: list[dict]) -> list[PathStep]:
    steps: list[PathStep] = []
    visit = None
    for row in rows:
        if row["visit_id"] != visit:
            visit = row["visit_id"]
            steps.append(_step(VISIT, row["visit_start"], row))
        steps.append(_step(row["event"], row["ts"], row))
    return steps


def _step(kind: str, at: datetime, row: dict) -> PathStep:
    words = ("visit_id", "path", "title", "host", "referrer", "channel", "source", "medium", "campaign")
    return PathStep(kind=kind, at=at, consented=bool(row["consented"]), **{word: row[word] for word in words})
