"""Keeping the passages of a workspace: what was published is read again, only what changed gets new vectors."""

from datetime import datetime, timedelta
from hashlib import blake2b

from django.db import transaction
from django.db.models import F

from yangfan.accounts.public import Workspace
from yangfan.crm.drafts.models import Passage, PassageIndex
from yangfan.crm.drafts.sources import SourcePassage, answer_sources
from yangfan.intelligence import public as intelligence

EVERY = timedelta(seconds=20)
AT_LEAST = timedelta(days=1)
MOST = 5000
LONGEST = 1200
_in_memory: dict[int, tuple[int, dict]] = {}  # workspace -> (version, language -> (index, passages))


def mark_stale(*, workspace_id: int, now: datetime) -> None:
    """Say that something public changed; the worker reads it again within seconds."""
    PassageIndex.objects.of(workspace_id).update_or_create(
        workspace_id=workspace_id, defaults={"stale_since": now}
    )


def rebuild_stale(now: datetime) -> None:
    """Read again what changed, and everything once a day."""
    kept = {row.workspace_id: row for row in PassageIndex.objects.across_workspaces()}
    for workspace in Workspace.objects.all():
        row = kept.get(workspace.pk)
        if row is None or row.stale_since or row.built_at is None or now - row.built_at > AT_LEAST:
            rebuild(workspace=workspace, now=now)


def rebuild(*, workspace: Workspace, now: datetime) -> int:
    """Make the passages what the pages say now; return how many there are."""
    row, _is_new = PassageIndex.objects.of(workspace).get_or_create(workspace=workspace)
    stale = row.stale_since
    found = _found(workspace)
    kept = {(one.source, one.digest): one for one in Passage.objects.of(workspace).defer("vector")}
    new = [one for key, one in found.items() if key not in kept]
    vectors = intelligence.vectors_of([f"{one.title}: {one.text}" for one in new]) or [None] * len(new)
    for one, vector in zip(new, vectors, strict=True):
        one.vector, one.seen_at = vector, now
    gone = [one.pk for key, one in kept.items() if key not in found]
    with transaction.atomic():
        Passage.objects.of(workspace).filter(pk__in=gone).delete()
        Passage.objects.of(workspace).bulk_create(new, batch_size=200)
        mine = PassageIndex.objects.of(workspace)
        mine.update(built_at=now, version=F("version") + (1 if new or gone else 0))
        mine.filter(stale_since=stale).update(
            stale_since=None
        )  # what was published meanwhile stays to be read
    return len(found)


def _found(workspace: Workspace) -> dict[tuple[str, str], Passage]:
    found = {}
    for source in answer_sources:
        for one in source.passages(workspace):
            text = " ".join(one.text.split())[:LONGEST]
            if text and len(found) < MOST:
                digest = _digest(one, text)
                found[source.key, digest] = Passage(
                    workspace=workspace, source=source.key, language=one.language, title=one.title[:300], url=one.url[:500],
                    text=text, digest=digest,
                )  # fmt: skip
    return found


def _digest(one: SourcePassage, text: str) -> str:
    return blake2b("\0".join((one.language, one.title, one.url, text)).encode(), digest_size=16).hexdigest()


def indexes_of(workspace: Workspace) -> dict[str, tuple[intelligence.Index, list[Passage]]]:
    """Return language -> (index, its passages), from memory while nothing changed."""
    version = PassageIndex.objects.of(workspace).values_list("version", flat=True).first() or 0
    known = _in_memory.get(workspace.pk)
    if known and known[0] == version:
        return known[1]
    by_language: dict[str, list[Passage]] = {}
    for one in Passage.objects.of(workspace).order_by("pk"):
        by_language.setdefault(one.language, []).append(one)
    built = {
        language: (
            intelligence.Index([f"{one.title}: {one.text}" for one in rows], [one.vector and bytes(one.vector) for one in rows]),
            rows,
        )
        for language, rows in by_language.items()
    }  # fmt: skip
    _in_memory[workspace.pk] = (version, built)
    return built
