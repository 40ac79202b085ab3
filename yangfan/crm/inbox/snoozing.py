"""Out of sight for a while: an inquiry comes back on its day, or as soon as the buyer writes."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.clock import due
from yangfan.crm.inquiries.models import Inquiry

MORNING = time(9)
LATER = timedelta(hours=3)


class SnoozeRefused(ValueError):
    """The moment lies in the past or is none."""


def moment_of(workspace: Workspace, asked: str, *, now: datetime) -> datetime:
    """Return the moment behind "later", "tomorrow", "monday" or an ISO date. Raises SnoozeRefused."""
    zone = ZoneInfo(workspace.time_zone)
    today = now.astimezone(zone).date()
    if asked == "later":
        return now + LATER
    if asked == "tomorrow":
        day = today + timedelta(days=1)
    elif asked == "monday":
        day = today + timedelta(days=7 - today.weekday())
    else:
        try:
            day = datetime.fromisoformat(asked).date()
        except ValueError as error:
            raise SnoozeRefused(asked) from error
    moment = datetime.combine(day, MORNING, zone)
    if moment <= now:
        raise SnoozeRefused(asked)
    return moment


def snooze(*, inquiry: Inquiry, until: datetime | None, actor, now: datetime) -> Inquiry:
    """Put an inquiry out of sight until then; None brings it back as it was. Raises SnoozeRefused."""
    if until is not None and until <= now:
        raise SnoozeRefused(until.isoformat())
    with transaction.atomic():
        inquiry.snoozed_until = until
        inquiry.save(update_fields=["snoozed_until"])
        accounts.record_audit(
            workspace=inquiry.workspace, actor=actor, action="inquiry_snoozed" if until else "inquiry_woken",
            subject=inquiry, after={"until": until} if until else None, now=now,
        )  # fmt: skip
    return inquiry


def wake_due(now: datetime) -> None:
    """Bring back whatever is due: it waits for us, and its clock starts now."""
    due_rows = Inquiry.objects.across_workspaces().filter(snoozed_until__lte=now).select_related("workspace")
    for inquiry in due_rows[:500]:
        with transaction.atomic():
            inquiry.snoozed_until = None
            if not inquiry.is_spam and inquiry.merged_into_id is None and inquiry.status != "closed":
                due.start_waiting(inquiry, now, anew=True)
            inquiry.save(update_fields=["snoozed_until", "waiting_since", "answer_due_at"])
            accounts.record_audit(
                workspace=inquiry.workspace, actor=None, action="inquiry_woken", subject=inquiry, now=now
            )
