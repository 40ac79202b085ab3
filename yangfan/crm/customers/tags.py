"""Tags on contacts and companies."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.models import CompanyTag, ContactTag, Tag

LONGEST = 60
THROUGH = {Contact: (ContactTag, "contact"), Company: (CompanyTag, "company")}


def tags_named(*, workspace: Workspace, names: Iterable[str], now: datetime) -> list[Tag]:
    """Return the tags of these names, made where they are new; case makes no difference."""
    wanted = {}
    for name in names:
        name = " ".join(name.split())[:LONGEST]
        if name:
            wanted.setdefault(name.lower(), name)
    known = {tag.name.lower(): tag for tag in Tag.objects.of(workspace)}
    for low, name in wanted.items():
        if low not in known:
            known[low] = Tag.objects.create(workspace=workspace, name=name, created_at=now)
    return [known[low] for low in wanted]


def tag(
    *, workspace: Workspace, rows: list, names: Iterable[str], actor, now: datetime
) -> list[tuple[int, int]]:
    """Put tags on contacts (or on companies); return the (row, tag) pairs that are new, for an undo."""
    if not rows:
        return []
    through, owner = THROUGH[type(rows[0])]
    with transaction.atomic():
        tags = tags_named(workspace=workspace, names=names, now=now)
        there = set(
            through.objects.of(workspace)
            .filter(**{f"{owner}__in": rows}, tag__in=tags)
            .values_list(f"{owner}_id", "tag_id")
        )
        new = [(row, one) for row in rows for one in tags if (row.pk, one.pk) not in there]
        through.objects.of(workspace).bulk_create(
            [through(workspace=workspace, tag=one, **{owner: row}) for row, one in new], ignore_conflicts=True
        )
        _record(workspace, rows, [one.name for one in tags], "tagged", actor, now)
    return [(row.pk, one.pk) for row, one in new]


def untag(
    *, workspace: Workspace, rows: list, tags: Iterable[Tag], actor, now: datetime
) -> list[tuple[int, int]]:
    """Take tags off; return the (row, tag) pairs that were there."""
    if not rows:
        return []
    through, owner = THROUGH[type(rows[0])]
    tags = list(tags)
    with transaction.atomic():
        there = through.objects.of(workspace).filter(**{f"{owner}__in": rows}, tag__in=tags)
        pairs = list(there.values_list(f"{owner}_id", "tag_id"))
        there.delete()
        _record(workspace, rows, [one.name for one in tags], "untagged", actor, now)
    return pairs


def _record(workspace, rows, names, action, actor, now):
    if len(rows) == 1:
        accounts.record_audit(
            workspace=workspace, actor=actor, action=action, subject=rows[0], after={"tags": names}, now=now
        )
        return
    accounts.record_audit(
        workspace=workspace, actor=actor, action=f"several_{action}", subject=", ".join(names)[:200],
        after={"rows": len(rows), "tags": names}, now=now,
    )  # fmt: skip


def tags_of(workspace: Workspace, model, pks: Iterable[int]) -> dict[int, list[Tag]]:
    """Return the tags of many contacts or companies, in one query."""
    through, owner = THROUGH[model]
    found: dict[int, list[Tag]] = {pk: [] for pk in pks}
    rows = through.objects.of(workspace).filter(**{f"{owner}__in": list(found)}).select_related("tag")
    for row in rows.order_by("tag__name"):
        found[getattr(row, f"{owner}_id")].append(row.tag)
    return found
