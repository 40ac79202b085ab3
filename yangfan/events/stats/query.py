"""A question to the event store as a value; `run` is the one place that turns it into SQL and says whose data it is.

Nothing outside this module writes `workspace_id` into a query of the statistics, and nothing can leave it out.
"""

from dataclasses import dataclass, field

from yangfan.accounts.public import Workspace
from yangfan.events import store
from yangfan.events.stats.periods import Period
from yangfan.events.store.schema import DATABASE

_WHOSE = "workspace_id = {workspace:UInt32}"
_FROM = "fromUnixTimestamp64Milli({first:Int64}, 'UTC')"
_TO = "fromUnixTimestamp64Milli({after:Int64}, 'UTC')"


def _within(column: str) -> str:
    return (
        f"{column} >= {_FROM} AND {column} < {_TO}"
        f" AND toDate({column}) BETWEEN toDate({_FROM}) AND toDate({_TO})"
    )


# What can be asked, each as a table with one row per thing counted. `day` is that of the workspace's zone.
# A visit is one with a page view: what was only clicked or reported without one is no visit.
TABLES = {
    "visits": f"""
        SELECT v.visit_id AS visit_id, v.visitor_id AS visitor_id, v.site_id AS site_id, v.visit_start AS visit_start,
               toDate(v.visit_start, {{zone:String}}) AS day,
               max(v.ended_at) AS ended_at, sum(v.page_views) AS page_views, sum(v.engaged_seconds) AS engaged_seconds,
               argMinMerge(v.entry_state) AS entry, argMaxMerge(v.exit_state) AS exit,
               argMinMerge(v.origin_state) AS origin,
               tupleElement(origin, 'channel') AS channel, tupleElement(origin, 'source') AS source,
               tupleElement(origin, 'medium') AS medium, tupleElement(origin, 'campaign') AS campaign,
               max(v.country) AS country, min(v.country_is_likely) AS country_is_likely, max(v.device) AS device,
               max(v.browser) AS browser, max(v.os) AS os, max(v.language) AS language, max(v.consented) AS consented
        FROM {DATABASE}.visits AS v
        WHERE {_WHOSE} AND {_within("v.visit_start")}
        GROUP BY v.visit_id, v.visitor_id, v.site_id, v.visit_start
        HAVING sum(v.page_views) > 0""",
    "page_views": f"""
        SELECT *, toDate(ts, {{zone:String}}) AS day FROM {DATABASE}.events
        WHERE {_WHOSE} AND {_within("ts")} AND event = 'page_view'""",
    "events": f"""
        SELECT *, toDate(ts, {{zone:String}}) AS day FROM {DATABASE}.events
        WHERE {_WHOSE} AND {_within("ts")}""",
    "link_clicks": f"""
        SELECT *, props['link'] AS link, toDate(ts, {{zone:String}}) AS day FROM {DATABASE}.events
        WHERE {_WHOSE} AND {_within("ts")} AND event = 'link_click'""",
    # A website inquiry and every link that its sender had clicked in the 30 days before; spam is none.
    "link_inquiries": f"""
        SELECT clicked.link AS link, asked.inquiry AS inquiry, asked.day AS day
        FROM (
            SELECT visitor_id, ts, toDate(ts, {{zone:String}}) AS day, props['inquiry_id'] AS inquiry
            FROM {DATABASE}.events
            WHERE {_WHOSE} AND {_within("ts")} AND event = 'inquiry_received' AND visitor_id != 0
              AND concat('inquiry:', props['inquiry_id']) IN (
                  SELECT key FROM {DATABASE}.facts FINAL WHERE {_WHOSE} AND kind = 'inquiry' AND deleted = 0)
        ) AS asked
        INNER JOIN (
            SELECT visitor_id, ts, props['link'] AS link FROM {DATABASE}.events
            WHERE {_WHOSE} AND event = 'link_click' AND visitor_id != 0
              AND ts >= {_FROM} - INTERVAL 30 DAY AND ts < {_TO}
        ) AS clicked ON clicked.visitor_id = asked.visitor_id
        WHERE clicked.ts <= asked.ts AND clicked.ts >= asked.ts - INTERVAL 30 DAY""",
    "bot_hits": f"""
        SELECT *, toDate(ts, {{zone:String}}) AS day FROM {DATABASE}.bot_hits
        WHERE {_WHOSE} AND {_within("ts")}""",
    "facts": f"""
        SELECT * FROM {DATABASE}.facts FINAL
        WHERE {_WHOSE} AND day BETWEEN {{first_day:Date}} AND {{last_day:Date}} AND deleted = 0""",
}


@dataclass(frozen=True)
class Query:
    """Columns (name -> expression) of one of TABLES; ordered and cut when asked."""

    table: str
    columns: dict[str, str]
    where: str = "1"
    group_by: tuple[str, ...] = ()
    order_by: tuple[str, ...] = ()
    limit: int | None = None
    offset: int = 0
    parameters: dict[str, object] = field(default_factory=dict)

    def sql(self) -> str:
        columns = ", ".join(f"{expression} AS {name}" for name, expression in self.columns.items())
        text = f"SELECT {columns} FROM ({TABLES[self.table]}) AS counted WHERE {self.where}"
        if self.group_by:
            text += f" GROUP BY {', '.join(self.group_by)}"
        if self.order_by:
            text += f" ORDER BY {', '.join(self.order_by)}"
        if self.limit is not None:
            text += f" LIMIT {int(self.limit)} OFFSET {int(self.offset)}"
        return text


def run(query: Query, workspace: Workspace, period: Period) -> list[dict]:
    """Return the rows of one workspace and period."""
    first, after = period.moments(workspace.time_zone)
    parameters = {
        "workspace": workspace.pk,
        "zone": workspace.time_zone,
        "first": int(first.timestamp() * 1000),
        "after": int(after.timestamp() * 1000),
        "first_day": period.start,
        "last_day": period.end,
    } | query.parameters
    return list(store.client().query(query.sql(), parameters=parameters).named_results())


def first_day_seen(workspace: Workspace):
    """Return the first day with a visit or a fact, or None."""
    text = f"""
        SELECT min(day) AS first, count() AS rows FROM (
            SELECT min(toDate(visit_start, {{zone:String}})) AS day FROM {DATABASE}.visits WHERE {_WHOSE} HAVING count() > 0
            UNION ALL
            SELECT min(day) FROM {DATABASE}.facts FINAL WHERE {_WHOSE} AND deleted = 0 HAVING count() > 0
        )"""
    parameters = {"workspace": workspace.pk, "zone": workspace.time_zone}
    (row,) = store.client().query(text, parameters=parameters).named_results()
    return row["first"] if row["rows"] else None
