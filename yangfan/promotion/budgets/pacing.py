"""How fast money goes: where a month's spending ends when it goes on like the last seven days. Numbers in, numbers out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt

CENT = Decimal("0.01")
LOOK_BACK = 56  # days that the weekday shape is taken from
ENOUGH_FOR_SHAPE = 28
ENOUGH = 3  # days below which there is no forecast
EIGHTY_PER_CENT = 1.2816


@dataclass(frozen=True)
class Forecast:
    """The month's spending at its end: most likely, and a range that holds four times in five."""

    amount: Decimal
    low: Decimal
    high: Decimal


def month_end(month: date) -> date:
    """Return the month's last day."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def next_month(month: date, steps: int = 1) -> date:
    """Return the first day of the month `steps` months on."""
    year, index = divmod(month.year * 12 + month.month - 1 + steps, 12)
    return date(year, index + 1, 1)


def forecast_month(daily: dict[date, Decimal], *, month: date, known_until: date) -> Forecast | None:
    """Return where the month ends; None when fewer than three days are known.

    `daily` is the cost of each day (a day without an entry cost nothing); days after `known_until` are not known yet.
    The level is the mean of the last seven days, the shape is that of the weekdays in the last eight weeks. The range
    takes in how much single days differ from that, and how sure the level itself is.
    """
    known = {day: float(amount) for day, amount in daily.items() if day <= known_until}
    if not known:
        return None
    first = max(min(known), known_until - timedelta(days=LOOK_BACK - 1))
    days = [first + timedelta(days=n) for n in range((known_until - first).days + 1)]
    if len(days) < ENOUGH:
        return None
    values = [known.get(day, 0.0) for day in days]
    shape = _shape(days, values)
    level, spread = _level(days[-7:], values[-7:], shape), _spread(days, values, shape)
    spent = sum((amount for day, amount in daily.items() if day.replace(day=1) == month), Decimal(0))
    sure = sum(
        (amount for day, amount in daily.items() if day.replace(day=1) == month and day <= known_until),
        Decimal(0),
    )
    begin = max(known_until + timedelta(days=1), month)
    left = [begin + timedelta(days=n) for n in range(max((month_end(month) - begin).days + 1, 0))]
    rest = sum(level * shape[day.weekday()] for day in left)
    half = EIGHTY_PER_CENT * spread * sqrt(len(left) + len(left) ** 2 / min(7, len(days)))
    return Forecast(
        amount=max(sure + _cents(rest), spent),
        low=max(sure + _cents(rest - half), spent),
        high=max(sure + _cents(rest + half), spent),
    )


def _cents(amount: float) -> Decimal:
    return Decimal(amount).quantize(CENT)


def _shape(days: list[date], values: list[float]) -> list[float]:
    """How much of an average day each weekday is, drawn towards 1 where it was seen seldom."""
    mean = sum(values) / len(values)
    if len(days) < ENOUGH_FOR_SHAPE or not mean:
        return [1.0] * 7
    by_weekday: list[list[float]] = [[] for _weekday in range(7)]
    for day, value in zip(days, values, strict=True):
        by_weekday[day.weekday()].append(value / mean)
    return [(sum(seen) + 2) / (len(seen) + 2) for seen in by_weekday]


def _level(days: list[date], values: list[float], shape: list[float]) -> float:
    return sum(values) / sum(shape[day.weekday()] for day in days)


def _spread(days: list[date], values: list[float], shape: list[float]) -> float:
    """How far days lie from level and shape: their root mean square, over four weeks at most."""
    off = []
    for n in range(max(len(days) - 28, 0), len(days)):
        start = max(n - 6, 0)
        end = max(n + 1, min(len(days), start + 7))
        level = _level(days[start:end], values[start:end], shape)
        off.append(values[n] - level * shape[days[n].weekday()])
    return sqrt(sum(value * value for value in off) / max(len(off) - 1, 1))


@dataclass(frozen=True)
class Pace:
    """One budget of a month and how it is being spent; amounts in the workspace's currency."""

    channel: str
    campaign: str
    title: str
    month: date
    budget: Decimal | None
    spent: Decimal | None  # None: nobody reported any cost
    known_until: date | None  # the last day that is known
    time_gone: float  # share of the month up to that day
    forecast: Forecast | None

    @property
    def spent_share(self) -> float | None:
        return float(self.spent / self.budget) if self.budget and self.spent is not None else None

    @property
    def state(self) -> str:
        """over, fast, slow, even; "" when there is no budget or nothing to tell by."""
        if not self.budget or self.spent is None:
            return ""
        if self.spent > self.budget:
            return "over"
        if self.forecast is None:
            return ""
        if self.forecast.low > self.budget:
            return "fast"
        return "slow" if self.forecast.high < self.budget * Decimal("0.9") else "even"

    @property
    def scale(self) -> float:
        """What the whole width of the picture stands for."""
        known = [self.budget, self.spent, self.forecast.high if self.forecast else None]
        return float(max((amount for amount in known if amount), default=Decimal(1)))
