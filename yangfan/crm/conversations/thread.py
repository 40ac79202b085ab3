"""A conversation as one reader sees it: their language first, the original beside it."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe

from yangfan.crm.conversations.models import Attachment, Message, Translation
from yangfan.crm.conversations.translations import sure_of_language
from yangfan.crm.conversations.words import ROUGH, problem_words, with_culprits
from yangfan.crm.words import language_name
from yangfan.intelligence import public as intelligence

READY = (Translation.State.DONE, Translation.State.HELD)
ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING)


@dataclass(frozen=True)
class Side:
    """A text in one language."""

    html: str
    code: str

    @property
    def language(self) -> str:
        return language_name(self.code)

    @property
    def is_rtl(self) -> bool:
        return intelligence.is_right_to_left(self.code)


@dataclass(frozen=True)
class Said:
    """A message as the conversation shows it.

    `face`: plain (one text), two (read on the left, the original on the right), or why there is only the original:
    waiting, failed, none (no translator), ask (nobody asked yet).
    """

    message: Message
    face: str
    read: Side
    original: Side | None = None
    translation: Translation | None = None
    reader: str = ""
    problems: list = field(default_factory=list)

    @property
    def language(self) -> str:
        return language_name(self.message.language)

    @property
    def is_likely(self) -> bool:
        return bool(self.message.language) and not sure_of_language(self.message)

    @property
    def reader_language(self) -> str:
        return language_name(self.reader)

    @property
    def is_rough(self) -> bool:
        return self.face == "two" and self.translation is not None and self.translation.confidence < ROUGH

    @property
    def goes_out_in(self) -> str:
        return language_name(self.message.translate_to)

    @property
    def is_ours(self) -> bool:
        return self.message.direction == Message.Direction.OUT

    @property
    def attachments(self) -> list:
        return self.message.files

    @property
    def changes_by_itself(self) -> bool:
        """Whether the screen should ask again soon."""
        return self.face == "waiting" or self.message.state in ON_ITS_WAY


def thread_of(inquiry, reader: str) -> list[Said]:
    """Return everything said with this contact, for a reader of the language `reader`."""
    rows = messages_of(inquiry.workspace).filter(conversation__contact=inquiry.contact)
    return [said(message, reader) for message in rows.exclude(state=Message.State.CANCELLED)]


def messages_of(workspace):
    """Return the messages of a workspace with all that a screen shows of them."""
    files = Prefetch("attachments", Attachment.objects.of(workspace), to_attr="files")
    made = Prefetch("translations", Translation.objects.of(workspace), to_attr="made")
    return (
        Message.objects.of(workspace)
        .select_related("workspace", "author", "inquiry__contact")
        .prefetch_related(files, made)
        .order_by("created_at", "pk")
    )


def said(message: Message, reader: str) -> Said:
    """Return one message for this reader."""
    if message.written_text:
        return _of_ours(message, reader)
    if not message.language or message.language == reader or message.translate_to:
        return Said(
            message, "plain", Side(_html(message), message.language), reader=reader, **_doubts(message)
        )
    made = next((one for one in message.made if one.language == reader), None)
    if made is not None and made.state in READY:
        read = Side(_marked(made.text, message) if message.direction == "in" else escape(made.text), reader)
        return Said(
            message,
            "two",
            read,
            Side(_html(message), message.language),
            made,
            reader,
            problem_words(made.problems),
        )
    face = made.state if made is not None else "ask"
    return Said(message, face, Side(_html(message), message.language), translation=made, reader=reader)


def _of_ours(message: Message, reader: str) -> Said:
    """An answer that was translated before it went out: who reads neither language gets what was written."""
    written = Side(with_culprits(message.written_text, message.problems, side=1), message.written_language)
    sent = Side(with_culprits(message.text, message.problems, side=2), message.language)
    if reader == message.language:
        return Said(message, "two", sent, written, reader=reader, **_doubts(message))
    return Said(message, "two", written, sent, reader=reader, **_doubts(message))


def _doubts(message: Message) -> dict:
    return {"problems": problem_words(message.problems)}


def _html(message: Message) -> str:
    if message.direction == Message.Direction.IN:
        return _marked(message.text, message)
    return with_culprits(message.text, message.problems, side=1)


def _marked(text: str, message: Message) -> str:
    """Return the text with what matters in it underlined."""
    today = timezone.localtime(message.created_at).date()
    parts, at = [], 0
    for mark in intelligence.read_wants(text, today=today).marks:
        parts += [escape(text[at : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
        at = mark.end
    return mark_safe("".join([*parts, escape(text[at:])]))
