"""Asking for links: the list with its filters, one link's state in words, and what is still open to choose."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext

from yangfan.promotion.links.models import Link, Placement

RUNNING, OFF, ENDED, ARCHIVED = "running", "off", "ended", "archived"


def links_of(
    workspace, *, now: datetime, q: str = "", state: str = "", placement: str = "", label: str = ""
) -> QuerySet:
    """Return the links that match; the archived ones only when asked for."""
    rows = Link.objects.of(workspace).select_related("workspace", "placement")
    rows = rows.filter(archived_at__isnull=state != ARCHIVED)
    is_over = Q(used_up_at__isnull=False) | Q(expires_at__lte=now)
    if state == RUNNING:
        rows = rows.filter(is_enabled=True).exclude(is_over)
    elif state == OFF:
        rows = rows.filter(is_enabled=False)
    elif state == ENDED:
        rows = rows.filter(is_over)
    for word in q.split()[:6]:
        names = ("title", "code", "target", "source", "medium", "campaign", "labels", "placement__name")
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    if placement.isdigit():
        rows = rows.filter(placement_id=int(placement))
    if label:
        rows = rows.filter(labels__icontains=f",{label},")
    return rows


def state_of(link: Link, now: datetime) -> str:
    if link.archived_at:
        return ARCHIVED
    if not link.is_enabled:
        return OFF
    return ENDED if link.used_up_at or (link.expires_at and link.expires_at <= now) else RUNNING


def state_words(state: str) -> str:
    return {
        RUNNING: pgettext("link", "Running"), OFF: pgettext("link", "Switched off"), ENDED: pgettext("link", "Ended"),
        ARCHIVED: pgettext("link", "Archived"),
    }[state]  # fmt: skip


def labels_of(workspace) -> list[str]:
    """Return every label in use, sorted."""
    rows = (
        Link.objects.of(workspace)
        .filter(archived_at=None)
        .exclude(labels="")
        .values_list("labels", flat=True)
    )
    return sorted({label for labels in rows.distinct() for label in labels.split(",") if label})


def placements_of(workspace) -> QuerySet:
    return Placement.objects.of(workspace).filter(archived_at=None)
