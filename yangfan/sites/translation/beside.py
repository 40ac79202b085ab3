"""Keeps documents of texts beside the pages in step, and writes them where they are read. See documents.py."""

from datetime import datetime

from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.sites.translation import documents, sync
from yangfan.sites.translation.documents import Document
from yangfan.sites.translation.models import PageTranslation, Unit


def id_of(document: Document) -> str:
    """Return how a run names the document among its pages."""
    return f"{document.kind}:{document.key}"


def documents_in(workspace: Workspace, source: str, ids: list[str]) -> list[Document]:
    """Return those of these documents that are still there, in their order."""
    wanted = set(ids)
    return [each for each in documents.documents_of(workspace, source) if id_of(each) in wanted]


def document_of(row: PageTranslation) -> Document | None:
    """Return the document a row translates, None when it is gone."""
    return documents.document_of(row.workspace, kind=row.kind, key=row.key, source=row.source)


def row_of(
    workspace: Workspace, document: Document, *, source: str, target: str, take_over: bool = False
) -> PageTranslation | None:
    """Return the document's translation, made when it is new; None when a person made it in the target language."""
    known = PageTranslation.objects.of(workspace).filter(key=document.key, target=target).first()
    if known is not None:
        known.workspace = workspace
        return known if known.source == source else None
    if document.is_someones(target) and not take_over:
        return None
    return PageTranslation.objects.create(
        workspace=workspace, kind=document.kind, key=document.key, source=source, target=target,
        title=document.title[:255],
    )  # fmt: skip


def in_step(row: PageTranslation, document: Document, *, now: datetime) -> list[Unit] | None:
    """Take in what changed in the source and where the words stand; None when the document goes its own way.

    What stood there before our first writing is a person's, text by text.
    """
    said = document.said(row.target)
    if row.is_apart or (row.written_at and {path for path, _place in said} - _known_paths(row, document)):
        PageTranslation.objects.of(row.workspace).filter(pk=row.pk).update(is_apart=True)
        row.is_apart = True
        return None
    sync.take_said(row, said, now=now)  # before the units move with the source
    sync.take_in_texts(row, document.texts(), now=now)
    units = sync.take_said(row, said, now=now) if not document.is_someones(row.target) else _here(row)
    for unit in units:
        unit.translation, unit.workspace = row, row.workspace
    return units


def _here(row: PageTranslation) -> list[Unit]:
    return list(Unit.objects.of(row.workspace).filter(translation=row, is_here=True))


def _known_paths(row: PageTranslation, document: Document) -> set[str]:
    return {*row.paths, *document.names, *(text.path for text in document.texts())}


@transaction.atomic
def write(row: PageTranslation, document: Document, *, now: datetime) -> bool:
    """Put the units' words where visitors read them; say whether it was done (not where it goes its own way)."""
    units = in_step(row, document, now=now)
    if units is None:
        return False
    document.write(row.target, units)
    said = document.said(row.target)
    for unit in units:
        unit.on_page = said.get((unit.path, unit.place), "")
    Unit.objects.of(row.workspace).bulk_update(units, ["on_page"])
    row.title, row.written_at, row.paths = document.title[:255], now, sorted({path for path, _place in said})
    row.save(update_fields=["title", "written_at", "paths"])
    return True
