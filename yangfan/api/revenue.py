"""Revenue by program: orders and refunds of a shop or an ERP."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from django.db import transaction
from django.utils import timezone
from ninja import Field, Router, Schema

from yangfan.api.auth import need
from yangfan.api.pages import page_of
from yangfan.api.problems import Problem
from yangfan.crm import public as crm

router = Router(tags=["revenue"])
MOST_AT_ONCE = 500


class PurchaseIn(Schema):
    """One order or refund. The same `id` again corrects it; it is counted once."""

    id: str = Field(..., min_length=1, max_length=80, description="The order's number, or the refund's")
    kind: Literal["order", "refund"] = "order"
    amount: Decimal = Field(..., ge=0, max_digits=16, decimal_places=2, description="Positive in both kinds")
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="Empty: the workspace's")
    occurred_at: datetime = Field(..., description="With offset")
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    name: str = Field("", max_length=120)
    company: str = Field("", max_length=200)
    country: str = Field("", max_length=80)
    channel: str = Field(
        "", max_length=40, description="A channel's key; empty: that of the customer's inquiry"
    )
    deal: str = Field(
        "", max_length=80, description="`id` of the deal it fulfils; the deal counts, the order does not"
    )


class PurchaseOut(Schema):
    id: str
    kind: str
    amount: Decimal
    currency: str
    occurred_at: datetime
    channel: str
    inquiry_number: int | None


class PurchasePage(Schema):
    items: list[PurchaseOut]
    next: str | None


class Batch(Schema):
    purchases: list[PurchaseIn] = Field(..., max_length=MOST_AT_ONCE, min_length=1)


class Many(Schema):
    purchases: list[PurchaseOut]


@router.post("/revenue", response=PurchaseOut, summary="Send in an order or a refund")
def send_purchase(request, data: PurchaseIn):
    need(request, "deals:write")
    return _shown(_take(request.workspace, data, row=None))


@router.post("/revenue/batch", response=Many, summary="Send in many orders and refunds: all or none")
def send_purchases(request, data: Batch):
    """An error names the row, counted from 0; nothing is taken then."""
    need(request, "deals:write")
    with transaction.atomic():
        return {
            "purchases": [
                _shown(_take(request.workspace, one, row=row)) for row, one in enumerate(data.purchases)
            ]
        }


def _take(workspace, data: PurchaseIn, *, row: int | None):
    if timezone.is_naive(data.occurred_at):
        raise _refused("must carry an offset", row, "occurred_at")
    words = crm.PurchaseWords(**data.dict() | {"currency": data.currency or workspace.currency})
    try:
        return crm.record_purchase(
            workspace=workspace, words=words, source="api", actor=None, now=timezone.now()
        )
    except crm.PurchaseRefused as refusal:
        raise _refused(str(refusal), row, refusal.field) from refusal


def _refused(why: str, row: int | None, field: str) -> Problem:
    where = f"purchases.{row}.{field}" if row is not None else field
    return Problem(422, "invalid", f"{where}: {why}", [{"field": where, "message": why}])


@router.get("/revenue", response=PurchasePage, summary="List orders and refunds, newest first")
def list_purchases(request, cursor: str | None = None, limit: int = 50):
    need(request, "deals:read")
    rows = crm.Purchase.objects.of(request.workspace).select_related("inquiry")
    items, following = page_of(rows, cursor=cursor, limit=limit)
    return {"items": [_shown(one) for one in items], "next": following}


def _shown(one) -> dict:
    same = ("kind", "amount", "currency", "occurred_at")
    return {field: getattr(one, field) for field in same} | {
        "id": one.external_id, "channel": one.counts_for, "inquiry_number": one.inquiry.number if one.inquiry else None,
    }  # fmt: skip
