"""Answering: a reply can be taken back for a while, is translated if it has to be, then goes out once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from yangfan.accounts import public as accounts
from yangfan.connectors import public as connectors
from yangfan.crm.conversations.carriers import NotCarried, carriers, ways_to
from yangfan.crm.conversations.models import Attachment, Conversation, Message, Way
from yangfan.crm.conversations.translations import as_rows
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.listeners import tell_held
from yangfan.crm.search.index import index_inquiry
from yangfan.events import public as events
from yangfan.intelligence import public as intelligence

UNDO_FOR = timedelta(seconds=10)
STUCK_AFTER = timedelta(minutes=5)
WAITS = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
State = Message.State


class ReplyRefused(ValueError):
    """This reply cannot be sent; the text is a code: empty, no_address, no_such_way."""


@dataclass(frozen=True)
class Written:
    """What our person wrote, beside the translation they approved."""

    text: str
    language: str
    subject: str = ""
    translated_by: str = ""
    problems: tuple = ()  # [kind, before, after] they looked at and let pass


def reply(
    *,
    inquiry: Inquiry,
    text: str,
    subject: str,
    actor,
    now: datetime,
    files=(),
    submission_id: str = "",
    way: str = "",
    language: str = "",
    translate_to: str = "",
    written: Written | None = None,
) -> Message:
    """Queue an answer; it goes out after the time for an undo. The same `submission_id` again is the same reply.

    `language` is that of `text` where it is known. `way` is chosen by itself when empty: the one they wrote by last if it is still open, else mail. With `translate_to`
    the text is translated when it goes out, and held when the translation is refused; with `written` the text is a
    translation that a person approved, and goes out exactly as it is. Raises ReplyRefused.
    """  # fmt: skip
    text, ways = text.strip(), ways_to(inquiry)
    if not text:
        raise ReplyRefused("empty")
    if not ways:
        raise ReplyRefused("no_address")
    if way and way not in ways:
        raise ReplyRefused("no_such_way")
    with transaction.atomic():
        Inquiry.objects.of(inquiry.workspace).select_for_update().get(pk=inquiry.pk)  # one click at a time
        if submission_id:
            known = Message.objects.of(inquiry.workspace).filter(submission_id=submission_id).first()
            if known:
                return known
        message = _write(inquiry, text, way or ways[0], actor, now, language)
        message.subject, message.submission_id = subject.strip()[:255], submission_id
        message.state, message.translate_to = State.QUEUED, translate_to
        if written:
            _note_written(message, written)
        _queue(message, inquiry, now)
        for file in files:
            attachment = Attachment(
                workspace=inquiry.workspace, message=message, name=file.name[-200:], size=file.size,
                content_type=(getattr(file, "content_type", "") or "")[:120],
            )  # fmt: skip
            attachment.file.save(file.name, file, save=True)
    return message


def _note_written(message: Message, written: Written) -> None:
    message.written_text, message.written_language = written.text.strip(), written.language
    message.written_subject = written.subject.strip()[:255]
    message.translated_by, message.is_approved = written.translated_by[:120], True
    message.problems = list(written.problems)


def _queue(message: Message, inquiry: Inquiry, now: datetime) -> None:
    """Save a reply with the moment it goes out."""
    if message.way == Way.MAIL:
        message.to_address, message.send_at = inquiry.contact.email, now + UNDO_FOR
    else:
        message.send_at = now + carriers.get(message.way).undo_for
        transaction.on_commit(partial(_enqueue, message))
    message.save()
    message.mail_id = connectors.new_message_id(inquiry.workspace, f"m{message.pk}")
    message.save(update_fields=["mail_id"])


def _enqueue(message: Message) -> None:
    """Send soon what need not wait for the scheduler."""
    from yangfan.crm.conversations.tasks import send_queued_reply  # the task calls back into this module

    if message.send_at <= message.created_at:
        send_queued_reply.enqueue(message.pk)


def log_answer(*, inquiry: Inquiry, text: str, way: str, actor, now: datetime) -> Message:
    """Write down an answer that was given elsewhere: by phone, WeChat, in person."""
    if not text.strip():
        raise ReplyRefused("empty")
    with transaction.atomic():
        message = _write(inquiry, text.strip(), way, actor, now)
        message.state, message.sent_at = State.SENT, now
        message.save()
        _count_answer(message, now)
    return message


def _write(inquiry: Inquiry, text: str, way: str, actor, now: datetime, language: str = "") -> Message:
    conversation, _is_new = Conversation.objects.of(inquiry.workspace).get_or_create(
        workspace=inquiry.workspace, contact=inquiry.contact, defaults={"created_at": now}
    )
    detected = intelligence.detect_language(text)
    return Message(
        workspace=inquiry.workspace, conversation=conversation, inquiry=inquiry, direction=Message.Direction.OUT,
        way=way, author=actor, text=text, language=language or detected.code,
        language_confidence=1 if language else detected.confidence, created_at=now,
    )  # fmt: skip


def take_back(*, message: Message, actor, now: datetime) -> bool:
    """Stop a reply that has not gone out yet; return whether it was in time."""
    mine = Message.objects.of(message.workspace).filter(pk=message.pk, state__in=[State.QUEUED, State.HELD])
    return mine.update(state=State.CANCELLED, send_at=None) == 1


def send_as_written(*, message: Message, actor, now: datetime) -> bool:
    """Let a held reply go out untranslated; return whether it was one."""
    held = Message.objects.of(message.workspace).filter(pk=message.pk, state=State.HELD)
    return held.update(state=State.QUEUED, send_at=now, translate_to="", state_words="", problems=[]) == 1


def send_again(*, message: Message, actor, now: datetime) -> bool:
    """Queue a failed or held reply once more; return whether it was one."""
    failed = Message.objects.of(message.workspace).filter(pk=message.pk, state__in=[State.FAILED, State.HELD])
    return (
        failed.update(
            state=State.QUEUED, send_at=now, attempts=0, state_words="", bounce_status="", problems=[]
        )
        == 1
    )


def send_reply(*, message_id: int, now: datetime) -> None:
    """Send one queued reply if it is due and nobody else is sending it."""
    due = Message.objects.across_workspaces().filter(pk=message_id, state=State.QUEUED, send_at__lte=now)
    if not due.update(state=State.SENDING, attempts=F("attempts") + 1, send_at=now + STUCK_AFTER):
        return
    message = (
        Message.objects.across_workspaces()
        .select_related(
            "workspace", "author", "inquiry__contact", "inquiry__workspace", "inquiry__site", "conversation"
        )
        .get(pk=message_id)
    )
    try:
        if message.translate_to:
            made = _translated(message)
            if not _is_still_ours(message, now):
                return
            _put_in_its_place(message, made)
        state = _hand_over(message)
    except TranslationRefused as refusal:
        if _is_still_ours(message, now):
            _hold(message, refusal)
        return
    except (connectors.MailNotSent, NotCarried) as error:
        _note_failure(message, error, now)
        return
    with transaction.atomic():
        message.state, message.sent_at, message.send_at, message.state_words = state, now, None, ""
        message.save(update_fields=["state", "sent_at", "send_at", "state_words"])
        _count_answer(message, now)


def _is_still_ours(message: Message, now: datetime) -> bool:
    """Tell whether nobody else took the reply over while it was being translated, and hold it for as long again."""
    mine = Message.objects.of(message.workspace).filter(
        pk=message.pk, state=State.SENDING, attempts=message.attempts
    )
    return mine.update(send_at=now + 2 * STUCK_AFTER) == 1


class TranslationRefused(Exception):
    """The translation of an answer cannot go out by itself; `problems` are those of the translation, if there is one."""

    def __init__(self, words: str, problems: tuple = ()):
        super().__init__(words)
        self.problems = problems


def _translated(message: Message) -> list:
    """Return text and subject in the buyer's language; raise TranslationRefused."""
    is_subject_theirs = intelligence.detect_language(message.subject).code == message.translate_to
    texts = [message.text] if is_subject_theirs or not message.subject else [message.text, message.subject]
    try:
        found = intelligence.translate(
            workspace=message.workspace, texts=texts, source=message.language, target=message.translate_to,
            purpose="reply",
        )  # fmt: skip
    except intelligence.TranslationUnavailable as error:
        raise TranslationRefused(str(error.words)) from error
    problems = [problem for one in found for problem in one.problems]
    if not all(one.is_ok for one in found):
        raise TranslationRefused("", tuple(problems))
    return found


def _put_in_its_place(message: Message, found: list) -> None:
    """Let the translation be what goes out, before anything leaves the house."""
    message.written_text, message.written_language = message.text, message.language
    message.text, message.language, message.language_confidence = found[0].text, message.translate_to, 1
    if len(found) > 1:
        message.written_subject, message.subject = message.subject, found[1].text[:255]
    message.translated_by, message.translate_to = str(found[0].title)[:120], ""
    message.save(
        update_fields=["written_text", "written_language", "written_subject", "text", "subject", "language",
                       "language_confidence", "translated_by", "translate_to"]
    )  # fmt: skip


def _hold(message: Message, refusal: TranslationRefused) -> None:
    """Keep an answer back until its author has looked at it, and tell them."""
    with transaction.atomic():
        message.state, message.send_at, message.state_words = State.HELD, None, str(refusal)[:500]
        message.problems = as_rows(refusal.problems)
        message.save(update_fields=["state", "send_at", "state_words", "problems"])
        tell_held(message)


def _hand_over(message: Message) -> str:
    """Let the message leave by its way; return the state it is in then."""
    if message.way == Way.MAIL:
        return State.OUTBOX if _mail(message).way == "outbox" else State.SENT
    if message.way not in carriers:
        raise NotCarried("no carrier")
    carriers.get(message.way).carry(message)
    return State.SENT


def _mail(message: Message) -> connectors.SentMail:
    earlier = list(
        Message.objects.of(message.workspace)
        .filter(conversation=message.conversation, created_at__lt=message.created_at)
        .exclude(mail_id="")
        .order_by("created_at")
        .values_list("mail_id", flat=True)
    )
    return connectors.send_mail(
        workspace=message.workspace,
        to=message.to_address,
        subject=message.subject,
        text=message.text,
        sender_name=str(message.author or ""),
        reply_to=_answers_address(message),
        message_id=message.mail_id,
        in_reply_to=earlier[-1] if earlier else "",
        references=" ".join(earlier[-10:]),
        attachments=[
            (one.name, one.file.open("rb").read(), one.content_type or None)
            for one in message.attachments.of(message.workspace)
        ],
    )


def _answers_address(message: Message) -> str:
    """Return where the customer's answer should go: the mailbox we read, else the author's when none is set up."""
    if read := connectors.answers_address(message.workspace):
        return read
    has_own = connectors.account_of(message.workspace)
    return message.author.email if message.author and not has_own else ""


def _note_failure(message: Message, error, now: datetime) -> None:
    message.state_words = str(error)[:500]
    if error.is_passing and message.attempts <= len(WAITS):
        message.state, message.send_at = State.QUEUED, now + WAITS[message.attempts - 1]
    else:
        message.state, message.send_at = State.FAILED, None
    message.save(update_fields=["state", "state_words", "send_at"])


def _count_answer(message: Message, now: datetime) -> None:
    """The customer has been answered: the clock stops, and the first time is told to the stream."""
    inquiry = (
        Inquiry.objects.of(message.workspace).select_related("workspace", "site").get(pk=message.inquiry_id)
    )
    is_first = inquiry.first_answered_at is None
    inquiry.waiting_since = None
    inquiry.last_message_at = max(inquiry.last_message_at, message.created_at)
    if is_first:
        inquiry.first_answered_at = now
    if inquiry.status == Status.NEW:
        inquiry.status = Status.ANSWERED
    if inquiry.owner is None:
        inquiry.owner = message.author
    inquiry.save(update_fields=["waiting_since", "last_message_at", "first_answered_at", "status", "owner"])
    index_inquiry(inquiry)
    accounts.record_audit(
        workspace=inquiry.workspace, actor=message.author, action="inquiry_answered", subject=inquiry,
        after={"way": message.way}, now=now,
    )  # fmt: skip
    if is_first:
        events.publish(
            workspace=inquiry.workspace,
            event=events.InquiryAnswered(id=str(inquiry.pk), occurred_at=now, inquiry_id=inquiry.pk),
            site=inquiry.site,
        )


def send_due_replies(now: datetime) -> None:
    """Set off what is due; give up what a killed worker left half sent (it may have gone out).

    What still waited for its translation then cannot have gone out: it is queued again, and held after a few times.
    """
    from yangfan.crm.conversations.tasks import send_queued_reply  # the task calls back into this module

    out = Message.objects.across_workspaces().filter(direction=Message.Direction.OUT, send_at__lte=now)
    untranslated = out.filter(state=State.SENDING).exclude(translate_to="")
    untranslated.filter(attempts__gt=len(WAITS)).update(
        state=State.HELD, send_at=None, state_words="interrupted"
    )
    untranslated.update(state=State.QUEUED)
    out.filter(state=State.SENDING).update(
        state=State.FAILED, send_at=None, state_words="interrupted; it may have gone out"
    )
    for pk in out.filter(state=State.QUEUED).values_list("pk", flat=True)[:200]:
        send_queued_reply.enqueue(pk)
