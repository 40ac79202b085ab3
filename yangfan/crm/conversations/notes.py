"""Notes beside an inquiry: written, changed and taken away by their author; who is named in one is told."""

import re
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from yangfan.accounts.public import members_of
from yangfan.connectors import public as connectors
from yangfan.crm.conversations.models import Mention
from yangfan.crm.inquiries.models import Note
from yangfan.crm.search.index import index_inquiry

LONGEST = 4000
STUCK_AFTER = timedelta(minutes=5)
WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
State = Mention.State


class NoteRefused(ValueError):
    """This note cannot be kept or changed; the text is a code: empty, not_yours."""


def write_note(*, inquiry, text: str, actor, now: datetime) -> Note:
    """Write a remark; members named with @ are told, the author not. Raises NoteRefused."""
    if not text.strip():
        raise NoteRefused("empty")
    with transaction.atomic():
        note = Note.objects.create(
            workspace=inquiry.workspace,
            inquiry=inquiry,
            author=actor,
            text=text.strip()[:LONGEST],
            created_at=now,
        )
        index_inquiry(inquiry)
        _tell_named(note, actor, now)
    return note


def change_note(*, note: Note, text: str, actor, now: datetime) -> Note:
    """Change one's own note; who is named newly is told. Raises NoteRefused."""
    _must_be_author(note, actor)
    if not text.strip():
        raise NoteRefused("empty")
    with transaction.atomic():
        note.text, note.changed_at = text.strip()[:LONGEST], now
        note.save(update_fields=["text", "changed_at"])
        index_inquiry(note.inquiry)
        _tell_named(note, actor, now)
    return note


def delete_note(*, note: Note, actor, now: datetime) -> None:
    """Take one's own note away. Raises NoteRefused."""
    _must_be_author(note, actor)
    with transaction.atomic():
        note.delete()
        index_inquiry(note.inquiry)


def _must_be_author(note: Note, actor) -> None:
    if note.author_id != actor.pk:
        raise NoteRefused("not_yours")


def notes_of(inquiry) -> list[Note]:
    """Return the notes with their mentions, the oldest first; each carries its text as `html`."""
    named = Prefetch(
        "mentions", Mention.objects.of(inquiry.workspace).select_related("user"), to_attr="named"
    )
    notes = list(inquiry.notes.of(inquiry.workspace).select_related("author").prefetch_related(named))
    for note in notes:
        note.html = _with_names(note.text, [str(mention.user) for mention in note.named])
    return notes


def _with_names(text: str, names: list[str]) -> str:
    html = escape(text)
    for name in sorted(set(names), key=len, reverse=True):
        html = html.replace("@" + escape(name), f'<b class="crm-at">@{escape(name)}</b>')
    return mark_safe(html)


def named_in(text: str, workspace) -> list:
    """Return the members whose name stands behind an @ in the text, the longer name first where two fit."""
    people = sorted((member.user for member in members_of(workspace)), key=lambda user: -len(str(user)))
    found = []
    for user in people:
        pattern = re.compile(r"@" + re.escape(str(user)) + r"(?![A-Za-z0-9])", re.IGNORECASE)
        if pattern.search(text):
            found.append(user)
            text = pattern.sub(" ", text)
    return found


def _tell_named(note: Note, actor, now: datetime) -> None:
    for user in named_in(note.text, note.workspace):
        if actor is not None and user.pk == actor.pk:
            continue
        mention, is_new = Mention.objects.of(note.workspace).get_or_create(
            workspace=note.workspace, note=note, user=user, defaults={"created_at": now, "send_at": now}
        )
        if is_new:
            transaction.on_commit(partial(_enqueue, mention.pk))


def _enqueue(mention_id: int) -> None:
    from yangfan.crm.conversations.tasks import tell_mentioned  # the task calls back into this module

    tell_mentioned.enqueue(mention_id)


def deliver_mention(*, mention_id: int, now: datetime) -> None:
    """Mail one person that they were named, in their language; once."""
    due = Mention.objects.across_workspaces().filter(pk=mention_id, state=State.WAITING, send_at__lte=now)
    if not due.update(state=State.SENDING, attempts=F("attempts") + 1, send_at=now + STUCK_AFTER):
        return
    mention = (
        Mention.objects.across_workspaces()
        .select_related("workspace", "user", "note__author", "note__inquiry__contact")
        .get(pk=mention_id)
    )
    try:
        _mail(mention)
    except connectors.MailNotSent as error:
        again = error.is_passing and mention.attempts <= len(WAITS)
        mention.state = State.WAITING if again else State.FAILED
        mention.send_at = now + WAITS[mention.attempts - 1] if again else now
    else:
        mention.state = State.SENT
    mention.save(update_fields=["state", "send_at"])


def _mail(mention: Mention) -> None:
    note, inquiry = mention.note, mention.note.inquiry
    with translation.override(mention.user.language):
        words = {"who": note.author or _("Yangfan"), "inquiry": str(inquiry)}
        subject = _("%(who)s named you at inquiry %(inquiry)s") % words
        path = reverse("crm_inquiry", args=[mention.workspace.slug, inquiry.number])
        text = f"{subject}\n\n{note.text}\n\n{_('Open')}: {settings.CONSOLE_URL}{path}#n{note.pk}\n"
    connectors.send_mail(workspace=mention.workspace, to=mention.user.email, subject=subject, text=text)


def send_due_mentions(now: datetime) -> None:
    """Try again what is due; give up what a killed worker left half sent (it may have arrived)."""
    late = Mention.objects.across_workspaces().filter(send_at__lte=now)
    late.filter(state=State.SENDING).update(state=State.FAILED)
    for pk in late.filter(state=State.WAITING, created_at__lte=now - timedelta(seconds=30)).values_list(
        "pk", flat=True
    )[:200]:
        _enqueue(pk)


def mark_mentions_seen(*, inquiry, user, now: datetime) -> None:
    """This person has opened the inquiry: its mentions of them ring no more."""
    Mention.objects.of(inquiry.workspace).filter(note__inquiry=inquiry, user=user, seen_at=None).update(
        seen_at=now
    )
