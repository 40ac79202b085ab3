"""The second, better reading: by the workspace's own language model, in a task, after the rules have done theirs."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.core.jobs import autopilot
from yangfan.crm.facts import local_day, mirror_inquiry
from yangfan.crm.inquiries import reasons
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.products import product_names
from yangfan.crm.search.index import index_inquiry
from yangfan.intelligence import public as intelligence

JOB = "better_reading"
KEPT = ("person", "form", "lesson")  # what the language model never overrules


def ask_better_reading(inquiry: Inquiry) -> None:
    """Have it read once more after commit, where a language model is set up and the job is on."""
    workspace = inquiry.workspace
    if not inquiry.is_spam and autopilot.is_on(workspace.pk, JOB) and intelligence.has_endpoint(workspace):
        transaction.on_commit(partial(_enqueue, inquiry.pk))


def _enqueue(inquiry_id: int) -> None:
    from yangfan.crm.understanding.tasks import read_better  # the task calls back into this module

    read_better.enqueue(inquiry_id)


def read_again(*, inquiry_id: int, now: datetime) -> None:
    """Read one inquiry by the language model and merge; what fails is logged and the first reading stays."""
    inquiry = (
        Inquiry.objects.across_workspaces()
        .select_related("workspace", "contact")
        .filter(pk=inquiry_id)
        .first()
    )
    if inquiry is None:
        return
    text = (
        inquiry.messages.of(inquiry.workspace)
        .filter(direction="in")
        .order_by("pk")
        .values_list("text", flat=True)
        .first()
    )
    try:
        found = intelligence.read_with_endpoint(
            inquiry.workspace,
            text or "",
            product_names(inquiry.workspace),
            today=local_day(inquiry.received_at, inquiry.workspace),
        )
    except intelligence.EndpointUnavailable as error:
        why = str(error)
        autopilot.record(
            inquiry.workspace_id,
            JOB,
            False,
            lambda: _("Inquiry #%(n)d: %(what)s") % {"n": inquiry.number, "what": why},
            now,
        )
        return
    changed = merge(inquiry_id, found)
    said = lambda: _("Inquiry #%(n)d: %(count)d fields read better") % {"n": inquiry.number, "count": changed}  # noqa: E731
    autopilot.record(inquiry.workspace_id, JOB, True, said, now)


@transaction.atomic
def merge(inquiry_id: int, found: dict[str, intelligence.Found]) -> int:
    """Put what the language model read where no person, form or lesson spoke; return how many fields changed."""
    inquiry = (
        Inquiry.objects.across_workspaces()
        .select_for_update()
        .select_related("workspace", "contact")
        .get(pk=inquiry_id)
    )
    changed = 0
    for key, one in found.items():
        known = inquiry.understanding.get(key, {})
        if known.get("by") in KEPT or not one.value:
            continue
        values = _columns(key, one.value)
        changed += any(getattr(inquiry, name) != value for name, value in values.items())
        for name, value in values.items():
            setattr(inquiry, name, value)
        inquiry.understanding = inquiry.understanding | {key: _said(key, one, known, values)}
    inquiry.intent_confidence = inquiry.understanding.get("intent", {}).get("confidence", 0)
    asked = {
        key: intelligence.Found(one["value"], one["confidence"], one["by"])
        for key, one in inquiry.understanding.items()
        if one["value"]
    }
    inquiry.next_question = intelligence.next_question(asked)
    reasons.rate(inquiry)
    inquiry.save()
    mirror_inquiry(inquiry)
    index_inquiry(inquiry)
    return changed


def _columns(key: str, value) -> dict:
    match key:
        case "quantity":
            return {}  # the lines carry the unit
        case "items":
            product, number, unit = value[0]
            return (
                {"quantity": f"{number:g} {unit}".strip()[:80]} | ({"product": product} if product else {})
                if number
                else {}
            )
        case "terms":
            return {"terms": " ".join(value).strip()[:80]}
        case "price":
            return {"price": value[0], "currency": value[1]}
        case "deadline":
            return {"deadline_on": value, "deadline": value.isoformat()}
        case "certificates":
            return {"certificates": value[:12]}
        case "product" | "country" | "intent":
            return {key: value}
    return {}


def _said(key: str, one: intelligence.Found, known: dict, values: dict) -> dict:
    if key == "items":
        value = [
            {"product": product, "quantity": number, "most": None, "unit": unit}
            for product, number, unit in one.value[:20]
        ]
    else:
        value = next(iter(values.values()), known.get("value", ""))
        value = value if isinstance(value, (list, int, float)) else str(value)
    said = {"value": value, "confidence": one.confidence, "by": "endpoint"}
    if key == "price":
        said["per"] = one.value[2]
    return said | ({"words": known["words"]} if "words" in known else {})
