"""Calls of platforms and one person: which of them name the person, and their removal."""

from yangfan.connectors.hooks.models import WebhookDelivery
from yangfan.core.privacy import Person


def _rows(person: Person) -> list[WebhookDelivery]:
    rows = WebhookDelivery.objects.of(person.workspace).exclude(body=b"")
    return [row for row in rows.iterator() if person.is_named_in(bytes(row.body).decode("utf-8", "replace"))]


def held(person: Person) -> list[dict]:
    """Return the calls that name this person."""
    return [
        {"at": row.received_at.isoformat(), "body": bytes(row.body).decode("utf-8", "replace")}
        for row in _rows(person)
    ]


def forget(person: Person) -> int:
    """Empty the bodies that name this person; return how many they were."""
    found = [row.pk for row in _rows(person)]
    WebhookDelivery.objects.of(person.workspace).filter(pk__in=found).update(body=b"")
    return len(found)
