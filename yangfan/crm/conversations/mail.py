"""What a mail that came in means to us: an answer in a thread, a new inquiry, a machine, a mail of ours that came back."""

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.connectors import public as connectors
from yangfan.crm.clock import due
from yangfan.crm.contacts.actions import find_contact
from yangfan.crm.contacts.identity import email_key
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.bounces import is_wrong_address
from yangfan.crm.conversations.models import Message, Way
from yangfan.crm.inquiries.actions import InquiryRefused, receive_inquiry
from yangfan.crm.inquiries.models import Inquiry

NOBODY = frozenset({"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "notifications", "notification",
                    "mailer-daemon", "postmaster", "newsletter", "bounce", "bounces"})  # fmt: skip
Taken = connectors.Taken


def take(
    row: connectors.IncomingMail, mail: connectors.ParsedMail, *, by_hand: bool, actor, now: datetime
) -> Taken:
    """Put a mail where it belongs; one that is no inquiry is only named. `by_hand`: a person says it is an inquiry."""
    thread = _thread(row.workspace, mail.references)
    if by_hand:
        return _receive(row, mail, thread, actor=actor, now=now)
    if mail.bounce:
        return _note_bounce(row.workspace, mail.bounce, now)
    why_not = _why_no_inquiry(row.workspace, mail, thread)
    if why_not:
        return Taken(why_not)
    if mail.automatic:
        return _receive_automatic(row, mail, thread, now)
    return _receive(row, mail, thread, actor=None, now=now)


def _thread(workspace: Workspace, references) -> Inquiry | None:
    """Return the inquiry of the nearest mail this one answers."""
    known = dict(
        Message.objects.of(workspace)
        .filter(mail_id__in=references, inquiry__isnull=False)
        .exclude(mail_id="")
        .values_list("mail_id", "inquiry_id")
    )
    nearest = next((known[one] for one in references if one in known), None)
    if nearest is None:
        return None
    rows = Inquiry.objects.of(workspace).select_related("workspace", "contact", "site", "merged_into")
    return rows.get(pk=nearest)


def _why_no_inquiry(workspace: Workspace, mail, thread: Inquiry | None) -> str:
    if mail.from_address in connectors.own_addresses(workspace) or mail.loop == connectors.loop_mark(
        workspace
    ):
        return "ours"
    if thread:
        return ""
    if mail.mass:
        return "mass"
    if not mail.answers_to or mail.answers_to.partition("@")[0] in NOBODY:
        return "no_reply"
    return ""


def _receive(row, mail, thread: Inquiry | None, *, actor, now: datetime) -> Taken:
    text = mail.text or mail.subject or ", ".join(file.name for file in mail.files)
    contact = thread.contact if thread else _known_contact(row.workspace, mail)
    try:
        received = receive_inquiry(
            workspace=row.workspace, site=None, way=Way.MAIL, message=text, name=mail.from_name, email=mail.answers_to,
            files=_files(mail), submission_id=f"mail-{row.key}", contact=contact, subject=mail.subject,
            mail_id=mail.message_id, joins=thread, actor=actor, now=now,
        )  # fmt: skip
    except InquiryRefused:
        return Taken("empty")
    _note_sender(received.message, mail)
    _arrives_again(received.contact, mail)
    return Taken("inquiry" if received.is_new else "answer", received.inquiry.number)


def _receive_automatic(row, mail, thread: Inquiry | None, now: datetime) -> Taken:
    """Keep a machine's answer beside the mail it answers; nobody has to answer it."""
    contact = thread.contact if thread else _known_contact(row.workspace, mail)
    if contact is None:
        return Taken("automatic")
    try:
        received = receive_inquiry(
            workspace=row.workspace, site=None, way=Way.MAIL, message=mail.text or mail.subject, contact=contact,
            submission_id=f"mail-{row.key}", subject=mail.subject, mail_id=mail.message_id, joins=thread,
            is_automatic=True, now=now,
        )  # fmt: skip
    except InquiryRefused:
        return Taken("automatic")
    _note_sender(received.message, mail)
    return Taken("automatic", received.inquiry.number)


def _known_contact(workspace: Workspace, mail) -> Contact | None:
    return find_contact(workspace=workspace, email=email_key(mail.answers_to)) or find_contact(
        workspace=workspace, email=email_key(mail.from_address)
    )


def _files(mail) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(file.name, file.data, file.content_type) for file in mail.files]


def _note_sender(message: Message, mail) -> None:
    """A colleague of the contact may have answered: say who."""
    message.from_address = mail.from_address[:254]
    message.save(update_fields=["from_address"])


def _arrives_again(contact: Contact, mail) -> None:
    """Who writes from an address has it."""
    if contact.email_bounced_at and contact.email in (mail.from_address, mail.reply_to):
        contact.email_bounced_at = None
        contact.save(update_fields=["email_bounced_at"])


def _note_bounce(workspace: Workspace, bounce: connectors.Bounce, now: datetime) -> Taken:
    message = (
        Message.objects.of(workspace)
        .select_related("inquiry__contact", "workspace")
        .filter(mail_id=bounce.message_id, direction=Message.Direction.OUT, inquiry__isnull=False)
        .first()
        if bounce.message_id
        else None
    )
    if message is None:
        return Taken("bounce")
    if not bounce.is_final:
        return Taken("late", message.inquiry.number)
    message.state, message.send_at = Message.State.FAILED, None
    message.bounce_status, message.state_words = bounce.status or "5.0.0", bounce.said
    message.save(update_fields=["state", "send_at", "bounce_status", "state_words"])
    contact, inquiry = message.inquiry.contact, message.inquiry
    if is_wrong_address(bounce.status) and contact.email == message.to_address:
        contact.email_bounced_at = now
        contact.save(update_fields=["email_bounced_at"])
    due.start_waiting(inquiry, now)  # the answer never arrived
    inquiry.save(update_fields=["waiting_since", "answer_due_at"])
    accounts.record_audit(
        workspace=workspace, actor=None, action="reply_bounced", subject=inquiry, after={"address": message.to_address},
        now=now,
    )  # fmt: skip
    return Taken("bounce", inquiry.number)


def words_of(what: str) -> str:
    """Return in words what a mail was taken for."""
    return {
        "inquiry": _("New inquiry"),
        "answer": _("Answer in a conversation"),
        "automatic": _("Automatic answer"),
        "bounce": _("A mail that came back"),
        "late": _("Report of a delay"),
        "ours": _("From our own address"),
        "mass": _("Newsletter or mailing list"),
        "no_reply": _("From an address nobody reads"),
        "empty": _("Nothing in it"),
    }.get(what, what)


def link(workspace: Workspace, number: int) -> str:
    """Return where the inquiry of this number stands."""
    return reverse("crm_inquiry", args=[workspace.slug, number])
