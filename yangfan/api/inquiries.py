"""Inquiries by program: from another website, a marketplace, an old system."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from yangfan.api.auth import need
from yangfan.api.pages import page_of
from yangfan.api.problems import Problem
from yangfan.crm import public as crm
from yangfan.events import public as events

router = Router(tags=["inquiries"])
MOST_AT_ONCE = 500


class InquiryIn(Schema):
    """One inquiry. The same `id` again changes nothing."""

    id: str = Field(
        ..., min_length=1, max_length=64, description="Yours; makes a second call the same inquiry"
    )
    message: str = Field("", max_length=20_000)
    way: str = Field(
        "form", description="form, chat, mail, phone, wechat, whatsapp, marketplace, fair or other"
    )
    name: str = Field("", max_length=120)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    company: str = Field("", max_length=200)
    country: str = Field("", max_length=80, description="ISO 3166-1 code or name")
    product: str = Field("", max_length=200)
    quantity: str = Field("", max_length=80)
    channel: str = Field("", max_length=40, description="A channel's key, for inquiries without a visit")
    consent_text: str = Field("", max_length=4000)
    language: str = Field("", max_length=20)
    occurred_at: datetime | None = Field(
        None, description="When it came in; may lie in the past. With offset"
    )
    site: str = Field("", max_length=200, description="A host of the tracked site; empty: the first site")
    visitor: str = Field(
        "", max_length=64, description="The visitor's first-party cookie id, if they agreed to it"
    )
    client_ip: str = Field("", max_length=45)
    user_agent: str = Field("", max_length=500)
    import_id: str = Field(
        "", max_length=80, description="As given to the trusted event door, for imported visits"
    )
    url: str = Field("", max_length=2000)
    referrer: str = Field("", max_length=2000)
    time_zone: str = Field("", max_length=60)


class InquiryOut(Schema):
    """An inquiry as the inbox has it."""

    number: int
    id: str
    received_at: datetime
    way: str
    status: str
    is_spam: bool
    name: str
    email: str
    phone: str
    company: str
    country: str
    country_is_likely: bool
    language: str
    channel: str
    source: str
    campaign: str
    product: str
    quantity: str
    summary: str
    first_answered_at: datetime | None


class Taken(Schema):
    """What came of one inquiry: `is_new` is false for a repeat."""

    id: str
    number: int
    is_new: bool


class TakenMany(Schema):
    taken: list[Taken]


class InquiryPage(Schema):
    items: list[InquiryOut]
    next: str | None


class Batch(Schema):
    inquiries: list[InquiryIn] = Field(..., max_length=MOST_AT_ONCE, min_length=1)


@router.post("/inquiries", response={201: Taken, 200: Taken}, summary="Send in an inquiry")
def send_inquiry(request, data: InquiryIn):
    """201 for a new one, 200 for a repeat."""
    need(request, "inquiries:write")
    taken = _take(request.workspace, data, row=None)
    return Status(201 if taken.is_new else 200, taken)


@router.post("/inquiries/batch", response=TakenMany, summary="Send in many inquiries: all or none")
def send_inquiries(request, data: Batch):
    """An error names the row, counted from 0; nothing is taken then."""
    need(request, "inquiries:write")
    with transaction.atomic():
        return {"taken": [_take(request.workspace, one, row=row) for row, one in enumerate(data.inquiries)]}


def _take(workspace, data: InquiryIn, *, row: int | None) -> Taken:
    now = data.occurred_at or timezone.now()
    _check(now, row)
    site = _site(workspace, data.site, row)
    words = data.dict(exclude={"id", "occurred_at", "site", "visitor", "client_ip", "import_id"})
    try:
        received = crm.receive_inquiry(
            workspace=workspace, site=site, submission_id=f"api-{data.id}", visitor_id=_visitor(site, data, now),
            consented=bool(data.visitor), now=now, **words,
        )  # fmt: skip
    except crm.InquiryRefused as refusal:
        raise _refused(str(refusal), row, "message") from refusal
    return Taken(id=data.id, number=received.inquiry.number, is_new=received.is_new)


def _check(now: datetime, row: int | None) -> None:
    if timezone.is_naive(now):
        raise _refused("must carry an offset, such as 2026-03-31T09:30:00+08:00", row, "occurred_at")
    if now > timezone.now() + timedelta(minutes=5):
        raise _refused("lies in the future", row, "occurred_at")


def _site(workspace, host: str, row: int | None):
    sites = events.Site.objects.of(workspace).order_by("pk")
    if not host:
        return sites.first()
    for site in sites:
        if host.lower() in site.hosts:
            return site
    raise _refused(f"no site of this workspace has the host {host}", row, "site")


def _visitor(site, data: InquiryIn, at: datetime) -> int:
    """Return the visitor that the stream knows by these words; 0 when there are none."""
    if site is None or not (data.visitor or (data.client_ip and data.user_agent)):
        return 0
    return events.visitor_id_for(
        site=site,
        cookie=data.visitor,
        ip=data.client_ip,
        user_agent=data.user_agent,
        at=at,
        import_id=data.import_id,
    )


def _refused(why: str, row: int | None, field: str) -> Problem:
    where = f"inquiries.{row}.{field}" if row is not None else field
    return Problem(422, "invalid", f"{where}: {why}", [{"field": where, "message": why}])


@router.get("/inquiries", response=InquiryPage, summary="List inquiries, newest first")
def list_inquiries(request, cursor: str | None = None, limit: int = 50, status: str = "", spam: bool = False):
    """`next` of one page is `cursor` of the following."""
    need(request, "inquiries:read")
    rows = crm.Inquiry.objects.of(request.workspace).select_related("contact__company").filter(is_spam=spam)
    if status:
        rows = rows.filter(status=status)
    items, following = page_of(rows, cursor=cursor, limit=limit)
    return {"items": [_shown(inquiry) for inquiry in items], "next": following}


@router.get("/inquiries/{int:number}", response=InquiryOut, summary="One inquiry")
def read_inquiry(request, number: int):
    need(request, "inquiries:read")
    rows = crm.Inquiry.objects.of(request.workspace).select_related("contact__company")
    inquiry = rows.filter(number=number).first()
    if inquiry is None:
        raise Problem(404, "not_found", f"there is no inquiry {number}")
    return _shown(inquiry)


def _shown(inquiry) -> dict:
    contact = inquiry.contact
    first = inquiry.messages.of(inquiry.workspace).order_by("pk").first()
    same = ("number", "received_at", "way", "status", "is_spam", "country", "country_is_likely", "language", "channel",
            "source", "campaign", "product", "quantity", "summary", "first_answered_at")  # fmt: skip
    return {field: getattr(inquiry, field) for field in same} | {
        "id": first.submission_id.removeprefix("api-") if first else "",
        "name": contact.name, "email": contact.email, "phone": contact.phone,
        "company": inquiry.company_name or str(contact.company or ""),
    }  # fmt: skip
