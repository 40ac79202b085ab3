"""Reading budgets and plans beside what happened."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from yangfan.events import public as events
from yangfan.events import stats
from yangfan.promotion.budgets.models import GOALS, BudgetLine
from yangfan.promotion.budgets.pacing import LOOK_BACK, Pace, forecast_month, month_end, next_month
from yangfan.promotion.costs.base import CostSource
from yangfan.promotion.costs.models import CostImport, CostPull
from yangfan.promotion.costs.pulling import channel_of

CENT = Decimal("0.01")


def day_of(workspace, now) -> date:
    """Return the day that counts as today: the season's last day where counting has ended."""
    today = stats.today_of(workspace, now)
    return min(today, workspace.counting_to) if workspace.counting_to else today


def lines_of(workspace, *, from_month: date, months: int = 1):
    """Return the budget lines of these months."""
    until = next_month(from_month, months)
    return BudgetLine.objects.of(workspace).filter(month__gte=from_month, month__lt=until)


def budgets_by_channel(lines) -> dict[tuple[date, str], Decimal]:
    """Return {(month, channel): budget}: the channel's own, or else what its campaigns add up to."""
    own, parts = {}, defaultdict(Decimal)
    for line in lines:
        if line.amount is None:
            continue
        if line.campaign:
            parts[line.month, line.channel] += line.amount
        else:
            own[line.month, line.channel] = line.amount
    return dict(parts) | own


def budget_of_period(workspace, start: date, end: date) -> dict[str, Decimal]:
    """Return each channel's budget of a period: of a month that lies in it partly, the part of its days."""
    month, sums = start.replace(day=1), defaultdict(Decimal)
    while month <= end:
        days = (min(month_end(month), end) - max(month, start)).days + 1
        share = Decimal(days) / month_end(month).day
        for (_month, channel), amount in budgets_by_channel(lines_of(workspace, from_month=month)).items():
            sums[channel] += amount * share
        month = next_month(month)
    return {channel: amount.quantize(CENT, ROUND_HALF_UP) for channel, amount in sums.items()}


def known_until(workspace, days: list[stats.ChannelDay], today: date) -> dict[str, date]:
    """Return up to which day each channel's costs and exposures are known: reported, or asked for; never today."""
    yesterday = today - timedelta(days=1)
    until: dict[str, date] = {}
    for one in days:
        if one.day <= yesterday and (one.has_cost or one.exposures is not None):
            until[one.channel] = max(until.get(one.channel, one.day), one.day)
    for pull in (
        CostPull.objects.of(workspace).exclude(covered_until=None).select_related("account__workspace")
    ):
        source = pull.account.plan
        if not isinstance(source, CostSource):
            continue
        channel = channel_of(pull.account, source)
        covered = min(pull.covered_until, yesterday)
        until[channel] = max(until.get(channel, covered), covered)
    return until


def paces_of(workspace, *, month: date, today: date) -> list[Pace]:
    """Return how the month's budgets are being spent, and the spending of channels without one; dearest first."""
    start, end = month - timedelta(days=LOOK_BACK), min(month_end(month), today)
    if end < month:
        end = month
    period = stats.Period(start, end)
    days = stats.by_day_and_channel(workspace, period)
    until = known_until(
        workspace, days, today if today <= month_end(month) else month_end(month) + timedelta(days=1)
    )
    titles = {channel.key: str(channel.title) for channel in events.channels_of(workspace)}
    lines = list(lines_of(workspace, from_month=month))
    budgets = {channel: amount for (_month, channel), amount in budgets_by_channel(lines).items()}
    costs = _costs(days)
    found = [
        _pace(
            (channel, ""),
            titles,
            month,
            budgets.get(channel),
            costs.get((channel, ""), {}),
            until.get(channel),
        )
        for channel in {one.channel for one in days if one.has_cost and one.day >= month} | budgets.keys()
    ]
    named = [line for line in lines if line.campaign and line.amount is not None]
    if named:
        by_campaign = _costs(stats.by_day_and_channel(workspace, period, campaigns=True))
        found += [
            _pace((one.channel, one.campaign), titles, month, one.amount, by_campaign.get((one.channel, one.campaign), {}),
                  until.get(one.channel))
            for one in named
        ]  # fmt: skip
    return sorted(
        found,
        key=lambda one: (one.channel == "", -(one.budget or 0), -(one.spent or 0), one.title, one.campaign),
    )


def _costs(days) -> dict[tuple[str, str], dict[date, Decimal]]:
    costs: dict[tuple[str, str], dict[date, Decimal]] = defaultdict(dict)
    for one in days:
        if one.has_cost:
            costs[one.channel, one.campaign][one.day] = one.cost
    return costs


def _pace(key, titles, month, budget, daily: dict[date, Decimal], until: date | None) -> Pace:
    channel, campaign = key
    spent = [amount for day, amount in daily.items() if day >= month]
    gone = 0.0 if until is None or until < month else (until - month).days + 1
    return Pace(
        channel=channel, campaign=campaign, title=titles.get(channel, channel) or str(stats_not_allocated()), month=month,
        budget=budget, spent=sum(spent, Decimal(0)) if spent or (daily and until and until >= month) else None,
        known_until=until, time_gone=min(gone / month_end(month).day, 1.0),
        forecast=forecast_month(daily, month=month, known_until=until) if until else None,
    )  # fmt: skip


def stats_not_allocated():
    return _("Not allocated")


# --- plan --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """What was planned, or what happened; None: no plan, or nothing to tell by."""

    amount: Decimal | None = None
    visits: int | None = None
    inquiries: int | None = None
    deals: int | None = None

    @property
    def per_inquiry(self) -> Decimal | None:
        if self.amount is None or not self.inquiries:
            return None
        return (self.amount / self.inquiries).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class PlanRow:
    """One channel of one month: plan and actual side by side."""

    channel: str
    title: str
    planned: Figures = field(default_factory=Figures)
    actual: Figures = field(default_factory=Figures)

    @property
    def variance(self) -> dict[str, float | None]:
        """Return the share by which each figure missed its plan: 0.1 is ten per cent more."""
        return {
            name: _off(getattr(self.planned, name), getattr(self.actual, name))
            for name in ("amount", *GOALS, "per_inquiry")
        }


def _off(planned, actual) -> float | None:
    return float((actual - planned) / planned) if planned and actual is not None else None


def plan_of(workspace, *, month: date, today: date) -> list[PlanRow]:
    """Return the month's channels that were planned or have a number, in the workspace's order."""
    planned = {line.channel: line for line in lines_of(workspace, from_month=month) if not line.campaign}
    budgets = budgets_by_channel(lines_of(workspace, from_month=month))
    actual = actuals_of(workspace, month=month, months=1, today=today)
    titles = {channel.key: str(channel.title) for channel in events.channels_of(workspace)}
    keys = planned.keys() | {channel for _month, channel in budgets} | actual.keys()
    began = stats.first_day(workspace)
    visits = (
        0 if any(one.visits for one in actual.values()) else None
    )  # a month without one visit was not measured
    blank = (
        Figures(visits=visits, inquiries=0, deals=0)
        if began and month <= today and month_end(month) >= began
        else Figures()
    )
    return [
        PlanRow(
            key,
            titles.get(key, key),
            _planned(planned.get(key), budgets.get((month, key))),
            actual.get(key, blank),
        )
        for key in [*(key for key in titles if key in keys), *sorted(keys - titles.keys() - {""})]
    ]


def _planned(line: BudgetLine | None, budget: Decimal | None) -> Figures:
    goals = {name: getattr(line, name) if line else None for name in GOALS}
    return Figures(amount=budget, **goals)


def actuals_of(workspace, *, month: date, months: int, today: date) -> dict[str, Figures]:
    """Return what each channel cost and brought in these months so far; a channel without any number is left out."""
    end = min(month_end(next_month(month, months - 1)), today)
    if end < month:
        return {}
    numbers = stats.by_channel(workspace, stats.Period(month, end))
    is_measured = any(one.visits for one in numbers)
    return {
        one.key: Figures(
            one.cost if one.cost or one.cost_apart else None,
            one.visits if is_measured else None,
            one.inquiries,
            one.deals,
        )
        for one in numbers
        if one.key
    }


def total_of(rows: list[PlanRow]) -> PlanRow:
    """Return the rows' sum; a figure nobody has stays empty."""
    return PlanRow("", "", _sum([row.planned for row in rows]), _sum([row.actual for row in rows]))


def _sum(figures: list[Figures]) -> Figures:
    sums = {}
    for name in ("amount", *GOALS):
        known = [getattr(one, name) for one in figures if getattr(one, name) is not None]
        sums[name] = sum(known) if known else None
    return Figures(**sums)


def has_any_cost(workspace) -> bool:
    return CostImport.objects.of(workspace).filter(state=CostImport.State.KEPT).exists()
