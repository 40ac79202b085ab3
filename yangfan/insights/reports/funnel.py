"""The season in one line: what `yangfan report funnel` prints."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from yangfan.events import stats

TENTH = Decimal("0.1")


def funnel_report(*, workspace, period: "stats.Period | None" = None, today: date | None = None) -> dict:
    """Return from, to, exposures, visits, inquiries, deals, cost, revenue, currency and roi of a period.

    Without a period: the workspace's counting period, else everything from its first day to `today`. Exposures are
    None when nobody reported any, roi is None when nothing was spent; amounts without a rate are left out.
    """
    period = period or counted_period(workspace, today=today or date.today())
    totals = stats.totals(workspace, period)
    return {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "exposures": totals.exposures,
        "visits": totals.visits,
        "inquiries": totals.inquiries,
        "deals": totals.deals,
        "cost": plain(totals.cost),
        "revenue": plain(totals.revenue),
        "currency": workspace.currency,
        "roi": None if totals.roi is None else float(totals.roi.quantize(TENTH, ROUND_HALF_UP)),
    }


def counted_period(workspace, *, today: date) -> "stats.Period":
    """Return the period a report covers when nobody names one."""
    if workspace.counting_from and workspace.counting_to:
        return stats.Period(workspace.counting_from, workspace.counting_to)
    first = stats.first_day(workspace) or today - timedelta(days=27)
    return stats.Period(min(first, today), today)


def plain(amount: Decimal) -> int | float:
    """Return an amount as JSON writes it: whole where it is whole."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
