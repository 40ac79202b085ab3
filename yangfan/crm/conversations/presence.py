"""Who else has an inquiry open or is answering it right now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from yangfan.crm.conversations.models import Presence

EVERY = 10  # seconds between two signs of life of an open page
GONE_AFTER = timedelta(seconds=3 * EVERY)
TYPES_FOR = timedelta(seconds=2 * EVERY)


@dataclass(frozen=True)
class Colleague:
    user: object
    is_typing: bool


def note_presence(*, inquiry, user, is_typing: bool, now: datetime) -> None:
    """Write down that this person has the inquiry open."""
    fields = {"seen_at": now} | ({"typed_at": now} if is_typing else {})
    Presence.objects.of(inquiry.workspace).update_or_create(
        workspace=inquiry.workspace, inquiry=inquiry, user=user, defaults=fields
    )


def leave(*, inquiry, user) -> None:
    """This person has closed the inquiry."""
    Presence.objects.of(inquiry.workspace).filter(inquiry=inquiry, user=user).delete()


def colleagues_at(*, inquiry, user, now: datetime) -> list[Colleague]:
    """Return the others who have it open, who type first."""
    rows = (
        Presence.objects.of(inquiry.workspace)
        .filter(inquiry=inquiry, seen_at__gt=now - GONE_AFTER)
        .exclude(user=user)
        .select_related("user")
    )
    found = [Colleague(row.user, bool(row.typed_at and row.typed_at > now - TYPES_FOR)) for row in rows]
    return sorted(found, key=lambda one: not one.is_typing)
