"""The translation memory and one person: their sentences in it, and their removal."""

from yangfan.core.privacy import Person
from yangfan.intelligence.translation.models import TranslationMemory


def _rows(person: Person) -> list[TranslationMemory]:
    said = "\n".join(person.texts)
    rows = TranslationMemory.objects.of(person.workspace).iterator()
    return [
        row
        for row in rows
        if row.before in said or row.after in said or person.is_named_in(row.before + row.after)
    ]


def held(person: Person) -> list[dict]:
    """Return the sentences this person said or was told."""
    return [{"before": row.before, "after": row.after, "by": row.provider} for row in _rows(person)]


def forget(person: Person) -> int:
    """Delete those sentences, a person's corrections of them included; return how many they were."""
    found = [row.pk for row in _rows(person)]
    TranslationMemory.objects.of(person.workspace).filter(pk__in=found).delete()
    return len(found)
