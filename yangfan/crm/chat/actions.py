"""A visitor's side of a chat (open, say, introduce oneself, read) and ours (carry an answer, close)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.core import live
from yangfan.crm.chat import words
from yangfan.crm.chat.listeners import chat_listeners
from yangfan.crm.chat.models import ChatLine, ChatSession, ChatSettings, settings_of
from yangfan.crm.chat.topics import staff_topic, visitor_topic
from yangfan.crm.contacts.actions import ContactTaken, change_contact
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.actions import log_answer
from yangfan.crm.conversations.carriers import NotCarried
from yangfan.crm.conversations.models import Message, Way
from yangfan.crm.conversations.notes import write_note as add_note
from yangfan.crm.inquiries.actions import InquiryRefused, receive_inquiry
from yangfan.crm.inquiries.models import Inquiry
from yangfan.events import public as events

SAME_INQUIRY_WITHIN = timedelta(days=7)
KEPT_FOR = timedelta(days=30)  # a returning visitor finds the chat again
SEEN_EVERY = timedelta(seconds=15)
LONGEST = 4000


class ChatRefused(ValueError):
    """This cannot be done in this chat; the text is a code: empty, closed, email."""


@dataclass(frozen=True)
class Place:
    """Where a visitor is, and who they are to the stream."""

    language: str = ""
    page: str = ""
    title: str = ""
    visitor_id: int = 0
    consented: bool = False
    referrer: str = ""
    user_agent: str = ""
    time_zone: str = ""


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(*, site: events.Site, token: str, place: Place, now: datetime) -> ChatSession:
    """Return the chat of this token on this site; begin it when there is none."""
    session, _is_new = ChatSession.objects.of(site.workspace).get_or_create(
        workspace=site.workspace, site=site, token_hash=hash_token(token),
        defaults={
            "language": place.language[:10], "page": place.page[:500], "page_title": place.title[:200],
            "visitor_id": str(place.visitor_id or ""), "consented": place.consented, "opened_at": now, "last_seen_at": now,
        },
    )  # fmt: skip
    return session


def say(
    *, session: ChatSession, text: str, client_id: str, place: Place, now: datetime, files: Iterable = (),
    is_robot: bool = False,
) -> ChatLine:  # fmt: skip
    """Take in what a visitor writes. The same `client_id` again is the same line. Raises ChatRefused."""
    files = list(files)
    text = text.strip()[:LONGEST] or ", ".join(file.name for file in files)
    if not text:
        raise ChatRefused("empty")
    if session.closed_at:
        raise ChatRefused("closed")
    with transaction.atomic():
        session = ChatSession.objects.of(session.workspace).select_for_update(of=("self",)).select_related(
            "workspace", "site", "contact", "inquiry__merged_into"
        ).get(pk=session.pk)  # fmt: skip
        said = _receive(session, text, f"chat-{session.pk}-{client_id}"[:80], place, files, is_robot, now)
        line, is_new = ChatLine.objects.of(session.workspace).get_or_create(
            workspace=session.workspace, session=session, message=said.message, defaults={"created_at": now}
        )
        if is_new:
            was_nameless = session.contact is None
            session.contact, session.inquiry, session.last_seen_at = said.contact, said.inquiry, now
            session.save(update_fields=["contact", "inquiry", "last_seen_at"])
            if was_nameless and session.email:
                _fill_in_contact(session, now)
            live.tell(staff_topic(session), "message", {"line": line.pk})
    return line


def _receive(session, text, submission_id, place, files, is_robot, now):
    words_of_visitor = {"name": session.name, "email": _own_email(session)} if session.contact is None else {}
    try:
        return receive_inquiry(
            workspace=session.workspace, site=session.site, way=Way.CHAT, message=text, files=files,
            contact=session.contact, joins=_running(session, now), submission_id=submission_id,
            language=session.language, visitor_id=place.visitor_id, consented=place.consented, url=place.page,
            referrer=place.referrer, user_agent=place.user_agent[:500], time_zone=place.time_zone,
            consent_text=words.in_language(words.NOTES, session.language), seconds_to_fill=0 if is_robot else None, now=now,
            **words_of_visitor,
        )  # fmt: skip
    except InquiryRefused as refusal:
        raise ChatRefused("empty") from refusal


def _own_email(session: ChatSession) -> str:
    """Return the address typed before the first line, unless it is somebody's: nobody becomes another by typing."""
    taken = Contact.objects.of(session.workspace).filter(email__iexact=session.email).exists()
    return "" if taken else session.email


def _running(session: ChatSession, now: datetime) -> Inquiry | None:
    """Return the inquiry that a further line belongs to."""
    inquiry = session.inquiry and (session.inquiry.merged_into or session.inquiry)
    return inquiry if inquiry and inquiry.last_message_at > now - SAME_INQUIRY_WITHIN else None


def introduce(*, session: ChatSession, name: str, email: str, now: datetime) -> ChatSession:
    """Keep who the visitor says they are; what our records already know otherwise stands beside it as a note."""
    with transaction.atomic():
        session.name, session.email = name.strip()[:120] or session.name, email.strip()[:254] or session.email
        session.save(update_fields=["name", "email"])
        if session.contact:
            _fill_in_contact(session, now)
    live.tell(staff_topic(session), "changed")
    return session


def _fill_in_contact(session: ChatSession, now: datetime) -> None:
    contact = session.contact
    fields = {
        key: value
        for key, value in (("name", session.name), ("email", session.email))
        if value and not getattr(contact, key)
    }
    try:
        if fields:
            with transaction.atomic():
                change_contact(contact=contact, fields=fields, actor=None, now=now)
    except ContactTaken:
        fields.pop("email")
        contact.refresh_from_db()
        change_contact(contact=contact, fields=fields, actor=None, now=now)
        if session.inquiry:
            with translation.override(session.workspace.language):
                text = _("In the chat they gave the address %(email)s, which another contact has.")
                add_note(inquiry=session.inquiry, text=text % {"email": session.email}, actor=None, now=now)


def note_seen(*, session: ChatSession, place: Place | None, now: datetime) -> None:
    """Write down that the visitor is here, and on which page; seldom, and tell our people of a new page."""
    moved = bool(place and place.page and place.page[:500] != session.page)
    if not moved and now - session.last_seen_at < SEEN_EVERY:
        return
    session.last_seen_at = now
    if moved:
        session.page, session.page_title = place.page[:500], place.title[:200]
        live.tell(staff_topic(session), "changed")
    session.save(update_fields=["last_seen_at", "page", "page_title"])


def note_visitor_read(*, session: ChatSession, now: datetime) -> None:
    """The visitor has seen everything up to now: nothing of it needs to go by mail."""
    session.visitor_read_at = session.last_seen_at = now
    session.save(update_fields=["visitor_read_at", "last_seen_at"])
    ChatLine.objects.of(session.workspace).filter(session=session, created_at__lte=now).exclude(
        mail_at=None
    ).update(mail_at=None)
    live.tell(staff_topic(session), "read")


def note_staff_read(*, session: ChatSession, now: datetime) -> None:
    """Somebody of ours has the chat on the screen."""
    session.staff_read_at = now
    session.save(update_fields=["staff_read_at"])
    live.tell(visitor_topic(session), "read")


def close_session(*, session: ChatSession, actor, now: datetime) -> None:
    """End a chat: the visitor can write no more in it."""
    session.closed_at = now
    session.save(update_fields=["closed_at"])
    live.tell(visitor_topic(session), "closed")
    accounts.record_audit(
        workspace=session.workspace,
        actor=actor,
        action="chat_closed",
        subject=session.inquiry or session,
        now=now,
    )


def save_settings(*, settings: ChatSettings, actor, now: datetime) -> ChatSettings:
    """Keep how the chat is offered, and have kept pages made anew."""
    with transaction.atomic():
        settings.save()
        accounts.record_audit(
            workspace=settings.workspace, actor=actor, action="chat_settings_changed", subject=settings,
            after={"is_on": settings.is_on}, now=now,
        )  # fmt: skip
        for listener in chat_listeners:
            listener.changed(settings.workspace)
    return settings


# --- our side: answers go out by the carrier --------------------------------------------------------------------------


def session_of(inquiry: Inquiry) -> ChatSession | None:
    """Return the chat through which this inquiry is spoken, the latest if there were several."""
    rows = ChatSession.objects.of(inquiry.workspace).select_related("workspace", "site", "contact", "inquiry")
    mine = Q(inquiry=inquiry) | Q(inquiry__merged_into=inquiry)
    return rows.filter(mine).order_by("-last_seen_at").first()


def can_carry(inquiry: Inquiry) -> bool:
    """Tell whether the chat is still open to this person."""
    session = session_of(inquiry)
    return session is not None and session.closed_at is None


def carry(*, message: Message, now: datetime) -> None:
    """Put an answer into the visitor's chat; when they have an address it also goes by mail if it stays unread."""
    session = message.inquiry and session_of(message.inquiry)
    if session is None or session.closed_at:
        raise NotCarried("the chat has ended")
    minutes = settings_of(session.workspace).mail_after_minutes
    is_mailed = bool(minutes and (session.contact and session.contact.email or session.email))
    with transaction.atomic():
        line, is_new = ChatLine.objects.of(session.workspace).get_or_create(
            workspace=session.workspace, session=session, message=message,
            defaults={"created_at": now, "mail_at": now + timedelta(minutes=minutes) if is_mailed else None},
        )  # fmt: skip
        if is_new:
            live.tell(visitor_topic(session), "message", {"line": line.pk})


def offer_chat(*, workspace: Workspace, now: datetime) -> ChatSettings:
    """Switch the chat on with its defaults; for set-up and the demo."""
    settings = settings_of(workspace)
    settings.is_on = True
    return save_settings(settings=settings, actor=None, now=now)


def keep_chat(
    *, site: events.Site, token: str, place: Place, lines: Iterable[tuple[datetime, bool, str]], name: str = "",
    email: str = "", author=None,
) -> ChatSession:  # fmt: skip
    """Keep a chat that took place before: lines of (when, ours, text), oldest first. A second call adds nothing."""
    lines = list(lines)
    session = open_session(site=site, token=token, place=place, now=lines[0][0])
    if session.contact_id:
        return session
    session.name, session.email = name, email
    session.save(update_fields=["name", "email"])
    for number, (at, is_ours, text) in enumerate(lines):
        session.refresh_from_db()
        if is_ours:
            carry(
                message=log_answer(inquiry=session.inquiry, text=text, way=Way.CHAT, actor=author, now=at),
                now=at,
            )
        else:
            say(session=session, text=text, client_id=str(number), place=place, now=at)
    ChatLine.objects.of(session.workspace).filter(session=session).update(mail_at=None)
    session.refresh_from_db()
    note_visitor_read(session=session, now=lines[-1][0])
    return session
