"""The box an answer is written in: by which way it goes, in which language, and what the buyer will read."""

from dataclasses import dataclass, field
from hashlib import sha256
from uuid import uuid4

from django.utils.translation import get_language

from yangfan.crm.conversations.actions import Written
from yangfan.crm.conversations.canned import filled_texts
from yangfan.crm.conversations.carriers import ways_to
from yangfan.crm.conversations.models import Message, Way
from yangfan.crm.conversations.translations import SURE, as_rows
from yangfan.crm.conversations.words import problem_words, with_culprits
from yangfan.crm.settings.models import settings_of
from yangfan.crm.words import language_name
from yangfan.intelligence import public as intelligence

TRANSLATE, AS_WRITTEN = "translate", "as_written"


class NoPreview(Exception):
    """There is no translation to show; the text says why, in words."""


@dataclass(frozen=True)
class Preview:
    """What the buyer will read. `of` names the text it was made of, so that a later change is noticed."""

    text: str
    subject: str
    target: str
    title: str
    is_sample: bool
    written: str
    problems: list = field(default_factory=list)  # [kind, before, after]
    of: str = ""

    @property
    def is_rtl(self) -> bool:
        return intelligence.is_right_to_left(self.target)

    @property
    def language(self) -> str:
        return language_name(self.target)

    @property
    def problem_words(self) -> list[str]:
        return problem_words(self.problems)

    @property
    def written_html(self) -> str:
        return with_culprits(self.written, self.problems, side=1)


@dataclass(frozen=True)
class Draft:
    """What stands in the box."""

    text: str
    subject: str
    submission_id: str
    seen: int  # the newest answer this page has shown
    send_in: str = TRANSLATE
    way: str = ""


@dataclass(frozen=True)
class Composer:
    """All that the box shows."""

    draft: Draft
    ways: list[tuple[str, str]]
    way: str
    theirs: str
    is_likely: bool
    mine: str
    translator: object | None
    approves: bool
    canned: list[dict]
    preview: Preview | None = None
    no_preview: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether the buyer writes another language than this person."""
        return bool(self.theirs) and self.theirs != self.mine

    @property
    def has_subject(self) -> bool:
        """Whether an answer can go out by mail; chats have no subject."""
        return any(way == Way.MAIL for way, _label in self.ways)

    @property
    def translates(self) -> bool:
        return self.is_foreign and self.translator is not None and self.draft.send_in == TRANSLATE

    @property
    def their_language(self) -> str:
        return language_name(self.theirs)

    @property
    def my_language(self) -> str:
        return language_name(self.mine)

    @property
    def is_rtl(self) -> bool:
        return intelligence.is_right_to_left(self.theirs)

    @property
    def step(self) -> str:
        """What the main button does next."""
        return "preview" if self.translates and self.approves and self.preview is None else "send"


def compose(
    request, inquiry, *, draft: Draft | None = None, preview: Preview | None = None, no_preview=""
) -> Composer:
    """Return the box for this person."""
    theirs, is_likely = buyer_language(inquiry)
    mine, ways = get_language() or request.user.language, ways_to(inquiry)
    is_foreign = theirs and theirs != mine
    translator = is_foreign and intelligence.translator_for(
        workspace=inquiry.workspace, source=mine, target=theirs
    )
    labels = dict(Way.choices)
    draft = draft or empty_draft(request, inquiry)
    return Composer(
        draft=draft, ways=[(way, labels[way]) for way in ways],
        way=draft.way if draft.way in ways else next(iter(ways), ""), theirs=theirs, is_likely=is_likely,
        mine=mine, translator=translator or None, approves=settings_of(inquiry.workspace).approve_translations,
        canned=filled_texts(inquiry, request.user, theirs), preview=preview, no_preview=no_preview,
    )  # fmt: skip


def buyer_language(inquiry) -> tuple[str, bool]:
    """Return the language to answer in, and whether it is only likely: the last one they wrote a sentence in."""
    heard = (
        Message.objects.of(inquiry.workspace)
        .filter(conversation__contact=inquiry.contact, direction=Message.Direction.IN, is_automatic=False)
        .exclude(language="")
        .order_by("-created_at", "-pk")
        .values_list("language", "language_confidence")[:10]
    )
    sure = next((code for code, confidence in heard if confidence >= SURE), "")
    if sure:
        return sure, False
    return (heard[0][0] if heard else inquiry.language), True


def language_of(text: str, fallback: str) -> str:
    """Return the language our person wrote in."""
    found = intelligence.detect_language(text)
    return found.code if found.code and found.confidence >= SURE else fallback


def translated_answer(*, inquiry, text: str, subject: str, target: str, fallback: str) -> Preview:
    """Return what the buyer would read; raise NoPreview when nothing is there to show, or nothing to translate."""
    source = language_of(text, fallback)
    if source == target:
        raise NoPreview("")
    words = {"workspace": inquiry.workspace, "source": source, "target": target}
    parts = [text, subject] if subject and language_of(subject, source) != target else [text]
    translator = intelligence.translator_for(**words)
    try:
        found = intelligence.translate(texts=parts, purpose="reply", **words)
    except intelligence.TranslationUnavailable as error:
        raise NoPreview(str(error.words)) from error
    return Preview(
        text=found[0].text, subject=found[1].text if len(found) > 1 else subject, target=target, written=text,
        title=str(found[0].title), is_sample=bool(translator and translator.is_sample),
        problems=as_rows([problem for one in found for problem in one.problems]), of=stamp_of(text),
    )  # fmt: skip


def stamp_of(text: str) -> str:
    """Return a short name of a text, the same whatever the browser makes of its line ends."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def problems_of_edited(*, inquiry, written: str, edited: str, source: str, target: str) -> list[list[str]]:
    """Return what stands against a translation that a person may have edited."""
    found = intelligence.check_translation(
        workspace=inquiry.workspace, before=written, after=edited, source=source, target=target
    )
    return as_rows(found)


def written_of(*, text: str, subject: str, language: str, title: str, problems: list) -> Written:
    """Return what our person wrote, for the record."""
    return Written(text, language, subject, title, tuple(tuple(problem) for problem in problems))


def empty_draft(request, inquiry) -> Draft:
    """Return an empty box, or one with the canned text asked for in the address."""
    texts = {str(one["pk"]): one["text"] for one in filled_texts(inquiry, request.user)}
    return Draft(
        text=texts.get(request.GET.get("canned", ""), ""),
        subject=_running_subject(inquiry) or default_subject(inquiry),
        submission_id=f"reply-{uuid4().hex}",
        seen=last_outgoing(inquiry),
    )


def _running_subject(inquiry) -> str:
    rows = Message.objects.of(inquiry.workspace).filter(conversation__contact=inquiry.contact)
    return rows.exclude(subject="").order_by("-created_at").values_list("subject", flat=True).first() or ""


def default_subject(inquiry) -> str:
    """Return the subject a first answer goes out under, in the buyer's language where we know it."""
    words = {"zh": "关于您的询价", "es": "Su consulta", "de": "Ihre Anfrage", "fr": "Votre demande", "ru": "Ваш запрос",
             "ar": "بخصوص استفساركم", "pt": "Sua consulta", "ja": "お問い合わせの件", "ko": "문의하신 건"}  # fmt: skip
    start = words.get(inquiry.language.partition("-")[0], "Your inquiry")
    return f"{start}: {inquiry.product}" if inquiry.product else f"{start} (#{inquiry.number})"


def last_outgoing(inquiry) -> int:
    """Return the id of the latest answer, so that a second tab can tell that somebody was faster."""
    out = Message.objects.of(inquiry.workspace).filter(
        conversation__contact=inquiry.contact, direction=Message.Direction.OUT
    )
    return (
        out.exclude(state=Message.State.CANCELLED).order_by("-pk").values_list("pk", flat=True).first() or 0
    )
