"""Each day of each channel: what pace, plan and watch are worked out from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yangfan.accounts.public import Workspace
from yangfan.events.stats.facts import sums_by
from yangfan.events.stats.periods import Period
from yangfan.events.stats.query import Query, run


@dataclass(frozen=True)
class ChannelDay:
    """What one channel (or one of its campaigns) cost and brought on one day; `has_cost`: someone reported a cost."""

    day: date
    channel: str
    campaign: str = ""
    exposures: int | None = None
    visits: int = 0
    inquiries: int = 0
    deals: int = 0
    cost: Decimal = Decimal(0)
    has_cost: bool = False


def by_day_and_channel(workspace: Workspace, period: Period, *, campaigns: bool = False) -> list[ChannelDay]:
    """Return every channel's days that have a number, in order; with `campaigns`, each campaign's (without visits)."""
    names = ("day", "channel", "campaign") if campaigns else ("day", "channel")
    facts = sums_by(workspace, period, lambda row: tuple(row[name] for name in names), columns=names[2:])
    seen: dict[tuple, int] = {}
    if not campaigns:
        query = Query(
            "visits", {"day": "day", "key": "channel", "visits": "count()"}, group_by=("day", "channel")
        )
        seen = {(row["day"], row["key"]): row["visits"] for row in run(query, workspace, period)}
    return [_channel_day(key, facts.get(key), seen.get(key, 0)) for key in sorted(facts.keys() | seen.keys())]


def _channel_day(key: tuple, facts, visits: int) -> ChannelDay:
    day, channel, campaign = (*key, "")[:3]
    if facts is None:
        return ChannelDay(day, channel, campaign, visits=visits)
    return ChannelDay(
        day, channel, campaign, facts.exposures, visits, facts.inquiries, facts.deals, facts.cost.total,
        bool(facts.cost.total or facts.cost.apart),
    )  # fmt: skip
