"""What was translated before. A person's correction outranks every provider and outlives changes of the glossary."""

import hashlib
import re
import unicodedata
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yangfan.accounts.public import User, Workspace
from yangfan.intelligence.translation.base import Translated
from yangfan.intelligence.translation.models import TranslationMemory
from yangfan.intelligence.translation.units import cut, has_words

BY_HAND = "by_hand"


def key_of(unit: str, *, source: str, target: str, version: str) -> str:
    """Return the key of a unit; `version` is BY_HAND, or the provider and the glossary's version."""
    normal = re.sub(r"\s+", " ", unicodedata.normalize("NFC", unit)).strip()
    return hashlib.sha256("\x1f".join((normal, source, target, version)).encode()).hexdigest()


def remembered(
    workspace: Workspace, units: list[str], *, source: str, target: str, version: str
) -> dict[str, TranslationMemory]:
    """Return what is known of these units: a person's words first, else this provider's."""
    if not units:
        return {}
    by_hand = {key_of(unit, source=source, target=target, version=BY_HAND): unit for unit in units}
    by_machine = {key_of(unit, source=source, target=target, version=version): unit for unit in units}
    rows = {
        row.key: row
        for row in TranslationMemory.objects.of(workspace).filter(key__in=[*by_hand, *by_machine])
    }
    found = {unit: rows[key] for key, unit in by_machine.items() if key in rows}
    found |= {unit: rows[key] for key, unit in by_hand.items() if key in rows}
    TranslationMemory.objects.of(workspace).filter(pk__in=[row.pk for row in found.values()]).update(
        uses=F("uses") + 1
    )
    return found


def remember(workspace: Workspace, made: dict[str, Translated], *, version: str, now: datetime) -> None:
    """Keep what a provider made of these units, without problems."""
    rows = [
        TranslationMemory(
            workspace=workspace, key=key_of(unit, source=each.source, target=each.target, version=version), source=each.source,
            target=each.target, before=unit, after=each.text, provider=each.provider, title=each.title,
            confidence=each.confidence, changed_at=now,
        )
        for unit, each in made.items()
    ]  # fmt: skip
    TranslationMemory.objects.bulk_create(rows, ignore_conflicts=True)


def remember_correction(
    *, workspace: Workspace, source: str, target: str, before: str, after: str, actor: User, now: datetime
) -> None:
    """Keep a person's translation: of the whole text, and sentence by sentence where both have as many."""
    pairs = {before.strip(): after.strip()}
    units = [piece for piece in cut(before) if has_words(piece)]
    made = [piece for piece in cut(after) if has_words(piece)]
    if len(units) == len(made):
        pairs |= dict(zip(units, made, strict=True))
    with transaction.atomic():
        for unit, words in pairs.items():
            TranslationMemory.objects.of(workspace).update_or_create(
                workspace=workspace,
                key=key_of(unit, source=source, target=target, version=BY_HAND),
                defaults={
                    "source": source, "target": target, "before": unit, "after": words, "provider": BY_HAND, "confidence": 1.0,
                    "title": _("by hand"), "by_hand": True, "changed_by": actor, "changed_at": now,
                },
            )  # fmt: skip
