"""Finding, making and changing contacts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.companies.actions import company_for
from yangfan.crm.contacts.identity import country_code, email_key, phone_key
from yangfan.crm.contacts.models import Contact
from yangfan.crm.contacts.words import contact_words
from yangfan.crm.customers.fields import fields_of, in_words, with_values
from yangfan.crm.search.index import index_contact

EDITABLE = ("name", "email", "phone", "title", "country", "note")


class ContactRefused(ValueError):
    """There is nothing to know a contact by; the text says so, in the reader's language."""


class ContactTaken(ValueError):
    """Another contact of this workspace has this mail address or phone number."""


def find_or_make_contact(
    *,
    workspace: Workspace,
    name: str,
    email: str,
    phone: str,
    company: str,
    country: str,
    language: str,
    now: datetime,
) -> Contact:
    """Return the contact with this address or number, with what it lacked filled in; make it when it is new."""
    code = country_code(country)
    email, number = email_key(email), phone_key(phone, country=code, workspace=workspace)
    contact = find_contact(workspace=workspace, email=email, phone_number=number) or _make(
        workspace, email, number, phone, now
    )
    known = {
        "name": name.strip()[:120],
        "email": email if _is_free(workspace, contact, email=email) else "",
        "phone": phone.strip()[:40],
        "phone_key": number if _is_free(workspace, contact, phone_key=number) else "",
        "country": code,
        "language": language,
        "company": contact.company
        or company_for(workspace=workspace, email=email, name=company.strip()[:200], country=code, now=now),
    }
    _fill(contact, known, now)
    return contact


def find_contact(*, workspace: Workspace, email: str = "", phone_number: str = "") -> Contact | None:
    """Return the contact by mail address, else by number (E.164)."""
    contacts = Contact.objects.of(workspace).select_related("merged_into")
    found = contacts.filter(email=email).first() if email else None
    found = found or (contacts.filter(phone_key=phone_number).first() if phone_number else None)
    return person_behind(found) if found else None


def person_behind(contact: Contact) -> Contact:
    """Return the contact that this one was merged into, or itself."""
    seen = set()
    while contact.merged_into is not None and contact.pk not in seen:
        seen.add(contact.pk)
        contact = contact.merged_into
    return contact


def note_words(contact: Contact) -> None:
    """Set what the contact is found by; the caller saves."""
    contact.words = contact_words(
        name=contact.name, email=contact.email, phone=contact.phone, phone_key=contact.phone_key, title=contact.title,
        company=contact.company.name if contact.company else "",
    )  # fmt: skip


def _make(workspace, email, number, phone, now) -> Contact:
    fields = {"created_at": now, "last_seen_at": now, "phone": phone.strip()[:40]}
    if email:
        return Contact.objects.of(workspace).get_or_create(workspace=workspace, email=email, defaults=fields)[
            0
        ]
    if number:
        return Contact.objects.of(workspace).get_or_create(
            workspace=workspace, phone_key=number, defaults=fields
        )[0]
    return Contact.objects.create(workspace=workspace, **fields)


def _is_free(workspace, contact, **key) -> bool:
    """Tell whether no other contact has this address or number."""
    return not Contact.objects.of(workspace).filter(**key).exclude(pk=contact.pk).exists()


def _fill(contact: Contact, known: dict, now: datetime) -> None:
    for field, value in known.items():
        if value and not getattr(contact, field):
            setattr(contact, field, value)
    if known["country"]:
        contact.country, contact.country_is_likely = known["country"], False
    contact.last_seen_at = max(contact.last_seen_at, now)
    note_words(contact)
    contact.save()


def add_contact(
    *,
    workspace: Workspace,
    fields: dict,
    company_name: str = "",
    own: dict | None = None,
    actor,
    now: datetime,
) -> Contact:
    """Write down a person; raise ContactRefused without name, address and number, ContactTaken when they are known."""
    words = {key: str(fields.get(key) or "").strip() for key in EDITABLE}
    if not (words["name"] or words["email"] or words["phone"]):
        raise ContactRefused(_("A name, a mail address or a phone number is needed."))
    email = email_key(words["email"])
    number = phone_key(words["phone"], country=words["country"], workspace=workspace)
    known = find_contact(workspace=workspace, email=email, phone_number=number)
    if known:
        raise ContactTaken(email if known.email == email and email else words["phone"])
    with transaction.atomic():
        firm = company_for(
            workspace=workspace,
            email=email,
            name=company_name.strip()[:200],
            country=words["country"],
            now=now,
        )
        contact = Contact(
            workspace=workspace, **words | {"email": email}, phone_key=number, language=fields.get("language") or "",
            company=firm, fields=with_values({}, own or {}), created_at=now, last_seen_at=now, changed_at=now,
        )  # fmt: skip
        note_words(contact)
        contact.save()
        accounts.record_audit(
            workspace=workspace, actor=actor, action="contact_added", subject=contact, now=now
        )
    return contact


def change_contact(
    *, contact: Contact, fields: dict, own: dict | None = None, actor, now: datetime
) -> Contact:
    """Change what we know of a contact, `own` being kept values of the workspace's own fields (None empties one).

    Raises ContactTaken when the address or number is another's.
    """
    fields = dict(fields)
    if "email" in fields:
        fields["email"] = email_key(fields["email"])
    if "phone" in fields:
        fields["phone_key"] = phone_key(
            fields["phone"], country=fields.get("country") or contact.country, workspace=contact.workspace
        )
    for key in ("email", "phone_key"):
        if fields.get(key) and not _is_free(contact.workspace, contact, **{key: fields[key]}):
            raise ContactTaken(fields[key])
    with transaction.atomic():
        before = _as_text(contact, fields, own)
        for field, value in fields.items():
            setattr(contact, field, value)
        if own:
            contact.fields = with_values(contact.fields, own)
        if fields.get("country"):
            contact.country_is_likely = False
        contact.changed_at = now
        note_words(contact)
        contact.save()
        after = _as_text(contact, fields, own)
        changed = [key for key in after if before[key] != after[key]]
        if changed:
            accounts.record_audit(
                workspace=contact.workspace, actor=actor, action="contact_changed", subject=contact,
                before={key: before[key] for key in changed}, after={key: after[key] for key in changed}, now=now,
            )  # fmt: skip
            index_contact(contact)
    return contact


def _as_text(contact: Contact, fields: dict, own: dict | None) -> dict:
    """Return what may change, in words; `phone_key` only mirrors the phone."""
    words = {field: str(getattr(contact, field) or "") for field in fields if field != "phone_key"}
    if own:
        words |= {
            field.label: in_words(field, contact.fields.get(field.key))
            for field in fields_of(contact.workspace, "contact")
            if field.key in own
        }
    return words
