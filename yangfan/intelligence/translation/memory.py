"""What was translated before. A person's correction outranks every provider and outlives changes of the glossary."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from yangfan.accounts.public import User, Workspace
from yangfan.intelligence.translation.base import Translated
from yangfan.intelligence.translation.models import TranslationMemory
from yangfan.intelligence.translation.units import cut, has_words

BY_HAND = "by_hand"
LOOKED_AT = 20_000  # remembered sentences of a pair, the newest, that are compared with a text


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


def remembered_by_hand(*, workspace: Workspace, texts: list[str], source: str, target: str) -> dict[str, str]:
    """Return a person's translations of exactly these texts, {text: translation}."""
    keys = {key_of(text.strip(), source=source, target=target, version=BY_HAND): text for text in texts}
    rows = TranslationMemory.objects.of(workspace).filter(key__in=list(keys), by_hand=True)
    return {
        text: found[key]
        for found in [dict(rows.values_list("key", "after"))]
        for key, text in keys.items()
        if key in found
    }


def forget_correction(*, workspace: Workspace, source: str, target: str, before: str, after: str) -> None:
    """Forget a person's translation of this text if it is still this one."""
    key = key_of(before.strip(), source=source, target=target, version=BY_HAND)
    TranslationMemory.objects.of(workspace).filter(key=key, after=after.strip()).delete()


@dataclass(frozen=True)
class Alike:
    """A remembered sentence and how like the asked one it is, in per cent."""

    before: str
    after: str
    match: int
    by_hand: bool


def alike(
    *, workspace: Workspace, text: str, source: str, target: str, least: int = 70, limit: int = 3
) -> list[Alike]:
    """Return what was translated before and is most like `text`, the most alike first, a person's words before a machine's."""
    rows = (
        TranslationMemory.objects.of(workspace).filter(source=source, target=target).order_by("-changed_at")
    )
    near = (len(text) // 2, len(text) * 2 + 8)
    known = {(before, after): by_hand for before, after, by_hand in rows.values_list("before", "after", "by_hand")[:LOOKED_AT]
             if near[0] <= len(before) <= near[1]}  # fmt: skip
    scored = [
        Alike(
            before,
            after,
            min(round(fuzz.ratio(text.strip(), before)), 100 if text.strip() == before else 99),
            by_hand,
        )
        for (before, after), by_hand in known.items()
    ]
    scored = [each for each in scored if each.match >= least]
    return sorted(scored, key=lambda each: (-each.match, not each.by_hand))[:limit]


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
