"""The card "What they want": each field with how sure we are, in words, and the next question to ask."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.products import product_names
from yangfan.crm.understanding.fields import FIELDS, Field
from yangfan.crm.understanding.models import Lesson
from yangfan.crm.words import language_name, quantity_words
from yangfan.intelligence import public as intelligence

QUESTIONS = {
    "product": gettext_lazy("Which product or model do you have in mind, and what will it be used for?"),
    "quantity": gettext_lazy("How many do you need?"),
    "destination": gettext_lazy("Which port or address should we quote delivery to?"),
    "deadline": gettext_lazy("By when do you need the goods?"),
    "order": gettext_lazy("Could you tell us the order number or the serial number?"),
    "time": gettext_lazy("Which day and time would suit you?"),
    "market": gettext_lazy("Which region do you cover, and which brands do you sell today?"),
    "address": gettext_lazy("Which address should we send the sample to?"),
}
MISSING = {
    "product": gettext_lazy("which product"), "quantity": gettext_lazy("how many"), "destination": gettext_lazy("where to"),
    "deadline": gettext_lazy("by when"), "order": gettext_lazy("which order"), "time": gettext_lazy("day and time"),
    "market": gettext_lazy("which market"), "address": gettext_lazy("the address"),
}  # fmt: skip
FROM_THE_VISIT = frozenset({"country", "channel"})
SURE_FROM, LIKELY_FROM = 0.85, 0.6


@dataclass(frozen=True)
class Shown:
    """One field as a row; `quote` is the buyer's own words it was read from."""

    field: Field
    value: str
    sure: str
    tone: str
    quote: str
    typed: str
    choices: list
    is_corrected: bool


def wants_of(inquiry: Inquiry) -> dict:
    """Return what the card shows: fields known, fields still open, the lines, the next question, the methods used."""
    texts = list(
        inquiry.messages.of(inquiry.workspace)
        .filter(direction="in")
        .order_by("pk")
        .values_list("text", flat=True)[:1]
    )
    shown = [_shown(inquiry, field, texts[0] if texts else "") for field in FIELDS.values()]
    taught = Lesson.objects.of(inquiry.workspace).filter(inquiry=inquiry).values_list("field", flat=True)
    return {
        "known": [one for one in shown if one.value], "open": [one for one in shown if not one.value],
        "items": [one | {"words": _amount(one)} for one in inquiry.understanding.get("items", {}).get("value", [])], "question": _question(inquiry),
        "products": product_names(inquiry.workspace)[:200], "taught": set(taught),
        "is_by_endpoint": any(one.get("by") == "endpoint" for one in inquiry.understanding.values()),
    }  # fmt: skip


def _amount(item: dict) -> str:
    if not item["quantity"]:
        return ""
    most = f"–{item['most']:g}" if item["most"] else ""
    return quantity_words(f"{item['quantity']:g}{most} {item['unit']}".strip())


def _shown(inquiry: Inquiry, field: Field, text: str) -> Shown:
    said = inquiry.understanding.get(field.key, {})
    value = str(field.show(inquiry) or "")
    sure, tone = _sureness(inquiry, field.key, said) if value else ("", "")
    return Shown(
        field=field, value=value, sure=sure, tone=tone, quote=_quote(said, text), typed=field.typed(inquiry),
        choices=field.choices(inquiry), is_corrected=said.get("by") == "person",
    )  # fmt: skip


def _sureness(inquiry: Inquiry, key: str, said: dict) -> tuple[str, str]:
    if not said and key in FROM_THE_VISIT and inquiry.is_traced and inquiry.is_from_website:
        return (_("likely, by their visit"), "plain") if key == "country" and inquiry.country_is_likely else (_("by their visit"), "plain")  # fmt: skip
    if not said or said["by"] == "form":
        return _("as they filled in"), "plain"
    if said["by"] == "person":
        return _("said by you"), "good"
    if said["by"] == "lesson":
        return _("as you taught"), "good"
    if said["confidence"] >= SURE_FROM:
        return str(pgettext_lazy("confidence", "sure")), "good"
    if said["confidence"] >= LIKELY_FROM:
        return str(pgettext_lazy("confidence", "likely")), "plain"
    return str(pgettext_lazy("confidence", "perhaps")), "warm"


def _quote(said: dict, text: str) -> str:
    spans = said.get("words") or []
    if not spans or said.get("by") == "person":
        return ""
    start, end = spans[0]
    return text[start:end].strip()[:60]


def _question(inquiry: Inquiry) -> dict | None:
    """Return the next question in the reader's words and, where we have them, in the buyer's."""
    key = inquiry.next_question
    if key not in QUESTIONS or inquiry.is_spam:
        return None
    return {
        "missing": MISSING[key], "text": QUESTIONS[key], "theirs": intelligence.question_in(key, inquiry.language),
        "language": language_name(inquiry.language), "language_code": inquiry.language,
    }  # fmt: skip
