"""The glossary as a table file: one line a term, one column a language."""

import csv
import io
from datetime import datetime

from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.intelligence.translation.models import GlossaryTerm
from yangfan.intelligence.translation.overview import BUYERS

LARGEST = 2_000_000  # bytes
MOST = 5_000  # terms
YES = {"1", "yes", "true", "x", "是"}


class GlossaryUnreadable(Exception):
    """The file is no glossary; the text names line and reason."""


def import_glossary(*, workspace: Workspace, content: bytes, now: datetime) -> tuple[int, int]:
    """Add and change terms from a CSV file with the columns term, keep, note and language codes; return (added, changed)."""
    rows = _rows(content)
    added = changed = 0
    with transaction.atomic():
        for row in rows:
            _term, is_new = GlossaryTerm.objects.of(workspace).update_or_create(
                workspace=workspace, term=row["term"],
                defaults={"is_kept": row["is_kept"], "words": row["words"], "note": row["note"], "changed_at": now},
            )  # fmt: skip
            added, changed = added + is_new, changed + (not is_new)
    return added, changed


def _rows(content: bytes) -> list[dict]:
    if len(content) > LARGEST:
        raise GlossaryUnreadable("too large")
    reader = csv.DictReader(io.StringIO(_text(content)))
    names = {(name or "").strip().casefold(): name for name in reader.fieldnames or ()}
    if "term" not in names or not names.keys() & set(BUYERS) | names.keys() & {"keep"}:
        raise GlossaryUnreadable(
            "the first line must name the columns: term, keep, note, and languages such as en or zh-hans"
        )
    rows = []
    for number, row in enumerate(reader, start=2):
        cell = {name: (row.get(column) or "").strip() for name, column in names.items()}
        if not cell["term"]:
            continue
        words = {code: cell[code][:120] for code in BUYERS if cell.get(code)}
        is_kept = cell.get("keep", "").casefold() in YES
        if not words and not is_kept:
            raise GlossaryUnreadable(f"line {number}: “{cell['term']}” has no word in any language")
        rows.append(
            {
                "term": cell["term"][:120],
                "is_kept": is_kept,
                "words": words,
                "note": cell.get("note", "")[:200],
            }
        )
    if len(rows) > MOST:
        raise GlossaryUnreadable(f"more than {MOST:,} terms")
    return rows


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GlossaryUnreadable("neither UTF-8 nor GBK")
