"""When a job runs: every so many minutes, daily at a time, weekly on a day at a time. Times are those of a time zone.

Kept as short text: "every 30", "daily 09:00", "weekly 0 09:00" (Monday is 0).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

DAY = timedelta(days=1)
WEEKDAYS = [
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
]  # fmt: skip


EVERY_IN_WORDS = [
    (86400, pgettext_lazy("plan", "Every day"), pgettext_lazy("plan", "Every %(n)d days")),
    (3600, pgettext_lazy("plan", "Every hour"), pgettext_lazy("plan", "Every %(n)d hours")),
    (60, pgettext_lazy("plan", "Every minute"), pgettext_lazy("plan", "Every %(n)d minutes")),
    (1, pgettext_lazy("plan", "Every second"), pgettext_lazy("plan", "Every %(n)d seconds")),
]


class PlanUnreadable(ValueError):
    """This text is no plan."""


@dataclass(frozen=True)
class Every:
    """Again and again after so many minutes."""

    minutes: int

    @property
    def gap(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def next_after(self, now: datetime, zone: str) -> datetime:
        return now + self.gap

    def __str__(self):
        return f"every {self.minutes}"

    def in_words(self) -> str:
        return every_in_words(self.gap)


@dataclass(frozen=True)
class Daily:
    """Every day at a time of the clock on the wall."""

    hour: int
    minute: int = 0

    gap = DAY

    def next_after(self, now: datetime, zone: str) -> datetime:
        return _next_at(now, zone, time(self.hour, self.minute))

    def __str__(self):
        return f"daily {self.hour:02}:{self.minute:02}"

    def in_words(self) -> str:
        return _("Daily at %(time)s") % {"time": f"{self.hour:02}:{self.minute:02}"}


@dataclass(frozen=True)
class Weekly:
    """Every week on a day (Monday is 0) at a time of the clock on the wall."""

    weekday: int
    hour: int
    minute: int = 0

    gap = 7 * DAY

    def next_after(self, now: datetime, zone: str) -> datetime:
        return _next_at(now, zone, time(self.hour, self.minute), self.weekday)

    def __str__(self):
        return f"weekly {self.weekday} {self.hour:02}:{self.minute:02}"

    def in_words(self) -> str:
        values = {"day": WEEKDAYS[self.weekday], "time": f"{self.hour:02}:{self.minute:02}"}
        return _("%(day)s at %(time)s every week") % values


Plan = Every | Daily | Weekly


def every_in_words(gap: timedelta) -> str:
    """Return "every 30 minutes", in the active language."""
    seconds = int(gap.total_seconds())
    for length, once, often in EVERY_IN_WORDS:
        if seconds % length == 0:
            number = seconds // length
            return str(once) if number == 1 else str(often) % {"n": number}
    raise ValueError(f"{gap} is no whole number of seconds")


def plan_of(text: str) -> Plan:
    """Return the plan that was kept as `text`. Raises PlanUnreadable."""
    kind, *rest = text.split()
    try:
        if kind == "every":
            minutes = int(*rest)
            if minutes > 0:
                return Every(minutes)
        if kind == "daily":
            at = time.fromisoformat(*rest)
            return Daily(at.hour, at.minute)
        if kind == "weekly":
            day, at = int(rest[0]), time.fromisoformat(rest[1])
            if day in range(7):
                return Weekly(day, at.hour, at.minute)
    except (TypeError, ValueError, IndexError) as error:
        raise PlanUnreadable(text) from error
    raise PlanUnreadable(text)


def stretched(plan: Plan, failures: int, now: datetime, zone: str) -> datetime:
    """Return when to try again after so many failures in a row: the gap doubles each time, up to a day.

    What runs less often than daily is tried again the next day instead of waiting for its turn.
    """
    wait = min(plan.gap * 2 ** min(failures, 20), DAY)
    if isinstance(plan, Every):
        return now + max(wait, min(plan.gap, DAY))
    return min(plan.next_after(now, zone), now + wait)


def _next_at(now: datetime, zone: str, at: time, weekday: int | None = None) -> datetime:
    """Return the first moment after `now` at which a clock in `zone` shows `at`.

    On the day it is set forward over that time it is the moment shown an hour later; set back, the first of the two.
    """
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()
    if weekday is not None:
        day += timedelta(days=(weekday - day.weekday()) % 7)
    step = timedelta(days=1 if weekday is None else 7)
    while True:
        moment = datetime.combine(day, at, tzinfo=place).astimezone(UTC)
        if moment > now:
            return moment
        day += step
