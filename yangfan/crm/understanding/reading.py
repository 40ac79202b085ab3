"""Put what a message says onto its inquiry: what people corrected stays, what the form said stays, the rest is read."""

from dataclasses import asdict
from datetime import datetime

from yangfan.accounts.public import Workspace
from yangfan.crm.contacts.identity import REGION_OF_CURRENCY
from yangfan.crm.facts import local_day
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.products import product_names
from yangfan.crm.understanding.models import Lesson
from yangfan.intelligence import public as intelligence

LESSONS = 300  # the latest count


def understand(inquiry: Inquiry, reading: intelligence.Reading) -> None:
    """Fill the inquiry's open fields, unsaved; a further message fills what the earlier left open."""
    for key, values in _fields_of(reading).items():
        _fill(inquiry, key, values, reading.found[key])
    inquiry.next_question = _next_question(inquiry, reading)
    inquiry.intent_confidence = inquiry.understanding.get("intent", {}).get("confidence", 0)
    keep_items(inquiry, reading)
    if reading.is_urgent:
        inquiry.read = inquiry.read | {"urgent": True}


def read(
    workspace: Workspace, text: str, *, now: datetime, email: str = "", phone: str = ""
) -> intelligence.Reading:
    """Return what a text says, read with all this workspace taught."""
    products, intents = lessons_of(workspace)
    home = REGION_OF_CURRENCY.get(workspace.currency, "CN")
    return intelligence.read_wants(
        text, today=local_day(now, workspace), product_names=product_names(workspace),
        sender=intelligence.Sender(phone=phone, email=email, home=home), taught_products=products, taught_intents=intents,
    )  # fmt: skip


def lessons_of(workspace: Workspace) -> tuple[dict[str, str], list[intelligence.Example]]:
    """Return what people of this workspace taught: their words for products, messages with their intent."""
    rows = (
        Lesson.objects.of(workspace)
        .filter(field__in=("product", "intent"))
        .exclude(words="")
        .order_by("-created_at", "-pk")
    )
    taught = [(row.field, row.words, row.value) for row in rows[:LESSONS]][::-1]
    products = {words: value for field, words, value in taught if field == "product"}
    return products, [
        intelligence.Example(words, value) for field, words, value in taught if field == "intent"
    ]


def _fields_of(reading: intelligence.Reading) -> dict[str, dict]:
    """Return by field what goes into the inquiry's columns."""
    values = {
        "intent": {"intent": reading.intent},
        "product": {"product": ", ".join(reading.products or reading.models[:2])[:200]},
        "quantity": {"quantity": quantity_of(reading)},
        "country": {"country": reading.country},
        "terms": {"terms": f"{reading.terms} {reading.place}".strip()[:80]},
        "price": {"price": reading.price, "currency": reading.currency},
        "currency": {"currency": reading.currency},
        "deadline": {"deadline": reading.deadline[:80], "deadline_on": reading.deadline_on},
        "certificates": {"certificates": list(reading.certificates)},
        "urgency": {"urgency": reading.urgency},
    }
    return {key: fields for key, fields in values.items() if key in reading.found}


def quantity_of(reading: intelligence.Reading) -> str:
    """Return the first quantity as the inquiry keeps it: "12 units", "500–1000 pcs"."""
    if reading.quantity is None:
        return ""
    most = f"–{reading.quantity_most}" if reading.quantity_most else ""
    return f"{reading.quantity}{most} {reading.unit}".strip()[:80]


def _fill(inquiry: Inquiry, key: str, values: dict, found: intelligence.Found) -> None:
    known = inquiry.understanding.get(key)
    is_given = any(getattr(inquiry, name) for name in values)
    if known and (known["by"] == "person" or known["confidence"] >= found.confidence and is_given):
        return
    if key == "quantity" and not known and inquiry.quantity == str(found.value):
        inquiry.quantity = values["quantity"]  # the form's number, with the unit the message names
    if is_given and not known:  # the form, or whoever wrote it down, said so
        inquiry.understanding = inquiry.understanding | {
            key: {"value": _first(inquiry, values), "confidence": 1.0, "by": "form"}
        }
        return
    if key == "price" and max(abs(values["price"] or 0), 0) >= 10**12:
        return
    for name, value in values.items():
        setattr(inquiry, name, value)
    if key == "country":
        inquiry.country_is_likely = found.confidence < 0.9
    said = {"value": _first(inquiry, values), "confidence": round(found.confidence, 3), "by": found.by}
    said["words"] = [[mark.start, mark.end] for mark in found.marks]
    if key == "price":
        said["per"] = found.value.per if hasattr(found.value, "per") else ""
    inquiry.understanding = inquiry.understanding | {key: said}


def _first(inquiry: Inquiry, values: dict):
    value = getattr(inquiry, next(iter(values)))
    return value if isinstance(value, (int, float, list)) else str(value or "")


def _next_question(inquiry: Inquiry, reading: intelligence.Reading) -> str:
    """Return what is still to be asked, with all that is known of the inquiry, not of this message alone."""
    found = dict(reading.found)
    for key in ("product", "quantity", "terms", "country", "deadline", "intent"):
        if key in inquiry.understanding:
            one = inquiry.understanding[key]
            found[key] = intelligence.Found(one["value"], one["confidence"], one["by"])
        elif getattr(inquiry, key):  # the form said so, the text did not
            found[key] = intelligence.Found(getattr(inquiry, key), 1.0, "form")
    return intelligence.next_question(found)


def keep_items(inquiry: Inquiry, reading: intelligence.Reading) -> None:
    """Keep the lines of what is wanted, where there are several."""
    if len(reading.items) > 1:
        lines = [asdict(item) for item in reading.items[:20]]
        inquiry.understanding = inquiry.understanding | {
            "items": {"value": lines, "confidence": 0.75, "by": "rule"}
        }
