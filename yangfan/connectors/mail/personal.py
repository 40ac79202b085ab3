"""Mail and one person: what came from them, what went to them, and its removal."""

from yangfan.connectors.mail.models import IncomingMail, OutboxMail
from yangfan.core.privacy import Person


def _came(person: Person) -> list[IncomingMail]:
    return list(IncomingMail.objects.of(person.workspace).filter(from_address__in=person.emails))


def _went(person: Person) -> list[OutboxMail]:
    rows = OutboxMail.objects.filter(workspace=person.workspace).defer("raw")
    return [
        row
        for row in rows.iterator()
        if person.is_named_in(f"{row.recipients} {row.subject} {row.text} {row.html}")
    ]


def held(person: Person) -> list[dict]:
    """Return the mails of this person, both ways."""
    came = [
        {"way": "in", "at": row.received_at.isoformat(), "from": row.from_address, "subject": row.subject}
        for row in _came(person)
    ]
    went = [
        {"way": "outbox", "at": row.created_at.isoformat(), "to": row.recipients, "subject": row.subject, "text": row.text}
        for row in _went(person)
    ]  # fmt: skip
    return came + went


def forget(person: Person) -> int:
    """Delete the mails and their files; return how many they were."""
    came, went = _came(person), _went(person)
    for row in came:
        row.file.delete(save=False)
        row.delete()
    OutboxMail.objects.filter(pk__in=[row.pk for row in went]).delete()
    return len(came) + len(went)
