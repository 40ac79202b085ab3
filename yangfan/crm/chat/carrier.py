"""Answers to a visitor: into the chat, and by mail too when they have left without reading them."""

from datetime import datetime, timedelta

from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.crm.chat import actions, words
from yangfan.crm.chat.models import ChatLine
from yangfan.crm.conversations.actions import UNDO_FOR
from yangfan.crm.conversations.carriers import Carrier
from yangfan.crm.conversations.models import Message, Way

MOST_AT_ONCE = 100
CLAIMED_FOR = timedelta(minutes=10)
AGAIN_AFTER, GIVES_UP_AFTER = timedelta(minutes=5), timedelta(days=1)


def carry(message: Message) -> None:
    """Deliver one answer; called by the worker."""
    actions.carry(message=message, now=timezone.now())


carrier = Carrier(way=Way.CHAT.value, can_carry=actions.can_carry, carry=carry, undo_for=UNDO_FOR, order=10)


def mail_unread(now: datetime) -> None:
    """Send by mail what visitors have not read in the chat.

    A line is claimed for a while before the wire is touched. A worker that dies meanwhile leaves it to the next one, which
    sends the very same mail: the lines of one claim stay together, under one Message-ID, so that a second copy is one mail.
    """
    due = ChatLine.objects.across_workspaces().filter(mail_at__lte=now).order_by("pk")
    rows = due.select_related("workspace", "session__contact", "message__author", "session__inquiry")
    together: dict[tuple, list[ChatLine]] = {}
    for line in rows[:MOST_AT_ONCE]:
        mine = ChatLine.objects.of(line.workspace).filter(pk=line.pk, mail_at=line.mail_at)
        line.mail_claim = line.mail_claim or now
        if mine.update(mail_at=now + CLAIMED_FOR, mail_claim=line.mail_claim):
            together.setdefault((line.session_id, line.mail_claim), []).append(line)
    for lines in together.values():
        _mail(lines, now)


def _mail(lines: list[ChatLine], now: datetime) -> None:
    rows = ChatLine.objects.of(lines[0].workspace).filter(pk__in=[line.pk for line in lines])
    session, last = lines[0].session, lines[-1].message
    to = (session.contact and session.contact.email) or session.email
    if not to:
        rows.update(mail_at=None)
        return
    language = session.language
    text = "\n\n".join(line.message.text for line in lines)
    try:
        connectors.send_mail(
            workspace=session.workspace, to=to, subject=words.in_language(words.MAIL_SUBJECTS, language),
            text=f"{words.in_language(words.MAIL_INTROS, language)}\n\n{text}", sender_name=str(last.author or ""),
            message_id=last.mail_id,
        )  # fmt: skip
    except connectors.MailNotSent as error:
        may_try_again = error.is_passing and lines[0].created_at > now - GIVES_UP_AFTER
        rows.exclude(mail_at=None).update(mail_at=now + AGAIN_AFTER if may_try_again else None)
        return
    rows.update(mail_at=None)
    Message.objects.of(session.workspace).filter(pk__in=[line.message_id for line in lines]).update(
        to_address=to
    )
