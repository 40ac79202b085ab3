"""What rings: inquiries that came in since this person last looked."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.crm.alerts.models import AlertReader
from yangfan.crm.conversations.models import Mention, Message
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.words import country_name

AT_MOST = timedelta(days=14)
FOR_NEWCOMERS = timedelta(days=1)  # who never looked is told of a day, not of all that was before
SHOWN = 6


def bell_of(request) -> dict:
    """Return the context of the bell: how many are new to this person, and the latest inquiries."""
    workspace, now = request.workspace, timezone.now()
    seen = _seen_at(workspace, request.user) or now - FOR_NEWCOMERS
    rows = Inquiry.objects.of(workspace).filter(
        is_spam=False, merged_into=None, last_message_at__gt=now - AT_MOST
    )
    latest = list(rows.select_related("contact").order_by("-last_message_at")[:SHOWN])
    calls = _calls(workspace, request.user)
    return {
        "new_count": rows.filter(last_message_at__gt=seen).count() + len(calls),
        "calls": calls,
        "newest": latest[0].pk if latest else 0,
        "latest": [
            {
                "inquiry": one,
                "country": country_name(one.country),
                "is_new": one.last_message_at > seen,
                "summary": one.summary_for(request.user.language),
            }
            for one in latest
        ],
        "workspace": workspace,
    }


def _calls(workspace: Workspace, user) -> list[dict]:
    """Return what waits for this very person: notes that name them, answers of theirs that were held back."""
    named = (
        Mention.objects.of(workspace)
        .filter(user=user, seen_at=None)
        .select_related("note__author", "note__inquiry")
    )
    held = Message.objects.of(workspace).filter(author=user, state=Message.State.HELD, inquiry__isnull=False)
    return [
        {"icon": "at", "number": one.note.inquiry.number, "anchor": f"n{one.note_id}", "text": one.note.text,
         "title": _("%(who)s named you in a note") % {"who": one.note.author or _("Yangfan")}}
        for one in named[:SHOWN]
    ] + [
        {"icon": "alert-triangle", "number": one.inquiry.number, "anchor": f"m{one.pk}", "text": one.text,
         "title": _("Your answer has not gone out")}
        for one in held.select_related("inquiry")[:SHOWN]
    ]  # fmt: skip


def _seen_at(workspace: Workspace, user) -> datetime | None:
    reader = AlertReader.objects.of(workspace).filter(user=user).first()
    return reader.bell_seen_at if reader else None


def mark_seen(*, workspace: Workspace, user, now: datetime) -> None:
    """Remember that this person has looked."""
    AlertReader.objects.of(workspace).update_or_create(
        workspace=workspace, user=user, defaults={"bell_seen_at": now}
    )
