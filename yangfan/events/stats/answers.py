"""The questions every screen, export and report asks. Nothing here writes SQL of its own beyond a Query's columns."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from yangfan.accounts.public import Workspace
from yangfan.events.channels import channels_of
from yangfan.events.stats import names
from yangfan.events.stats.facts import FactSums, sums_by
from yangfan.events.stats.numbers import (
    Breakdown,
    BreakdownRow,
    ChannelNumbers,
    Coverage,
    DayNumbers,
    Live,
    Totals,
)
from yangfan.events.stats.periods import Period, today_of
from yangfan.events.stats.query import Query, first_day_seen, run

VISITS, VISITORS = "count()", "uniqExact(visitor_id)"
ACTIVE = timedelta(minutes=5)
RECENT = timedelta(minutes=30)

# What can be broken down, by the column of `visits` and of `facts` that says it; pages are asked of page views.
DIMENSIONS = {"country": "country", "device": "device", "language": "language", "page": "path"}
VISIT_DIMENSIONS = {"source", "campaign", "browser", "os", "entry", "exit"}


class UnknownDimension(ValueError):
    """There is no breakdown by this word."""


def first_day(workspace: Workspace) -> date | None:
    """Return the first day anything was counted, or None."""
    return first_day_seen(workspace)


def totals(workspace: Workspace, period: Period) -> Totals:
    """Return the period's numbers."""
    (seen,) = run(
        Query(
            "visits",
            {
                "visits": VISITS,
                "visitors": VISITORS,
                "consented_visitors": "uniqExactIf(visitor_id, consented = 1)",
                "page_views_": "sum(page_views)",
                "bounces": "countIf(page_views = 1)",
                "seconds": "sum(dateDiff('second', visit_start, ended_at))",
                "engaged": "sum(engaged_seconds)",
            },
        ),
        workspace,
        period,
    )
    (bots,) = run(Query("bot_hits", {"hits": "count()"}), workspace, period)
    facts = sums_by(workspace, period, lambda row: "all").get("all", FactSums(workspace.currency))
    return Totals(
        currency=workspace.currency,
        exposures=facts.exposures,
        visits=seen["visits"],
        visitors=seen["visitors"],
        consented_visitors=seen["consented_visitors"],
        page_views=seen["page_views_"],
        bounces=seen["bounces"],
        seconds=seen["seconds"],
        engaged_seconds=round(seen["engaged"]),
        inquiries=facts.inquiries,
        inquiries_elsewhere=facts.inquiries_elsewhere,
        deals=facts.deals,
        deals_by_hand=facts.deals_by_hand,
        cost=facts.cost.total,
        cost_apart=dict(facts.cost.apart),
        revenue=facts.revenue.total,
        revenue_apart=dict(facts.revenue.apart),
        revenue_by_hand=facts.revenue_by_hand.total,
        revenue_by_hand_apart=dict(facts.revenue_by_hand.apart),
        bot_hits=bots["hits"],
    )


def by_day(workspace: Workspace, period: Period) -> list[DayNumbers]:
    """Return every day of the period in order, days without anything included."""
    query = Query(
        "visits",
        {"day": "day", "visits": VISITS, "visitors": VISITORS, "page_views_": "sum(page_views)"},
        group_by=("day",),
    )
    seen = {row["day"]: row for row in run(query, workspace, period)}
    facts = sums_by(workspace, period, lambda row: row["day"])
    return [
        _day_numbers(day, seen.get(day), facts.get(day) or FactSums(workspace.currency))
        for day in period.days
    ]


def _day_numbers(day: date, seen: dict | None, facts: FactSums) -> DayNumbers:
    return DayNumbers(
        day=day,
        exposures=facts.exposures,
        visits=seen["visits"] if seen else 0,
        visitors=seen["visitors"] if seen else 0,
        page_views=seen["page_views_"] if seen else 0,
        inquiries=facts.inquiries,
        deals=facts.deals,
        cost=facts.cost.total,
        revenue=facts.revenue.total,
    )


def by_channel(workspace: Workspace, period: Period) -> list[ChannelNumbers]:
    """Return every channel with a number in the period, in the workspace's order; what belongs to none comes last."""
    query = Query("visits", {"key": "channel", "visits": VISITS, "visitors": VISITORS}, group_by=("channel",))
    seen = {row["key"]: row for row in run(query, workspace, period)}
    facts = sums_by(workspace, period, lambda row: row["channel"])
    known = {channel.key: channel for channel in channels_of(workspace)}
    found = seen.keys() | facts.keys()
    keys = [key for key in known if key in found] + sorted(found - known.keys() - {""})
    return [
        _channel_numbers(key, known.get(key), seen.get(key), facts.get(key) or FactSums(workspace.currency))
        for key in [*keys, *(found & {""})]
    ]


def _channel_numbers(key: str, channel, seen: dict | None, facts: FactSums) -> ChannelNumbers:
    return ChannelNumbers(
        key=key,
        title=channel.title if channel else (key or str(names.NOT_ALLOCATED)),
        group=channel.group if channel else "",
        exposures=facts.exposures,
        visits=seen["visits"] if seen else 0,
        visitors=seen["visitors"] if seen else 0,
        inquiries=facts.inquiries,
        deals=facts.deals,
        cost=facts.cost.total,
        cost_apart=dict(facts.cost.apart),
        revenue=facts.revenue.total,
        revenue_apart=dict(facts.revenue.apart),
    )


def breakdown(
    workspace: Workspace, period: Period, dimension: str, limit: int = 50, offset: int = 0
) -> Breakdown:
    """Return the period's visits by country, page, device or language (or source, campaign, browser, os, entry, exit)."""
    if dimension == "page":
        columns, table = _PAGE_COLUMNS, "page_views"
    elif dimension in DIMENSIONS or dimension in VISIT_DIMENSIONS:
        columns, table = {"key": DIMENSIONS.get(dimension, dimension)} | _VISIT_COLUMNS, "visits"
    else:
        raise UnknownDimension(dimension)
    seen = {row["key"]: row for row in run(Query(table, columns, group_by=("key",)), workspace, period)}
    facts = {}
    if dimension in DIMENSIONS:
        column = DIMENSIONS[dimension]
        facts = sums_by(workspace, period, lambda row: row[column], columns=(column,))
        facts = {
            key: sums for key, sums in facts.items() if sums.inquiries or sums.deals or sums.revenue.total
        }
    ordered = sorted(seen.keys() | facts.keys(), key=lambda key: _rank(key, seen.get(key), facts.get(key)))
    return Breakdown(
        dimension=dimension,
        rows=[
            _breakdown_row(dimension, key, seen.get(key), facts.get(key))
            for key in ordered[offset : offset + limit]
        ],
        total=len(ordered),
    )


_VISIT_COLUMNS = {
    "visits": VISITS,
    "visitors": VISITORS,
    "views": "sum(page_views)",
    "likely": "countIf(country_is_likely = 1)",
}
_PAGE_COLUMNS = {
    "key": "path",
    "visits": "uniqExactIf(visit_id, visit_id != 0)",
    "visitors": "uniqExactIf(visitor_id, visitor_id != 0)",
    "views": "count()",
    "likely": "0",
}


def _rank(key: str, seen: dict | None, facts: FactSums | None):
    return (-(seen["visits"] if seen else 0), -(facts.inquiries if facts else 0), key == "", key)


def _breakdown_row(dimension: str, key: str, seen: dict | None, facts: FactSums | None) -> BreakdownRow:
    return BreakdownRow(
        key=key,
        title=names.title_of(dimension, key),
        visits=seen["visits"] if seen else 0,
        visitors=seen["visitors"] if seen else 0,
        page_views=seen["views"] if seen else 0,
        likely_visits=seen["likely"] if seen and dimension == "country" else 0,
        inquiries=facts.inquiries if facts else 0,
        deals=facts.deals if facts else 0,
        revenue=facts.revenue.total if facts else Decimal(0),
    )


def coverage(workspace: Workspace, period: Period) -> Coverage:
    """Return how many pages, languages, countries, sources and channels the period's visits touch."""
    (seen,) = run(
        Query(
            "visits",
            {
                "languages": "uniqExactIf(language, language != '')",
                "countries": "uniqExactIf(country, country != '')",
                "sources": "uniqExactIf(source, source != '')",
                "channels": "uniqExactIf(channel, channel != '')",
            },
        ),
        workspace,
        period,
    )
    (pages,) = run(Query("page_views", {"pages": "uniqExact(host, path)"}), workspace, period)
    channels = by_channel(workspace, period)
    reporting = [channel for channel in channels if channel.reports_exposures]
    reporting_visits = sum(channel.visits for channel in reporting)
    return Coverage(
        pages=pages["pages"],
        languages=seen["languages"],
        countries=seen["countries"],
        sources=seen["sources"],
        channels=seen["channels"],
        reporting_channels=len(reporting),
        reporting_visits=reporting_visits,
        other_visits=sum(channel.visits for channel in channels) - reporting_visits,
    )


def live(workspace: Workspace, now: datetime) -> Live:
    """Return today until now; independent of any counting period."""
    today = Period(today_of(workspace, now), today_of(workspace, now))
    recent_days = Period(
        today.start - timedelta(days=1), today.end
    )  # half an hour may reach back over midnight
    (seen,) = run(Query("visits", {"visits": VISITS, "views": "sum(page_views)"}), workspace, today)
    (active,) = run(
        _since(now - ACTIVE, now, {"visitors": "uniqExactIf(visitor_id, visitor_id != 0)"}),
        workspace,
        recent_days,
    )
    minutes = run(
        _since(
            now - RECENT,
            now,
            {"minute": "toStartOfMinute(ts)", "views": "countIf(event = 'page_view')"},
            ("minute",),
        ),
        workspace,
        recent_days,
    )
    pages = run(
        _since(
            now - RECENT,
            now,
            {"key": "path", "visitors": "uniqExact(visitor_id)"},
            ("key",),
            "event = 'page_view'",
        ),
        workspace,
        recent_days,
    )
    return Live(
        now=now,
        visitors_now=active["visitors"],
        visits_today=seen["visits"],
        page_views_today=seen["views"],
        inquiries_today=sums_by(workspace, today, lambda row: "all").get("all", FactSums("")).inquiries,
        minutes=_every_minute(now, {row["minute"]: row["views"] for row in minutes}),
        pages=sorted(((row["key"], row["visitors"]) for row in pages), key=lambda page: (-page[1], page[0]))[
            :10
        ],
        channels=[
            (each.key, each.title, each.visits) for each in by_channel(workspace, today) if each.visits
        ],
    )


def _since(start: datetime, end: datetime, columns: dict, group_by: tuple = (), where: str = "1") -> Query:
    between = "ts > fromUnixTimestamp64Milli({since:Int64}, 'UTC') AND ts <= fromUnixTimestamp64Milli({until:Int64}, 'UTC')"
    moments = {"since": int(start.timestamp() * 1000), "until": int(end.timestamp() * 1000)}
    return Query("events", columns, where=f"{between} AND {where}", group_by=group_by, parameters=moments)


def _every_minute(now: datetime, views: dict[datetime, int]) -> list[tuple[datetime, int]]:
    counted = defaultdict(int)
    for minute, number in views.items():
        counted[minute.replace(tzinfo=now.tzinfo) if minute.tzinfo is None else minute] += number
    last = now.replace(second=0, microsecond=0)
    minutes = [last - timedelta(minutes=back) for back in range(29, -1, -1)]
    return [(minute, counted.get(minute, 0)) for minute in minutes]
