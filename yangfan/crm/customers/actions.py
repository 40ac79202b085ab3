"""Writing a contact in one go, as programs do: plain values, company by name, own fields, tags."""

from datetime import datetime

from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.crm.companies.actions import company_for
from yangfan.crm.contacts.actions import ContactRefused, add_contact, change_contact, find_contact
from yangfan.crm.contacts.identity import country_code, email_key, phone_key
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.fields import fields_of, read_values
from yangfan.crm.customers.imports.reading import EMAIL
from yangfan.crm.customers.models import Kin
from yangfan.crm.customers.tags import tag


def known_contact(*, workspace: Workspace, email: str, phone: str) -> Contact | None:
    """Return the contact of this address, else of this number."""
    number = phone_key(phone, country="", workspace=workspace)
    return find_contact(workspace=workspace, email=email_key(email), phone_number=number)


def save_contact(
    *, workspace: Workspace, contact: Contact | None, values: dict, own: dict | None = None, tags: list[str] | None = None,
    actor, now: datetime,
) -> Contact:  # fmt: skip
    """Make a contact, or set what `values` gives on this one; `company` is a name, `country` a code or name.

    Raises ContactTaken, ContactRefused or FieldRefused; nothing is written then.
    """
    values, kept = dict(values), read_values(fields_of(workspace, Kin.CONTACT), own or {})
    company = values.pop("company", None)
    if values.get("email") and not EMAIL.fullmatch(email_key(values["email"])):
        raise ContactRefused(f"email: {values['email']} is no mail address")
    if values.get("country"):
        code = country_code(values["country"])
        if not code:
            raise ContactRefused(f"country: {values['country']} is unknown")
        values["country"] = code
    with transaction.atomic():
        if contact is None:
            contact = add_contact(
                workspace=workspace, fields=values, company_name=company or "", own=kept, actor=actor, now=now
            )
        else:
            if company is not None:
                values["company"] = company_for(
                    workspace=workspace, email="", name=company, country="", now=now
                )
            change_contact(contact=contact, fields=values, own=kept, actor=actor, now=now)
        if tags:
            tag(workspace=workspace, rows=[contact], names=tags, actor=actor, now=now)
    return contact
