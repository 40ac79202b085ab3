"""Counts what each workspace asks of translation services on the net, in characters as the service counts them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from yangfan.accounts.public import Workspace
from yangfan.intelligence.translation.models import TranslationService, TranslationUsage


def characters_used(workspace: Workspace, *, now: datetime) -> dict[str, int]:
    """Return the characters asked in the month of `now`, by provider."""
    rows = TranslationUsage.objects.of(workspace).filter(month=_month(now))
    return dict(rows.values_list("provider", "characters"))


def record_characters(*, row: TranslationService, characters: int, now: datetime) -> None:
    """Add one answered call."""
    with transaction.atomic():
        usage, _made = TranslationUsage.objects.of(row.workspace_id).get_or_create(
            workspace_id=row.workspace_id, month=_month(now), provider=row.provider
        )
        TranslationUsage.objects.of(row.workspace_id).filter(pk=usage.pk).update(
            calls=F("calls") + 1, characters=F("characters") + characters
        )


def _month(now: datetime) -> date:
    return now.date().replace(day=1)
