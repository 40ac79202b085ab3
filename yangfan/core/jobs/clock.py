"""The autopilot's clock: the wall's, unless CLOCK_SPEED lets a demonstration run through a month in an hour.

Plans follow this clock; leases, ticks and task queues follow the wall's, whatever the speed.
"""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime


def now() -> datetime:
    """Return the moment the autopilot goes by: time since CLOCK_FROM passes CLOCK_SPEED times as fast.

    Every process works it out from the same two settings, so all agree.
    """
    wall = timezone.now()
    if settings.CLOCK_SPEED == 1 or not settings.CLOCK_FROM:
        return wall
    start = parse_datetime(settings.CLOCK_FROM)
    if start is None or wall <= start:
        return wall
    return start + (wall - start) * settings.CLOCK_SPEED
