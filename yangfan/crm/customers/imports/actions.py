"""Importing contacts: keep the file, look at it, take it in, take it back."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from time import perf_counter

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.core.bulk import settle
from yangfan.core.ui.table_files import TableUnreadable, open_table
from yangfan.core.ui.table_imports import ImportRefused
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.actions import note_words
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.fields import fields_of, with_values
from yangfan.crm.customers.imports.reading import (
    Mapping,
    Reader,
    Wrong,
    bare,
    guess_columns,
    heads_of,
)
from yangfan.crm.customers.imports.writing import Counts, Writer
from yangfan.crm.customers.models import ContactTag, ImportChange, ImportRun, Kin

MAX_BYTES = 96 * 1024 * 1024
BATCH = 5000
KEPT = 100_000  # rows read once and kept; of a longer file they are read again when they are written
LOOKED_AT = 20_000  # rows of a dry run on screen
SHOWN = 6
ERRORS_KEPT = 1000
UNDO_AT_ONCE = 1000
REMEMBERED = 20  # imports whose headings are remembered


@dataclass
class Look:
    """What a file says, before anything is taken in."""

    encoding: str
    heads: list
    mapping: Mapping
    first_lines: list[tuple[int, list]]
    counts: Counts = field(default_factory=Counts)
    wrong: list[Wrong] = field(default_factory=list)
    wrong_rows: int = 0
    rows: int = 0
    is_partial: bool = False
    problem: str = ""  # why nothing could be read at all


def batched(items, size: int) -> Iterator[list]:
    """Cut an iterable into lists of at most `size`."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def keep_file(*, workspace: Workspace, filename: str, content: bytes, actor, now: datetime) -> ImportRun:
    """Keep an uploaded file with the columns guessed; raise TableUnreadable."""
    sheet = open_table(content, max_bytes=MAX_BYTES)
    _line, heads = heads_of(sheet)
    heads = [str(head or "").strip()[:120] for head in heads]
    columns = guess_columns(heads, fields_of(workspace, Kin.CONTACT), remembered_heads(workspace))
    return ImportRun.objects.create(
        workspace=workspace, filename=filename[-200:], content=zlib.compress(content, 3), heads=heads,
        mapping=Mapping(columns).as_dict(), created_by=actor, created_at=now,
    )  # fmt: skip


def remembered_heads(workspace: Workspace) -> dict[str, str]:
    """Return heading -> field as people mapped them in the latest imports."""
    found: dict[str, str] = {}
    runs = ImportRun.objects.of(workspace).filter(state=ImportRun.State.DONE).order_by("-pk")
    for heads, mapping in runs.values_list("heads", "mapping")[:REMEMBERED]:
        for name, number in mapping.get("columns", {}).items():
            if number < len(heads):
                found.setdefault(bare(heads[number]), name)
    return found


def look_at(*, run: ImportRun, mapping: Mapping, most: int = LOOKED_AT) -> Look:
    """Return what taking the file in this way would do: the first `most` rows, nothing is written."""
    sheet = open_table(zlib.decompress(run.content), max_bytes=MAX_BYTES)
    look = Look(sheet.encoding, run.heads, mapping, list(islice(sheet.rows(), 1, SHOWN + 1)))
    look.problem = problem_of(run.workspace, mapping)
    if look.problem:
        return look
    reader, writer = Reader(run.workspace, mapping), Writer(run.workspace, mapping)
    lines = reader.rows(sheet)
    for batch in batched(islice(lines, most), BATCH):
        look.counts.add(writer.look(_good(batch, look)))
    look.is_partial = next(lines, None) is not None
    return look


def problem_of(workspace: Workspace, mapping: Mapping) -> str:
    """Return why a file cannot be taken in with these columns; empty when it can."""
    if not {"email", "phone"} & mapping.columns.keys():
        return _("Say which column holds the e-mail address or the phone number.")
    missing = Reader(workspace, mapping).missing
    if missing:
        return _("%(field)s must be filled in: say which column holds it.") % {"field": missing[0].label}
    return ""


def _good(batch: list, report) -> list:
    """Return the rows that can be taken in; note the others in `report`."""
    rows = []
    for one in batch:
        report.rows += 1
        if isinstance(one, list):
            report.wrong_rows += 1
            report.wrong.extend(one[: max(ERRORS_KEPT - len(report.wrong), 0)])
        else:
            rows.append(one)
    return rows


@dataclass
class _Report:
    rows: int = 0
    wrong_rows: int = 0
    wrong: list[Wrong] = field(default_factory=list)


def take_in(
    *, run: ImportRun, mapping: Mapping, actor, now: datetime, progress: Callable[[int], None] | None = None
) -> ImportRun:
    """Take a kept file in; raise ImportRefused when rows are wrong and are not to be left out.

    Written in batches: a run that is cut short can be started again, or taken back.
    """
    workspace = run.workspace
    problem = problem_of(workspace, mapping)
    if problem:
        raise ImportRefused(problem)
    sheet = open_table(zlib.decompress(run.content), max_bytes=MAX_BYTES)
    lines = None if mapping.skip_bad else _checked(sheet, workspace, mapping)
    begun, report, counts = perf_counter(), _Report(), Counts()
    run.mapping, run.state = mapping.as_dict(), ImportRun.State.RUNNING
    run.save(update_fields=["mapping", "state"])
    writer = Writer(workspace, mapping, run, now)
    for batch in batched(lines or Reader(workspace, mapping).rows(sheet), BATCH):
        counts.add(writer.write(_good(batch, report)))
        ImportRun.objects.of(workspace).filter(pk=run.pk).update(rows_done=report.rows)
        if progress:
            progress(report.rows)
    settle(Contact, counts.new)
    settle(Company, writer.firms_made)
    with transaction.atomic():
        run.state, run.finished_at, run.seconds, run.content = (
            ImportRun.State.DONE,
            now,
            perf_counter() - begun,
            None,
        )
        run.rows_read = run.rows_done = report.rows
        run.rows_new, run.rows_changed = run.rows_new + counts.new, run.rows_changed + counts.changed
        run.rows_same, run.rows_bad = counts.same, report.wrong_rows
        run.errors = [one.as_list() for one in report.wrong]
        run.save()
        accounts.record_audit(
            workspace=workspace, actor=actor, action="contacts_imported", subject=run,
            after={"new": counts.new, "changed": counts.changed}, now=now,
        )  # fmt: skip
    return run


def _checked(sheet, workspace: Workspace, mapping: Mapping) -> list | None:
    """Return the rows of a file in which none is wrong, None for too many to keep in memory; raise ImportRefused."""
    report, rows = _Report(), []
    for batch in batched(Reader(workspace, mapping).rows(sheet), BATCH):
        good = _good(batch, report)
        rows = [*rows, *good] if report.rows <= KEPT else []
    if report.wrong_rows:
        words = _("%(n)d rows are wrong; nothing was taken in.") % {"n": report.wrong_rows}
        raise ImportRefused(words, report.wrong)
    return rows or None


def import_contacts(
    *, workspace: Workspace, filename: str, content: bytes, actor, now: datetime, rule: str = "fill",
    tags: tuple[str, ...] = (), skip_bad: bool = False, progress: Callable[[int], None] | None = None,
) -> ImportRun:  # fmt: skip
    """Take in a file with the columns its headings say; raise ImportRefused or TableUnreadable."""
    run = keep_file(workspace=workspace, filename=filename, content=content, actor=actor, now=now)
    mapping = Mapping(run.mapping["columns"], rule, tags, skip_bad)
    try:
        return take_in(run=run, mapping=mapping, actor=actor, now=now, progress=progress)
    except (ImportRefused, TableUnreadable):
        run.delete()
        raise


# --- taking back --------------------------------------------------------------------------------------------------------


def undo_import(*, run: ImportRun, actor, now: datetime) -> ImportRun:
    """Take an import back: what it made goes, what it changed is as before; what changed since stays and is counted."""
    if run.state not in (ImportRun.State.DONE, ImportRun.State.FAILED):
        return run
    workspace = run.workspace
    ContactTag.objects.of(workspace).filter(import_run=run).delete()
    restored, kept = _restore(run)
    removed, stay = _remove(run)
    _remove_companies(run)
    with transaction.atomic():
        run.state, run.undone_at, run.undone_by = ImportRun.State.UNDONE, now, actor
        run.undo_counts = {"removed": removed, "restored": restored, "kept": kept + stay}
        run.save(update_fields=["state", "undone_at", "undone_by", "undo_counts"])
        accounts.record_audit(
            workspace=workspace,
            actor=actor,
            action="contacts_import_undone",
            subject=run,
            after=run.undo_counts,
            now=now,
        )
    return run


def _restore(run: ImportRun) -> tuple[int, int]:
    restored = kept = 0
    changes = ImportChange.objects.of(run.workspace).filter(run=run).select_related("contact__company")
    for batch in batched(changes.order_by("pk").iterator(chunk_size=UNDO_AT_ONCE), UNDO_AT_ONCE):
        with transaction.atomic():
            for change in batch:
                if _put_back(change.contact, change.before, change.after):
                    restored += 1
                else:
                    kept += 1
    return restored, kept


def _put_back(contact: Contact, before: dict, after: dict) -> bool:
    """Set every field that still is as the import left it; return whether all were."""
    is_whole = True
    for name, value in before.items():
        if name == "fields":
            same = {
                key: had for key, had in value.items() if contact.fields.get(key) == after["fields"].get(key)
            }
            is_whole = is_whole and len(same) == len(value)
            contact.fields = with_values(contact.fields, same)
        elif getattr(contact, name) == after[name]:
            setattr(contact, name, value)
        else:
            is_whole = False
    contact.company = Company.objects.of(contact.workspace).filter(pk=contact.company_id).first()
    note_words(contact)
    contact.save()
    return is_whole


def _remove(run: ImportRun) -> tuple[int, int]:
    """Delete the contacts that the run made and that nothing hangs on; return how many went and how many stay."""
    removed = 0
    # Only what is worth nothing without the contact may go with it.
    light = {"ContactTag", "LeadScore", "PossibleDouble", "ImportChange"}
    made = Contact.objects.of(run.workspace).filter(
        import_run=run, changed_at__lte=F("import_run__finished_at")
    )
    for relation in Contact._meta.related_objects:
        if relation.related_model.__name__ not in light:
            used = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            made = made.filter(~Exists(used))
    while pks := list(made.order_by("pk").values_list("pk", flat=True)[:UNDO_AT_ONCE]):
        with transaction.atomic():
            removed += Contact.objects.of(run.workspace).filter(pk__in=pks).delete()[1].get("crm.Contact", 0)
    return removed, Contact.objects.of(run.workspace).filter(import_run=run).count()


def _remove_companies(run: ImportRun) -> None:
    made = Company.objects.of(run.workspace).filter(
        import_run=run, changed_at__lte=run.finished_at or run.created_at
    )
    for relation in Company._meta.related_objects:
        used = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        made = made.filter(~Exists(used))
    while pks := list(made.order_by("pk").values_list("pk", flat=True)[:UNDO_AT_ONCE]):
        Company.objects.of(run.workspace).filter(pk__in=pks).delete()


def stop_run(*, run: ImportRun, refusal: Exception, now: datetime) -> None:
    """Note on the run why it went no further; its owner reads it there."""
    run.state, run.refusal, run.finished_at = ImportRun.State.FAILED, str(refusal), now
    run.errors = [one.as_list() for one in getattr(refusal, "wrong", [])]
    run.save(update_fields=["state", "refusal", "finished_at", "errors"])
