"""Who a contact is, by everything they are known by, and every row of the CRM that is about them."""

from collections import defaultdict

from django.db import models

from yangfan.core.privacy import Person
from yangfan.crm.chat.models import ChatSession
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.models import Attachment, Message, Translation
from yangfan.crm.customers.models import ImportRun
from yangfan.crm.deals.models import Deal
from yangfan.crm.revenue.models import Purchase
from yangfan.crm.tasks.models import Task

FORGOTTEN = "—"
Rows = dict[type[models.Model], set[int]]


def person_of(contact: Contact) -> Person:
    """Return the person behind a contact, the contacts merged into it included."""
    workspace = contact.workspace
    contacts = Contact.objects.of(workspace).filter(models.Q(pk=contact.pk) | models.Q(merged_into=contact))
    ids = frozenset(one.pk for one in contacts)
    said = Message.objects.of(workspace).filter(conversation__contact__in=ids)
    translated = Translation.objects.of(workspace).filter(message__in=said)
    chats = ChatSession.objects.of(workspace).filter(contact__in=ids)
    texts = [text for row in said.values_list("text", "written_text", "subject") for text in row if text]
    rows = _reached(workspace, ids)
    return Person(
        workspace=workspace,
        contacts=ids,
        emails=frozenset(
            filter(None, [one.email.lower() for one in contacts] + [one.email.lower() for one in chats])
        ),
        phones=frozenset(number for one in contacts for number in (one.phone_key, one.phone) if number),
        texts=tuple(texts + list(translated.values_list("text", flat=True))),
        subjects=frozenset((model._meta.model_name, str(pk)) for model, pks in rows.items() for pk in pks)
        | frozenset(("deal", str(pk)) for pk in _deals(workspace, ids).values_list("pk", flat=True)),
    )


def _reached(workspace, contacts: frozenset[int]) -> Rows:
    """Follow what goes with a contact from row to row; what outlives it (deals, orders) is not reached."""
    found: Rows = defaultdict(set, {Contact: set(contacts)})
    fresh: list[tuple[type[models.Model], set[int]]] = [(Contact, set(contacts))]
    while fresh:
        model, pks = fresh.pop()
        for relation in model._meta.related_objects:
            if relation.on_delete is not models.CASCADE or relation.related_model._meta.app_label != "crm":
                continue
            rows = relation.related_model.objects.of(workspace).filter(**{f"{relation.field.name}__in": pks})
            new = set(rows.values_list("pk", flat=True)) - found[relation.related_model]
            if new:
                found[relation.related_model] |= new
                fresh.append((relation.related_model, new))
    return found


def _deals(workspace, contacts: frozenset[int]):
    return Deal.objects.of(workspace).filter(
        models.Q(contact__in=contacts) | models.Q(inquiry__contact__in=contacts)
    )


def held(person: Person) -> list[dict]:
    """Return every row about this person, as plain values."""
    found = _reached(person.workspace, _still_there(person))
    rows = [
        _plain(model, row)
        for model, pks in found.items()
        for row in model.objects.of(person.workspace).filter(pk__in=pks).values()
    ]
    deals = _deals(person.workspace, person.contacts).values(
        "title", "amount", "currency", "stage", "created_at"
    )
    orders = Purchase.objects.of(person.workspace).filter(contact__in=person.contacts)
    named = [
        run
        for run in ImportRun.objects.of(person.workspace).only("errors")
        if person.is_named_in(str(run.errors))
    ]
    return (
        rows
        + [_plain(Deal, row) for row in deals]
        + [_plain(Purchase, row) for row in orders.values("external_id", "amount", "currency", "occurred_at")]
        + [{"what": "importrun", "errors": str(run.errors)} for run in named]
    )


def _still_there(person: Person) -> frozenset[int]:
    rows = Contact.objects.of(person.workspace).filter(pk__in=person.contacts)
    return frozenset(rows.values_list("pk", flat=True))


def _plain(model, row: dict) -> dict:
    shown = {
        key: value if isinstance(value, (int, float, bool, list, dict)) else str(value)
        for key, value in row.items()
        if value not in (None, "")
    }
    return {"what": model._meta.model_name} | shown


def attachments_of(person: Person) -> list[Attachment]:
    """Return the files of this person's conversations."""
    rows = Attachment.objects.of(person.workspace).filter(message__conversation__contact__in=person.contacts)
    return list(rows)


def forget(person: Person) -> int:
    """Erase the person's rows and files. Deals and orders stay as numbers without a name; return how many rows."""
    count = len(held(person))
    workspace = person.workspace
    for attachment in attachments_of(person):
        attachment.file.delete(save=False)
    deals = list(_deals(workspace, person.contacts).values_list("pk", flat=True))
    Task.objects.of(workspace).filter(deal__in=deals).delete()
    Deal.objects.of(workspace).filter(pk__in=deals).update(
        title=FORGOTTEN, lost_reason="", contact=None, inquiry=None
    )
    Purchase.objects.of(workspace).filter(contact__in=person.contacts).update(contact=None)
    for run in ImportRun.objects.of(workspace).only("errors"):
        if person.is_named_in(str(run.errors)):
            run.errors = [error for error in run.errors if not person.is_named_in(str(error))]
            run.save(update_fields=["errors"])
    Contact.objects.of(workspace).filter(pk__in=person.contacts).delete()
    return count
