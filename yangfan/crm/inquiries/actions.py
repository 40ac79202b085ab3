"""Receiving inquiries and what people do with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.assignment.actions import assign_by_rule
from yangfan.crm.chat.topics import tell_inbox
from yangfan.crm.clock import due
from yangfan.crm.contacts.actions import find_or_make_contact
from yangfan.crm.contacts.identity import country_code
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.models import Attachment, Conversation, Message, Way
from yangfan.crm.conversations.translations import ask_translations
from yangfan.crm.facts import mirror_inquiry
from yangfan.crm.inquiries import reasons, spam
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.listeners import tell_followed_up
from yangfan.crm.search.index import index_inquiry
from yangfan.crm.understanding.better import ask_better_reading
from yangfan.crm.understanding.reading import read, understand
from yangfan.events import public as events
from yangfan.intelligence import public as intelligence

SAME_INQUIRY_WITHIN = timedelta(days=7)
MAX_MESSAGE = 20_000
MAX_FILES = 10
UNDO_WITHIN = timedelta(minutes=2)
READ_WITH_THEM = (
    "understanding",
    "next_question",
    "intent_confidence",
    "country_is_likely",
    "score",
    "expected_value",
)


class InquiryRefused(ValueError):
    """There is nothing to receive, or no such way in; the text says what is wrong."""


class StatusUnknown(ValueError):
    """No inquiry has this status."""


@dataclass(frozen=True)
class Received:
    """`is_new` is False when this submission was known already or joined an inquiry of the last days."""

    inquiry: Inquiry
    contact: Contact
    is_new: bool
    message: Message


def receive_inquiry(
    *,
    workspace: Workspace,
    site: events.Site | None,
    way: str,
    message: str,
    name: str = "",
    email: str = "",
    phone: str = "",
    company: str = "",
    country: str = "",
    product: str = "",
    quantity: str = "",
    files: Iterable = (),
    consent_text: str = "",
    language: str = "",
    visitor_id: int = 0,
    consented: bool = False,
    url: str = "",
    referrer: str = "",
    user_agent: str = "",
    time_zone: str = "",
    submission_id: str = "",
    seconds_to_fill: float | None = None,
    channel: str = "",
    source: str = "",
    campaign: str = "",
    contact: Contact | None = None,
    subject: str = "",
    mail_id: str = "",
    joins: Inquiry | None = None,
    is_automatic: bool = False,
    actor=None,
    now: datetime,
) -> Received:
    """Take in what a person asks for: contact found or made, inquiry opened or joined, everything told to the stream.

    The same `submission_id` again changes nothing. A message of the same contact within seven days joins the inquiry.
    `files` are uploaded files (name, size, content_type, readable); `language` is that of the page; `channel`, `source` and
    `campaign` are for inquiries that no visit sent. `contact` is a person known already (a chat, a mail
    thread); `joins` an inquiry this message certainly belongs to, however old. An automatic message (absence, receipt)
    joins the latest inquiry of its sender without asking for an answer, and opens none. Raises InquiryRefused.
    """
    text = message.strip()[:MAX_MESSAGE]
    if way not in Way.values:
        raise InquiryRefused(f"unknown way in: {way}")
    if not (text or product or quantity):
        raise InquiryRefused("the message is empty")
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)  # one number, one submission at a time
        known = _known_submission(workspace, submission_id)
        if known:
            return Received(known.inquiry, known.conversation.contact, False, known)
        detected = intelligence.detect_language(text)
        contact = contact or find_or_make_contact(
            workspace=workspace, name=name, email=email, phone=phone, company=company, country=country,
            language=detected.code, now=now,
        )  # fmt: skip
        if joins or is_automatic:
            return _join(joins, contact, text, way=way, detected=detected, page=url, submission_id=submission_id, now=now,
                         files=files, subject=subject, mail_id=mail_id, is_automatic=is_automatic)  # fmt: skip
        given = {"email": contact.email or email, "phone": phone or contact.phone}
        reading = read(workspace, text, now=now, **given)
        verdict = spam.judge(
            spam.Candidate(workspace, name, text=text, seconds_to_fill=seconds_to_fill, now=now, reading=reading,
                           country=country_code(country), time_zone=time_zone, **given)
        )  # fmt: skip
        open_inquiry = None if verdict.is_spam else _running_inquiry(contact, now)
        inquiry = open_inquiry or Inquiry(
            workspace=workspace, number=_next_number(workspace), contact=contact, site=site, way=way,
            company_name=company.strip()[:200], product=product.strip()[:200], quantity=quantity.strip()[:80],
            country=country_code(country), language=detected.code, summary=_summary(text or product),
            received_at=now, last_message_at=now, time_zone=time_zone[:64],
            is_spam=verdict.is_spam, spam_reasons=verdict.reasons, spam_score=verdict.score, consented=consented, consent_text=consent_text,
            visitor_id=str(visitor_id) if visitor_id else "", page_language=language, channel=channel,
            source=source[:120], campaign=campaign[:200],
        )  # fmt: skip
        understand(inquiry, reading)
        if open_inquiry:
            _take_up_again(inquiry, now)
        else:
            due.start_waiting(inquiry, now)
        reasons.rate(inquiry)
        inquiry.save()
        said = _add_message(
            inquiry, text, way=way, detected=detected, page=url, submission_id=submission_id, now=now,
            subject=subject, mail_id=mail_id,
        )  # fmt: skip
        _attach(said, files)
        ask_better_reading(inquiry)
        if visitor_id and consented:
            events.link_visitor(workspace=workspace, visitor_id=visitor_id, contact_id=contact.pk, now=now)
        if open_inquiry:
            tell_followed_up(said)
        else:
            assign_by_rule(inquiry=inquiry, is_final=False, now=now)
            _announce(inquiry, actor=actor, now=now, visitor_id=visitor_id, url=url, referrer=referrer,
                      language=language, time_zone=time_zone, user_agent=user_agent)  # fmt: skip
            tell_inbox(said)
    return Received(inquiry, contact, open_inquiry is None, said)


def _join(
    joins: Inquiry | None, contact: Contact, text: str, *, files, is_automatic: bool, now, **words
) -> Received:
    """Add a message to an inquiry it belongs to."""
    inquiry = joins or _latest_inquiry(contact)
    if inquiry is None:
        raise InquiryRefused("an automatic message opens no inquiry")
    inquiry = _held(inquiry.merged_into or inquiry)
    said = _add_message(inquiry, text, is_automatic=is_automatic, now=now, **words)
    _attach(said, files)
    if not is_automatic:
        _take_up_again(inquiry, now)
        reasons.rate(inquiry)
        inquiry.save()
        tell_followed_up(said)
    return Received(inquiry, inquiry.contact, False, said)


def _latest_inquiry(contact: Contact) -> Inquiry | None:
    rows = Inquiry.objects.of(contact.workspace).select_related("workspace", "contact", "merged_into")
    return rows.filter(contact=contact, is_spam=False).order_by("-last_message_at").first()


def _known_submission(workspace, submission_id: str) -> Message | None:
    if not submission_id:
        return None
    return (
        Message.objects.of(workspace)
        .select_related("inquiry", "conversation__contact")
        .filter(submission_id=submission_id, inquiry__isnull=False)
        .first()
    )


def _running_inquiry(contact: Contact, now: datetime) -> Inquiry | None:
    """Return the inquiry that a further message of this contact belongs to."""
    latest = (
        Inquiry.objects.of(contact.workspace)
        .select_related("workspace", "contact", "merged_into__workspace", "merged_into__contact")
        .filter(
            contact=contact,
            is_spam=False,
            last_message_at__gt=now - SAME_INQUIRY_WITHIN,
            received_at__lte=now,
        )
        .order_by("-received_at")
        .first()
    )
    return latest and _held(latest.merged_into or latest)


def _held(inquiry: Inquiry) -> Inquiry:
    """Return it as it is now, and nobody changes it before this message is written down."""
    rows = Inquiry.objects.of(inquiry.workspace).select_for_update(of=("self",))
    held = rows.select_related("workspace", "contact", "site", "merged_into").get(pk=inquiry.pk)
    return _held(held.merged_into) if held.merged_into else held


def _next_number(workspace) -> int:
    return (Inquiry.objects.of(workspace).aggregate(last=Max("number"))["last"] or 0) + 1


def _summary(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199] + "…"


def _take_up_again(inquiry: Inquiry, now: datetime) -> None:
    """Somebody of ours should answer again."""
    inquiry.last_message_at = max(inquiry.last_message_at, now)
    inquiry.snoozed_until = None
    due.start_waiting(inquiry, now)
    if inquiry.status == Status.CLOSED:
        inquiry.status = Status.NEW


def _add_message(
    inquiry: Inquiry,
    text: str,
    *,
    way,
    detected,
    page,
    submission_id,
    now,
    subject="",
    mail_id="",
    is_automatic=False,
) -> Message:
    conversation, _is_new = Conversation.objects.of(inquiry.workspace).get_or_create(
        workspace=inquiry.workspace, contact=inquiry.contact, defaults={"created_at": now}
    )
    said = Message.objects.create(
        workspace=inquiry.workspace, conversation=conversation, inquiry=inquiry, direction=Message.Direction.IN,
        way=way, text=text, language=detected.code, language_confidence=detected.confidence, page=page[:500],
        submission_id=submission_id[:80], created_at=now, subject=subject.strip()[:255], mail_id=mail_id[:255],
        is_automatic=is_automatic,
    )  # fmt: skip
    if not inquiry.is_spam:
        ask_translations(message=said, now=now)
    index_inquiry(inquiry)
    return said


def _attach(message: Message, files: Iterable) -> None:
    for file in list(files)[:MAX_FILES]:
        attachment = Attachment(
            workspace=message.workspace, message=message, name=file.name[-200:], size=file.size,
            content_type=(getattr(file, "content_type", "") or "")[:120],
        )  # fmt: skip
        attachment.file.save(file.name, file, save=True)


def _announce(inquiry: Inquiry, *, actor, now, visitor_id, **page) -> None:
    accounts.record_audit(
        workspace=inquiry.workspace, actor=actor, action="inquiry_received", subject=inquiry,
        after={"way": inquiry.way} | ({"spam": True} if inquiry.is_spam else {}), now=now,
    )  # fmt: skip
    mirror_inquiry(inquiry)
    events.publish(
        workspace=inquiry.workspace,
        event=events.InquiryReceived(
            id=str(inquiry.pk), occurred_at=now, inquiry_id=inquiry.pk, contact_id=inquiry.contact_id
        ),
        site=inquiry.site,
        visitor_id=visitor_id,
        props={"way": inquiry.way, "spam": "1" if inquiry.is_spam else "0"},
        **page,
    )


def mark_spam(*, inquiry: Inquiry, is_spam: bool, actor, now: datetime) -> Inquiry:
    """Say that this is spam, or that it is not; its numbers follow, and the workspace's filter learns it.

    Going back within two minutes to what the machine thought is an undo: nobody decided, nothing is learned.
    """
    if inquiry.is_spam == is_spam and not (is_spam and inquiry.is_doubtful):
        return inquiry
    with transaction.atomic():
        just_now = inquiry.spam_decided_at is not None and now - inquiry.spam_decided_at < UNDO_WITHIN
        is_undo = just_now and is_spam == (inquiry.spam_score >= spam.DOUBTFUL_FROM)
        inquiry.is_spam, inquiry.spam_decided_by_hand = is_spam, not is_undo
        inquiry.spam_decided_at = None if is_undo else now
        reasons.rate(inquiry)
        inquiry.save(
            update_fields=["is_spam", "spam_decided_by_hand", "spam_decided_at", "score", "expected_value"]
        )
        action = "inquiry_marked_spam" if is_spam else "inquiry_unmarked_spam"
        accounts.record_audit(
            workspace=inquiry.workspace, actor=actor, action=action, subject=inquiry, now=now
        )
        mirror_inquiry(inquiry)
    return inquiry


def assign_inquiry(*, inquiry: Inquiry, owner, actor, now: datetime) -> Inquiry:
    """Make `owner` (a member, or None) the one who answers."""
    if inquiry.owner == owner:
        return inquiry
    with transaction.atomic():
        before, inquiry.owner = inquiry.owner, owner
        inquiry.save(update_fields=["owner"])
        accounts.record_audit(
            workspace=inquiry.workspace, actor=actor, action="inquiry_assigned", subject=inquiry,
            before={"owner": before}, after={"owner": owner}, now=now,
        )  # fmt: skip
    return inquiry


def set_status(*, inquiry: Inquiry, status: str, actor, now: datetime) -> Inquiry:
    """Move an inquiry on; closing it ends its waiting. Raises StatusUnknown."""
    if status not in Status.values:
        raise StatusUnknown(status)
    if inquiry.status == status:
        return inquiry
    with transaction.atomic():
        before, inquiry.status = inquiry.status, status
        if status == Status.NEW:
            due.start_waiting(inquiry, now)
        else:
            inquiry.waiting_since = None
        inquiry.save(update_fields=["status", "waiting_since", "answer_due_at"])
        accounts.record_audit(
            workspace=inquiry.workspace, actor=actor, action="inquiry_status_changed", subject=inquiry,
            before={"status": before}, after={"status": status}, now=now,
        )  # fmt: skip
    return inquiry


def change_inquiry(*, inquiry: Inquiry, fields: dict, actor, now: datetime) -> Inquiry:
    """Correct what was read out of an inquiry (product, quantity, terms, deadline, country, channel); numbers follow."""
    before = {field: str(getattr(inquiry, field) or "") for field in fields}
    with transaction.atomic():
        for field, value in fields.items():
            setattr(inquiry, field, value)
        if "country" in fields:
            inquiry.country_is_likely = False
        reasons.rate(inquiry)
        inquiry.save(update_fields=[*fields, *READ_WITH_THEM])  # a message may come in at this moment
        after = {field: str(getattr(inquiry, field) or "") for field in fields}
        if before != after:
            accounts.record_audit(
                workspace=inquiry.workspace, actor=actor, action="inquiry_changed", subject=inquiry,
                before=before, after=after, now=now,
            )  # fmt: skip
            mirror_inquiry(inquiry)
            index_inquiry(inquiry)
    return inquiry
