"""A stretch of whole days in the workspace's zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class BadPeriod(ValueError):
    """A period that ends before it starts."""


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both inclusive, as days of the workspace's zone."""

    start: date
    end: date

    def __post_init__(self):
        if self.end < self.start:
            raise BadPeriod(f"{self.start} to {self.end}")

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"

    @property
    def length(self) -> int:
        """Return the number of days."""
        return (self.end - self.start).days + 1

    @property
    def days(self) -> list[date]:
        return [self.start + timedelta(days=number) for number in range(self.length)]

    def before(self) -> "Period":
        """Return the period of the same length that ends the day before this one starts."""
        return Period(self.start - timedelta(days=self.length), self.start - timedelta(days=1))

    def year_before(self) -> "Period":
        """Return the same days 52 weeks earlier, so that weekdays meet weekdays."""
        return Period(self.start - timedelta(weeks=52), self.end - timedelta(weeks=52))

    @classmethod
    def last(cls, days: int, *, today: date) -> "Period":
        """Return the last `days` days, today among them."""
        return cls(today - timedelta(days=days - 1), today)

    def moments(self, time_zone: str) -> tuple[datetime, datetime]:
        """Return when the period starts, and the first moment after it, in UTC."""
        zone = ZoneInfo(time_zone)
        first = datetime.combine(self.start, time(), zone)
        after = datetime.combine(self.end + timedelta(days=1), time(), zone)
        return first.astimezone(UTC), after.astimezone(UTC)


def today_of(workspace, now: datetime) -> date:
    """Return which day it is for this workspace."""
    return now.astimezone(ZoneInfo(workspace.time_zone)).date()
