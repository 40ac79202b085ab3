"""Deals by program: orders from an ERP or an old system."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from ninja import Field, Router, Schema

from yangfan.api.auth import need
from yangfan.api.pages import page_of
from yangfan.api.problems import Problem
from yangfan.crm import public as crm

router = Router(tags=["deals"])
MOST_AT_ONCE = 500


class DealIn(Schema):
    """One deal. The same `id` again changes nothing, but a deal that has been won since is won."""

    id: str = Field(..., min_length=1, max_length=80, description="Yours; makes a second call the same deal")
    title: str = Field("", max_length=200)
    amount: Decimal | None = Field(None, ge=0, max_digits=16, decimal_places=2)
    currency: str = Field("", pattern="^([A-Z]{3})?$")
    opened_at: datetime | None = Field(None, description="When it was opened; empty: when it was won, or now")
    won_at: datetime | None = Field(None, description="When it became an order; empty: still open")
    inquiry: str = Field("", max_length=64, description="`id` of the inquiry it came from")
    inquiry_number: int | None = Field(None, description="or its number in the inbox")


class DealOut(Schema):
    id: str
    key: int
    title: str
    amount: Decimal | None
    currency: str
    stage: str
    won_at: datetime | None
    inquiry_number: int | None


class DealPage(Schema):
    items: list[DealOut]
    next: str | None


class Batch(Schema):
    deals: list[DealIn] = Field(..., max_length=MOST_AT_ONCE, min_length=1)


class Many(Schema):
    deals: list[DealOut]


@router.post("/deals", response=DealOut, summary="Send in a deal, open or won")
def send_deal(request, data: DealIn):
    need(request, "deals:write")
    with transaction.atomic():
        return _shown(_take(request.workspace, data, row=None))


@router.post("/deals/batch", response=Many, summary="Send in many deals: all or none")
def send_deals(request, data: Batch):
    """An error names the row, counted from 0; nothing is taken then."""
    need(request, "deals:write")
    with transaction.atomic():
        return {
            "deals": [_shown(_take(request.workspace, one, row=row)) for row, one in enumerate(data.deals)]
        }


def _take(workspace, data: DealIn, *, row: int | None):
    now = timezone.now()
    for field, moment in (("opened_at", data.opened_at), ("won_at", data.won_at)):
        if moment and (timezone.is_naive(moment) or moment > now):
            raise _refused("must carry an offset and not lie in the future", row, field)
    if data.opened_at and data.won_at and data.opened_at > data.won_at:
        raise _refused("lies after won_at", row, "opened_at")
    inquiry = _inquiry(workspace, data, row)
    try:
        deal = crm.open_deal(
            workspace=workspace, inquiry=inquiry, title=data.title, amount=data.amount, currency=data.currency,
            external_id=data.id, actor=None, now=data.opened_at or data.won_at or now,
        )  # fmt: skip
        if data.won_at and deal.stage != crm.Stage.WON:
            crm.win_deal(
                deal=deal,
                amount=data.amount,
                currency=data.currency,
                won_at=data.won_at,
                actor=None,
                now=data.won_at,
            )
    except crm.DealRefused as refusal:
        raise _refused(str(refusal), row, "amount") from refusal
    return deal


def _inquiry(workspace, data: DealIn, row: int | None):
    rows = crm.Inquiry.objects.of(workspace).select_related("workspace", "contact__company", "owner", "site")
    if data.inquiry:
        found = rows.filter(messages__submission_id=f"api-{data.inquiry}").first()
    elif data.inquiry_number is not None:
        found = rows.filter(number=data.inquiry_number).first()
    else:
        return None
    if found is None:
        raise _refused("there is no such inquiry", row, "inquiry")
    return found


def _refused(why: str, row: int | None, field: str) -> Problem:
    where = f"deals.{row}.{field}" if row is not None else field
    return Problem(422, "invalid", f"{where}: {why}", [{"field": where, "message": why}])


@router.get("/deals", response=DealPage, summary="List deals, newest first")
def list_deals(request, cursor: str | None = None, limit: int = 50, stage: str = ""):
    need(request, "deals:read")
    rows = crm.Deal.objects.of(request.workspace).select_related("inquiry")
    if stage:
        rows = rows.filter(stage=stage)
    items, following = page_of(rows, cursor=cursor, limit=limit)
    return {"items": [_shown(deal) for deal in items], "next": following}


def _shown(deal) -> dict:
    same = ("title", "amount", "currency", "stage", "won_at")
    return {field: getattr(deal, field) for field in same} | {
        "id": deal.external_id, "key": deal.pk, "inquiry_number": deal.inquiry.number if deal.inquiry else None,
    }  # fmt: skip
