"""What of our own pages answers an inquiry."""

from dataclasses import dataclass

from django.utils.translation import get_language

from yangfan.crm.conversations.models import Message, Translation
from yangfan.crm.drafts.index import indexes_of
from yangfan.crm.drafts.models import Passage
from yangfan.crm.inquiries.models import Inquiry
from yangfan.intelligence import public as intelligence

SHOWN = 4


@dataclass(frozen=True)
class Match:
    """A passage that answers, and the question it answers in the buyer's (or the translation's) words."""

    passage: Passage
    question: str
    number: int


def last_asked(inquiry: Inquiry) -> Message | None:
    """Return the buyer's latest message of this inquiry."""
    asked = Message.objects.of(inquiry.workspace).filter(inquiry=inquiry, direction=Message.Direction.IN)
    return asked.order_by("-created_at", "-pk").first()


def matches(inquiry: Inquiry, message: Message | None) -> list[Match]:
    """Return the best passages for the buyer's latest message: in the reader's language where the site has it."""
    indexes = indexes_of(inquiry.workspace)
    if message is None or not indexes:
        return []
    language, text = _language_and_text(message, indexes, inquiry.workspace.language)
    index, rows = indexes[language]
    scores: dict[int, float] = {}
    asked: dict[int, str] = {}
    for question in intelligence.questions_in(text):
        for hit in index.search(_with_product(question, inquiry.product), limit=SHOWN):
            if hit.is_sure and hit.score > scores.get(hit.at, 0.0):
                scores[hit.at], asked[hit.at] = hit.score, question
    best = sorted(scores, key=lambda at: -scores[at])[:SHOWN]
    return [Match(rows[at], asked[at], number) for number, at in enumerate(best, start=1)]


def _with_product(question: str, product: str) -> str:
    return question if not product or product.lower() in question.lower() else f"{product}: {question}"


def _language_and_text(message: Message, indexes: dict, main: str) -> tuple[str, str]:
    """Return which pages to look at, and the message in their language if it was translated, else as it was written."""
    reader = get_language() or main
    for language in (reader, message.language, main, next(iter(indexes))):
        if language in indexes:
            break
    if language == message.language:
        return language, message.text
    translated = Translation.objects.of(message.workspace).filter(
        message=message, language=language, state=Translation.State.DONE
    )
    return language, translated.values_list("text", flat=True).first() or message.text


def best_canned(inquiry: Inquiry, canned: list[dict], text: str) -> dict | None:
    """Return the canned text (of `filled_texts`) nearest to what is asked, or None where none is near."""
    if not canned:
        return None
    index = intelligence.Index([f"{one['title']} {one['text']}" for one in canned])
    hits = index.search(text, limit=1)
    return canned[hits[0].at] if hits and hits[0].is_sure else None
