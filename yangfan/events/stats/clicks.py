"""What short links brought: clicks of people, robots apart, and the inquiries of those who had clicked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yangfan.accounts.public import Workspace
from yangfan.events.pipeline.sites import LINK_CLICK
from yangfan.events.stats import names
from yangfan.events.stats.periods import Period
from yangfan.events.stats.query import Query, run

CLICKS, PEOPLE = "count()", "uniqExactIf(visitor_id, visitor_id != 0)"
INTERNAL = "countIf(props['internal'] = '1')"
ASKED = "uniqExact(inquiry)"
THIS = "link = {link:String}"


@dataclass(frozen=True)
class ClickSums:
    """Of one link, or of several together; `bots` only where it was asked for."""

    clicks: int = 0
    people: int = 0
    inquiries: int = 0
    internal: int = 0  # sent from pages of the site itself
    bots: int = 0


@dataclass(frozen=True)
class DayClicks:
    day: date
    clicks: int = 0
    people: int = 0
    inquiries: int = 0
    bots: int = 0


@dataclass(frozen=True)
class LinkClicks:
    """One link in a period; the breakdowns are (key, title, clicks, people), most clicks first."""

    total: ClickSums
    days: list[DayClicks]
    countries: list[tuple[str, str, int, int]] = field(default_factory=list)
    devices: list[tuple[str, str, int, int]] = field(default_factory=list)
    variants: list[tuple[str, str, int, int]] = field(default_factory=list)


def clicks_by_link(workspace: Workspace, period: Period) -> dict[str, ClickSums]:
    """Return what each link brought, by the link's id as text; links without a click are left out."""
    columns = {"link": "link", "clicks": CLICKS, "people": PEOPLE, "internal": INTERNAL}
    seen = run(Query("link_clicks", columns, group_by=("link",)), workspace, period)
    asked = run(
        Query("link_inquiries", {"link": "link", "asked": ASKED}, group_by=("link",)), workspace, period
    )
    inquiries = {row["link"]: row["asked"] for row in asked}
    sums = {row.pop("link"): row for row in seen}
    return {
        link: ClickSums(**sums.get(link, {}), inquiries=inquiries.get(link, 0))
        for link in sums.keys() | inquiries.keys()
    }


def clicks_of_link(workspace: Workspace, period: Period, *, link: str, paths: Iterable[str]) -> LinkClicks:
    """Return what one link brought; `paths` are the paths it is clicked at, by which robots' requests are known."""
    own = {"link": link}
    (seen,) = run(
        Query(
            "link_clicks",
            {"clicks": CLICKS, "people": PEOPLE, "internal": INTERNAL},
            where=THIS,
            parameters=own,
        ),
        workspace,
        period,
    )
    (asked,) = run(Query("link_inquiries", {"asked": ASKED}, where=THIS, parameters=own), workspace, period)
    bots = _bots_by_day(workspace, period, paths)
    total = ClickSums(**seen, inquiries=asked["asked"], bots=sum(bots.values()))
    return LinkClicks(
        total=total,
        days=_days(workspace, period, own, bots),
        countries=_broken_down(workspace, period, own, "country", "country"),
        devices=_broken_down(workspace, period, own, "device", "device"),
        variants=_broken_down(workspace, period, own, "variant", "props['variant']"),
    )


def _bots_by_day(workspace: Workspace, period: Period, paths: Iterable[str]) -> dict[date, int]:
    query = Query(
        "bot_hits",
        {"day": "day", "hits": "count()"},
        where="event = {click:String} AND path IN {paths:Array(String)}",
        group_by=("day",),
        parameters={"click": LINK_CLICK, "paths": list(paths)},
    )
    return {row["day"]: row["hits"] for row in run(query, workspace, period)}


def _days(workspace: Workspace, period: Period, own: dict, bots: dict[date, int]) -> list[DayClicks]:
    figures: dict[date, dict] = defaultdict(dict)
    for table, columns in (
        ("link_clicks", {"clicks": CLICKS, "people": PEOPLE}),
        ("link_inquiries", {"inquiries": ASKED}),
    ):
        query = Query(table, {"day": "day"} | columns, where=THIS, group_by=("day",), parameters=own)
        for row in run(query, workspace, period):
            figures[row.pop("day")] |= row
    return [DayClicks(day, **figures.get(day, {}), bots=bots.get(day, 0)) for day in period.days]


def _broken_down(workspace: Workspace, period: Period, own: dict, dimension: str, column: str):
    columns = {"key": column, "clicks": CLICKS, "people": PEOPLE}
    query = Query("link_clicks", columns, where=THIS, group_by=("key",), parameters=own)
    rows = sorted(run(query, workspace, period), key=lambda row: (-row["clicks"], row["key"]))
    return [(row["key"], names.title_of(dimension, row["key"]), row["clicks"], row["people"]) for row in rows]
