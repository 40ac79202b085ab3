"""Doubtful inquiries ring no alert; once a day people are told how many wait for a look."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from yangfan.accounts.public import Workspace
from yangfan.core.jobs import autopilot
from yangfan.crm.inquiries.models import CLEAR_FROM, Inquiry

JOB = "doubtful_count"
HOUR = 9  # of the workspace's morning


def doubtful_rows(workspace: Workspace):
    """Return the inquiries nobody has decided on and the machine is not sure of (a queryset)."""
    return Inquiry.objects.of(workspace).filter(
        is_spam=True, spam_decided_by_hand=False, spam_score__lt=CLEAR_FROM
    )


def count_doubtful(now: datetime) -> None:
    """In the morning hour of each workspace write down how many came in since yesterday; called every hour."""
    day_ago = now - timedelta(days=1)
    waiting = Inquiry.objects.across_workspaces().filter(
        is_spam=True, spam_decided_by_hand=False, received_at__gt=day_ago
    )
    for workspace in Workspace.objects.filter(pk__in=waiting.values("workspace")):
        if now.astimezone(ZoneInfo(workspace.time_zone)).hour != HOUR or not autopilot.is_on(
            workspace.pk, JOB
        ):
            continue
        number = doubtful_rows(workspace).filter(received_at__gt=day_ago).count()
        if number:
            autopilot.record(workspace.pk, JOB, True, lambda n=number: _words(n), now)


def _words(number: int) -> str:
    return ngettext(
        "%(n)d doubtful inquiry came in today", "%(n)d doubtful inquiries came in today", number
    ) % {"n": number}
