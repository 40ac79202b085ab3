"""A person puts right what was read; it stays, it teaches, and it can be taken back."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.dateparse import parse_date

from yangfan.crm.inquiries.actions import change_inquiry
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.products import product_names
from yangfan.crm.understanding.fields import read_correction
from yangfan.crm.understanding.models import Lesson
from yangfan.intelligence import public as intelligence

MAX_WORDS = 80


def correct_understanding(
    *, inquiry: Inquiry, field: str, typed: str, words: str = "", actor, now: datetime
) -> Lesson:
    """Set one field as a person says it is; `words` are the buyer's own for a product. Raises NotReadable, KeyError.

    A product's words and an intent's message are learned for the whole workspace.
    """
    values = read_correction(field, typed)
    with transaction.atomic():
        earlier = Lesson.objects.of(inquiry.workspace).filter(inquiry=inquiry, field=field).first()
        before = earlier.before if earlier else _before(inquiry, field, values)
        said = {"value": _plain(next(iter(values.values()))), "confidence": 1.0, "by": "person"}
        inquiry.understanding = inquiry.understanding | {field: said}
        inquiry.next_question = _question(inquiry)
        if field == "intent":
            inquiry.intent_confidence = 1.0
        change_inquiry(inquiry=inquiry, fields=values, actor=actor, now=now)
        lesson, _is_new = Lesson.objects.of(inquiry.workspace).update_or_create(
            workspace=inquiry.workspace, inquiry=inquiry, field=field,
            defaults={"words": _taught(inquiry, field, typed, words), "value": typed.strip()[:200], "before": before, "author": actor, "created_at": now},
        )  # fmt: skip
    return lesson


def undo_correction(*, inquiry: Inquiry, field: str, actor, now: datetime) -> Inquiry:
    """Take a correction back, with what it taught; without one nothing changes."""
    lesson = Lesson.objects.of(inquiry.workspace).filter(inquiry=inquiry, field=field).first()
    if lesson is None:
        return inquiry
    with transaction.atomic():
        said = lesson.before.get("said")
        kept = {key: value for key, value in inquiry.understanding.items() if key != field}
        inquiry.understanding = kept | ({field: said} if said else {})
        inquiry.next_question = lesson.before.get("next_question", "")
        if field == "intent":
            inquiry.intent_confidence = (said or {}).get("confidence", 0)
        values = {name: _typed(name, value) for name, value in lesson.before["values"].items()}
        is_likely = values.pop("country_is_likely", None)
        change_inquiry(inquiry=inquiry, fields=values, actor=actor, now=now)
        if is_likely:
            inquiry.country_is_likely = True
            inquiry.save(update_fields=["country_is_likely"])
        lesson.delete()
    return inquiry


def _before(inquiry: Inquiry, field: str, values: dict) -> dict:
    return {
        "values": {name: _plain(getattr(inquiry, name)) for name in values},
        "said": inquiry.understanding.get(field),
        "next_question": inquiry.next_question,
    }


def _plain(value):
    return value if value is None or isinstance(value, (str, int, float, list, bool)) else str(value)


def _typed(name: str, value):
    if name == "deadline_on" and value:
        return parse_date(value)
    return Decimal(value) if name == "price" and value is not None else value


def _taught(inquiry: Inquiry, field: str, typed: str, words: str) -> str:
    """Return the words this correction teaches, empty for fields that teach nothing beyond this inquiry."""
    if field == "intent":
        first = inquiry.messages.of(inquiry.workspace).order_by("pk").first()
        return first.text[:4000] if first else ""
    if field == "product" and typed.strip() in product_names(inquiry.workspace):
        return " ".join(words.split())[:MAX_WORDS]
    return ""


def _question(inquiry: Inquiry) -> str:
    found = {
        key: intelligence.Found(one["value"], one["confidence"], one["by"])
        for key, one in inquiry.understanding.items()
        if one["value"]
    }
    return intelligence.next_question(found) if "intent" in found else inquiry.next_question
