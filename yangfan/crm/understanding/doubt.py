"""Doubtful inquiries ring no alert; once a day people are told how many wait for a look."""

from datetime import datetime, timedelta

from django.utils.translation import ngettext

from yangfan.accounts.public import Workspace
from yangfan.core.jobs.autopilot import Result
from yangfan.core.jobs.plans import Daily
from yangfan.crm.inquiries.models import CLEAR_FROM, Inquiry

JOB = "doubtful_count"
PLAN = Daily(9)


def doubtful_rows(workspace: Workspace):
    """Return the inquiries nobody has decided on and the machine is not sure of (a queryset)."""
    return Inquiry.objects.of(workspace).filter(
        is_spam=True, spam_decided_by_hand=False, spam_score__lt=CLEAR_FROM
    )


def count_doubtful(workspace: Workspace, now: datetime) -> Result | None:
    """Say how many came in since yesterday; nothing when none did."""
    number = doubtful_rows(workspace).filter(received_at__gt=now - timedelta(days=1)).count()
    return Result(lambda: _words(number), amounts={"inquiries": number}) if number else None


def _words(number: int) -> str:
    return ngettext(
        "%(n)d doubtful inquiry came in today", "%(n)d doubtful inquiries came in today", number
    ) % {"n": number}
