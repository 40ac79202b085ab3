"""The audit trail and one person: what it says of them, and how it goes on without naming them."""

from django.db.models import Q

from yangfan.accounts.audit.models import AuditEntry
from yangfan.core.privacy import Person

FORGOTTEN = "—"
AT_ONCE = 500


def _rows(person: Person) -> list[AuditEntry]:
    mine = Q()
    for kind in {kind for kind, _pk in person.subjects}:
        mine |= Q(subject_kind=kind, subject_id__in=[pk for other, pk in person.subjects if other == kind])
    for needle in person.needles:
        mine |= Q(subject__icontains=needle)
    if not mine:
        return []
    return list(AuditEntry.objects.of(person.workspace).filter(mine).exclude(subject=FORGOTTEN))


def held(person: Person) -> list[dict]:
    """Return the entries about this person's things."""
    return [
        {"at": row.at.isoformat(), "action": row.action, "subject": row.subject, "before": row.before, "after": row.after}
        for row in _rows(person)
    ]  # fmt: skip


def forget(person: Person) -> int:
    """Keep that something was done and by whom, forget about whom and what; return how many entries."""
    found = [row.pk for row in _rows(person)]
    rows = AuditEntry.objects.of(person.workspace)
    for start in range(0, len(found), AT_ONCE):
        rows.filter(pk__in=found[start : start + AT_ONCE]).update(subject=FORGOTTEN, before=None, after=None)
    return len(found)
