"""When money deserves a word: each rule looks at figures and says raise, clear, or nothing when it cannot tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import exp
from statistics import median

from yangfan.events.stats import ChannelDay
from yangfan.promotion.budgets.pacing import Pace

FRESH = timedelta(days=3)  # figures older than this tell nothing about now
WEEKS = 8
LEAST_WEEKS = 5
LEAST_IN_A_WEEK = 3  # a week with fewer inquiries has no price worth comparing
MAD_TO_SIGMA = 1.4826
SIGMAS = 3
UNLIKELY = 0.05
SHOWN_BEFORE = 14  # days before the silence that are looked at
SHOWN_ON = 0.6  # share of those days with exposures
ENOUGH_SHOWN = 20  # a day, at the median


@dataclass(frozen=True)
class Finding:
    """What a rule says of one channel now."""

    kind: str
    channel: str
    is_bad: bool
    figures: dict


def judge_pace(pace: Pace, *, over_percent: int, under_percent: int, today: date) -> list[Finding]:
    """Compare where the month ends with its budget: the whole range must lie outside before anyone is told."""
    if not pace.budget or pace.spent is None or pace.known_until is None or today - pace.known_until > FRESH:
        return []
    budget, forecast = pace.budget, pace.forecast
    days = (pace.known_until - pace.month).days + 1
    figures = {
        "month": pace.month.isoformat(), "budget": str(budget), "spent": str(pace.spent), "gone": round(pace.time_gone, 3),
        "forecast": str(forecast.amount) if forecast else "", "low": str(forecast.low) if forecast else "",
        "high": str(forecast.high) if forecast else "",
    }  # fmt: skip
    found = []
    top = budget * (100 + over_percent) / 100
    if pace.spent > budget or (forecast and days >= 5 and forecast.low > top):
        found.append(Finding("fast", pace.channel, True, figures))
    elif forecast and forecast.amount <= top:
        found.append(Finding("fast", pace.channel, False, figures))
    floor = budget * (100 - under_percent) / 100
    if forecast and days >= 7 and forecast.high < floor:
        found.append(Finding("slow", pace.channel, True, figures))
    elif forecast and forecast.amount >= floor:
        found.append(Finding("slow", pace.channel, False, figures))
    return found


def judge_cost(
    channel: str, days: Iterable[ChannelDay], *, until: date, rise_percent: int, least: int
) -> list[Finding]:
    """Compare the last seven days' cost per inquiry with the median of the eight weeks before.

    Bad only when it is dearer by `rise_percent`, by three robust deviations, and so few inquiries for that money would
    come by chance less than once in twenty (Poisson).
    """
    weeks = [[Decimal(0), 0] for _week in range(WEEKS + 1)]
    for one in days:
        back = (until - one.day).days // 7
        if 0 <= back <= WEEKS:
            weeks[back][0] += one.cost
            weeks[back][1] += one.inquiries
    (cost, inquiries), before = weeks[0], weeks[1:]
    prices = [float(spent) / count for spent, count in before if spent and count >= LEAST_IN_A_WEEK]
    if len(prices) < LEAST_WEEKS or not cost:
        return []
    usual = median(prices)
    expected = float(cost) / usual
    if expected < least:
        return []
    deviation = max(MAD_TO_SIGMA * median(abs(price - usual) for price in prices), usual * 0.05)
    price = float(cost) / max(inquiries, 1)
    figures = {
        "cost": str(cost), "inquiries": inquiries, "price": round(price, 2) if inquiries else None, "usual": round(usual, 2),
        "expected": round(expected, 1), "until": until.isoformat(),
    }  # fmt: skip
    is_dear = price > usual * (1 + rise_percent / 100) and price > usual + SIGMAS * deviation
    if is_dear and chance_of_at_most(inquiries, expected) < UNLIKELY:
        return [Finding("cost", channel, True, figures)]
    if price <= usual * (1 + rise_percent / 200):
        return [Finding("cost", channel, False, figures)]
    return []


def chance_of_at_most(count: int, expected: float) -> float:
    """Return how likely a Poisson number of this mean is `count` or less."""
    term = total = exp(-expected)
    for n in range(1, count + 1):
        term *= expected / n
        total += term
    return min(total, 1.0)


def judge_silence(
    channel: str, days: Iterable[ChannelDay], *, until: date, silent_days: int
) -> list[Finding]:
    """Tell whether a channel that used to be shown has not been for the last known days. No report is no zero."""
    shown = {one.day: one.exposures for one in days if one.exposures is not None}
    last = [shown.get(until - timedelta(days=n), 0) for n in range(silent_days)]
    start = until - timedelta(days=silent_days)
    before = [shown.get(start - timedelta(days=n), 0) for n in range(SHOWN_BEFORE)]
    lively = [count for count in before if count]
    figures = {
        "until": until.isoformat(),
        "days": silent_days,
        "before": int(median(lively)) if lively else 0,
    }
    if any(last):
        return [Finding("silence", channel, False, figures | {"now": max(last)})]
    if len(lively) >= SHOWN_ON * SHOWN_BEFORE and median(lively) >= ENOUGH_SHOWN:
        return [Finding("silence", channel, True, figures)]
    return []
