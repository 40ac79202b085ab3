"""Business hours: counting time only while somebody is at work. Pure; no clock, no database.

A span belongs to the weekday (and the day off) it begins on; one that ends at or before its beginning ends the next day.
Clock times are those of the zone, lengths are real ones: the night the clocks change is an hour shorter or longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOKED_AHEAD = timedelta(days=400)  # who has no hour of work in over a year has none


@dataclass(frozen=True)
class Hours:
    """`week` holds for each weekday (0 is Monday) its (from, to) spans."""

    zone: ZoneInfo
    week: dict[int, tuple[tuple[time, time], ...]]
    days_off: frozenset[date] = frozenset()


def hours_of(*, zone: str, business_hours: dict, holidays: list) -> Hours:
    """Return the hours as they are kept: weekday -> [["09:00", "18:00"]], ISO dates."""
    week = {
        int(day): tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)
        for day, spans in business_hours.items()
    }
    return Hours(ZoneInfo(zone), week, frozenset(date.fromisoformat(day) for day in holidays))


def spans(hours: Hours, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches of work from `since` on, in order, without overlap, in UTC."""
    reached = since.astimezone(UTC)
    if not any(hours.week.values()):
        return
    day = since.astimezone(hours.zone).date() - timedelta(days=1)  # last night's span may still run
    for _day in range(LOOKED_AHEAD.days):
        for start, end in sorted(_of_day(hours, day)):
            start = max(start, reached)
            if start < end:
                reached = end
                yield start, end
        day += timedelta(days=1)


def _of_day(hours: Hours, day: date) -> Iterator[tuple[datetime, datetime]]:
    if day in hours.days_off:
        return
    for start, end in hours.week.get(day.weekday(), ()):
        last = day if end > start else day + timedelta(days=1)
        yield (
            datetime.combine(day, start, hours.zone).astimezone(UTC),
            datetime.combine(last, end, hours.zone).astimezone(UTC),
        )


def due_at(since: datetime, within: timedelta, hours: Hours) -> datetime:
    """Return when `within` of working time will have passed; without any hours of work, by the plain clock."""
    left = within
    for start, end in spans(hours, since):
        if end - start >= left:
            return start + left
        left -= end - start
    return since.astimezone(UTC) + within


def worked_between(since: datetime, until: datetime, hours: Hours) -> timedelta:
    """Return how much working time lies between two moments."""
    worked = timedelta()
    for start, end in spans(hours, since):
        if start >= until:
            break
        worked += min(end, until.astimezone(UTC)) - start
    return worked


def is_open(moment: datetime, hours: Hours) -> bool:
    """Tell whether somebody is at work."""
    first = next(spans(hours, moment), None)
    return first is not None and first[0] <= moment


def next_opening(moment: datetime, hours: Hours) -> datetime | None:
    """Return when work begins next, `moment` itself when it is going on; None when it never does."""
    first = next(spans(hours, moment), None)
    return first[0] if first else None


def first_common(
    one: Hours, other: Hours, since: datetime, *, at_least: timedelta
) -> tuple[datetime, datetime] | None:
    """Return the first stretch in the next seven days in which both are at work."""
    theirs = list(_within_a_week(other, since))
    for start, end in _within_a_week(one, since):
        for their_start, their_end in theirs:
            first, last = max(start, their_start), min(end, their_end)
            if last - first >= at_least:
                return first, last
    return None


def _within_a_week(hours: Hours, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    for start, end in spans(hours, since):
        if start > since + timedelta(days=7):
            return
        yield start, end
