"""Contacts by program: the customer book of another system, kept in step."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from yangfan.api.auth import need
from yangfan.api.pages import page_of
from yangfan.api.problems import Problem
from yangfan.crm import public as crm

router = Router(tags=["contacts"])


class ContactIn(Schema):
    """A contact. One with the same e-mail address, else phone number, is that contact: what is given is set."""

    name: str | None = Field(None, max_length=120)
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=40)
    company: str | None = Field(None, max_length=200, description="By name; made when it is new")
    title: str | None = Field(None, max_length=120)
    country: str | None = Field(None, max_length=80, description="ISO 3166-1 code or name")
    note: str | None = Field(None, max_length=5000)
    tags: list[str] | None = Field(None, max_length=20, description="Put on beside those that are there")
    fields: dict[str, str | int | float | bool | list[str] | None] | None = Field(
        None, description="Own fields by key; null empties one"
    )


class ContactOut(Schema):
    """A contact as the customer book has it."""

    id: int
    name: str
    email: str
    phone: str
    company: str
    title: str
    country: str
    language: str
    note: str
    tags: list[str]
    fields: dict
    created_at: datetime
    last_seen_at: datetime


class ContactPage(Schema):
    items: list[ContactOut]
    next: str | None


@router.get("/contacts", response=ContactPage, summary="List contacts, newest first")
def list_contacts(
    request,
    cursor: str | None = None,
    limit: int = 50,
    q: str = "",
    email: str = "",
    country: str = "",
    tag: str = "",
):
    """`q` looks for words in name, address, number and company; `tag` is a tag's name."""
    need(request, "inquiries:read")
    rows = crm.contact_rows(request.workspace, {"q": q, "country": country.upper()})
    if email:
        rows = rows.filter(email=email.strip().lower())
    if tag:
        rows = rows.filter(tagged__tag__name__iexact=tag)
    page, following = page_of(rows.select_related("company"), cursor=cursor, limit=limit)
    return {"items": _shown(request.workspace, page), "next": following}


@router.get("/contacts/{pk}", response=ContactOut, summary="One contact")
def get_contact(request, pk: int):
    need(request, "inquiries:read")
    return _shown(request.workspace, [_contact_or_404(request, pk)])[0]


@router.post(
    "/contacts", response={201: ContactOut, 200: ContactOut}, summary="Make a contact, or set what is given"
)
def save_contact(request, data: ContactIn):
    """201 for a new one, 200 for one that was known by its address or number."""
    need(request, "inquiries:write")
    known = crm.known_contact(workspace=request.workspace, email=data.email or "", phone=data.phone or "")
    contact = _save(request, known, data)
    return Status(200 if known else 201, _shown(request.workspace, [contact])[0])


@router.patch("/contacts/{pk}", response=ContactOut, summary="Change a contact")
def change_contact(request, pk: int, data: ContactIn):
    """What is left out stays as it is."""
    need(request, "inquiries:write")
    contact = _save(request, _contact_or_404(request, pk), data)
    return _shown(request.workspace, [contact])[0]


def _contact_or_404(request, pk: int):
    return get_object_or_404(
        crm.contact_rows(request.workspace).select_related("company", "workspace"), pk=pk
    )


def _save(request, contact, data: ContactIn):
    try:
        return crm.save_contact(
            workspace=request.workspace, contact=contact, values=data.dict(exclude_none=True, exclude={"tags", "fields"}),
            own=data.fields, tags=data.tags, actor=None, now=timezone.now(),
        )  # fmt: skip
    except crm.ContactTaken as taken:
        raise Problem(409, "taken", f"another contact has {taken}") from taken
    except (crm.ContactRefused, crm.FieldRefused) as refusal:
        raise Problem(422, "invalid", str(refusal)) from refusal


def _shown(workspace, contacts: list) -> list[dict]:
    tags = crm.tags_of(workspace, crm.Contact, [one.pk for one in contacts])
    plain = (
        "name",
        "email",
        "phone",
        "title",
        "country",
        "language",
        "note",
        "fields",
        "created_at",
        "last_seen_at",
    )
    return [
        {"id": one.pk, "company": str(one.company or ""), "tags": [tag.name for tag in tags[one.pk]]}
        | {name: getattr(one, name) for name in plain}
        for one in contacts
    ]  # fmt: skip
