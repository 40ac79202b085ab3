"""The order to answer in: the points of an inquiry, and what time adds or takes; the same in Python and in SQL."""

from datetime import date, datetime, timedelta

from django.db.models import Case, F, IntegerField, Value, When

WAITING_MOST = 8


def waiting_steps(limit: timedelta) -> list[tuple[timedelta, int]]:
    """Return (waited at least, points), latest first.

    A point for each quarter of the time we set ourselves, up to eight. The chance of reaching the person falls with the
    time it takes to answer (Oldroyd et al., Harvard Business Review, March 2011), so the wait lifts an inquiry while
    answering can still help; from two weeks on (or four times the limit) it is taken to cool down.
    """
    cold = max(timedelta(days=14), 4 * limit)
    cooling = [(4 * cold, -40), (3 * cold, -30), (2 * cold, -20), (1.5 * cold, -10), (cold, 0)]
    return cooling + [(limit * quarters / 4, quarters) for quarters in range(WAITING_MOST, 0, -1)]


DEADLINE_STEPS = (
    (-1, -10),
    (14, 4),
    (45, 2),
)  # days left at most, points; a day that has passed speaks against it


def waiting_points(waited: timedelta, limit: timedelta) -> int:
    """Return what the waiting itself adds or takes."""
    return next((points for least, points in waiting_steps(limit) if waited >= least), 0)


def deadline_points(deadline_on: date | None, today: date) -> int:
    """Return what the nearness of the deadline adds; one that has passed takes."""
    if deadline_on is None:
        return 0
    left = (deadline_on - today).days
    return next((points for most, points in DEADLINE_STEPS if left <= most), 0)


def ranked(rows, *, now: datetime, limit: timedelta, today: date):
    """Order a queryset of inquiries so that the one to answer first comes first; annotates `rank`."""
    waiting = Case(
        *[When(waiting_since__lte=now - least, then=Value(points)) for least, points in waiting_steps(limit)],
        default=Value(0), output_field=IntegerField(),
    )  # fmt: skip
    deadline = Case(
        *[When(deadline_on__lte=today + timedelta(days=most), then=Value(points)) for most, points in DEADLINE_STEPS],
        default=Value(0), output_field=IntegerField(),
    )  # fmt: skip
    return rows.annotate(rank=F("score") + waiting + deadline).order_by("-rank", "waiting_since", "pk")
