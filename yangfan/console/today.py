"""The four numbers of 今日: the last thirty days beside the thirty before. All of them come from events.stats."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from yangfan.events import stats

DAYS = 30
POINTS = 10  # of a spark line


@dataclass(frozen=True)
class Number:
    """What `{% number %}` shows."""

    key: str
    title: str
    definition: str
    value: object
    prefix: str = ""
    change: str = ""
    rises: bool | None = None
    base: str = ""
    spark: tuple = ()


def last_month(workspace, now: datetime) -> stats.Period:
    """Return the last thirty whole days; of a workspace whose counting is over, its last thirty."""
    yesterday = stats.today_of(workspace, now) - timedelta(days=1)
    end = min(yesterday, workspace.counting_to) if workspace.counting_to else yesterday
    return stats.Period(end - timedelta(days=DAYS - 1), end)


def four_numbers(workspace, period: stats.Period) -> list[Number]:
    """Return exposures, visits, website inquiries and ROI with what they are compared to."""
    before = period.before()
    here, there = stats.totals(workspace, period), stats.totals(workspace, before)
    days = stats.by_day(workspace, stats.Period(before.start, period.end))
    started = stats.first_day(workspace)
    is_start = started is None or started > before.end
    return [
        _count("exposures", here.exposures, there.exposures, is_start, _sums(days, "exposures")),
        _count("visits", here.visits, there.visits, is_start, _sums(days, "visits")),
        _inquiries(workspace, here, there, is_start, _sums(days, "inquiries")),
        _roi(workspace, here, there, is_start, days),
    ]


def _count(key, value, before, is_start, spark) -> Number:
    share = stats.change(value, before)
    return Number(
        key=key, value=value, base=_base(before, is_start), spark=spark, rises=_rises(value, before) if share else None,
        change=f"{abs(share):.0%}" if share else "", **_words(key),
    )  # fmt: skip


def _inquiries(workspace, here, there, is_start, spark) -> Number:
    difference = here.inquiries - there.inquiries
    base = _base(there.inquiries, is_start)
    if here.inquiries_elsewhere:
        base += " · " + _("%(n)s in all") % {"n": f"{here.all_inquiries:,}"}
    return Number(
        key="inquiries", value=here.inquiries, base=base, spark=spark, **_words("inquiries", workspace),
        change=f"{abs(difference):,}" if difference and not is_start else "", rises=difference > 0 if difference and not is_start else None,
    )  # fmt: skip


def _roi(workspace, here, there, is_start, days) -> Number:
    line = workspace.break_even_roi
    base = _("break-even 1:%(x)s") % {"x": f"{line:.1f}"} if line else ""
    words = _words("roi")
    if here.roi is None:
        return Number(key="roi", value="—", base=base or _("no cost entered"), **words)
    difference = here.roi - there.roi if there.roi is not None and not is_start else Decimal(0)
    is_change = round(abs(difference), 1) > 0
    return Number(
        key="roi", value=f"{here.roi:.1f}", prefix="1 : ", base=base, spark=_sliding_roi(days), **words,
        change=f"{abs(difference):.1f}" if is_change else "", rises=difference > 0 if is_change else None,
    )  # fmt: skip


def _words(key: str, workspace=None) -> dict:
    metric = stats.metric_of(workspace, key) if workspace else stats.METRICS[key]
    return {"title": str(metric.title), "definition": str(metric.definition)}


def _base(before, is_start: bool) -> str:
    if is_start:
        return _("before the start 0")
    if before is None:
        return _("before: no data")
    return _("before %(n)s") % {"n": f"{before:,}"}


def _rises(value, before) -> bool | None:
    if value is None or not before or value == before:
        return None
    return value > before


def _sums(days, key: str) -> tuple:
    """Return the last thirty days as ten sums of three."""
    values = [getattr(day, key) or 0 for day in days[-DAYS:]]
    step = DAYS // POINTS
    return tuple(sum(values[i : i + step]) for i in range(0, len(values), step))


def _sliding_roi(days) -> tuple:
    """Return the ROI of the thirty days that end at each of ten days; single days would only jump."""
    ends = range(len(days) - DAYS + DAYS // POINTS, len(days) + 1, DAYS // POINTS)
    windows = [days[max(end - DAYS, 0) : end] for end in ends]
    sums = [(sum(day.revenue for day in window), sum(day.cost for day in window)) for window in windows]
    return tuple(stats.roi_of(revenue, cost) or 0 for revenue, cost in sums)
