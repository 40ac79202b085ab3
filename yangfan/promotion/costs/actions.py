"""Writing costs: import a file, undo it, enter a bill by hand. Each change is mirrored into the event store's facts."""

import hashlib
import uuid
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import chain, islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.core.ui.table_files import open_table
from yangfan.events import public as events
from yangfan.promotion.costs import queries
from yangfan.promotion.costs.models import CostImport, CostRow, CostUpload
from yangfan.promotion.costs.reading import CostMapping, Reading, RowKey, read_costs
from yangfan.promotion.costs.singer import is_singer, read_singer

BATCH = 500
ONE_TRANSACTION = 5000  # rows; larger files are written in batches so that nobody waits for the database


def batched(items, size: int) -> Iterator[tuple]:
    """Cut an iterable into tuples of at most `size` (itertools.batched, which Python 3.11 does not have)."""
    items = iter(items)
    while batch := tuple(islice(items, size)):
        yield batch


class CostImportRefused(Exception):
    """Nothing was imported. `problems` lists line, field and words; `reading` is what the file says."""

    def __init__(self, words: str, reading: Reading | None = None):
        super().__init__(words)
        self.reading = reading
        self.problems = reading.problems if reading else []


def channel_names(workspace) -> dict[str, str]:
    """Return every way a file may name a channel, in lower case -> its key: keys, and names in each language."""
    names = {}
    for code, _name in settings.CONSOLE_LANGUAGES:
        with translation.override(code):
            for channel in events.channels_of(workspace):
                names.setdefault(str(channel.title).lower(), channel.key)
    return names | {channel.key: channel.key for channel in events.channels_of(workspace)}


def preview_costs(*, workspace, content: bytes, now: datetime, mapping: CostMapping | None = None) -> Reading:
    """Read a file without keeping anything; raise TableUnreadable when it is no table."""
    channels = channel_names(workspace)
    table, notes = _open(content, channels, mapping)
    reading = read_costs(
        table,
        channels=channels,
        currency=workspace.currency,
        today=now.astimezone(ZoneInfo(workspace.time_zone)).date(),
        mapping=mapping,
    )
    for words in notes:
        reading.note(words)
    queries.note_double_counting(workspace, reading)
    return reading


def _open(content: bytes, channels: dict[str, str], mapping: CostMapping | None):
    """Return the table in a file, and what was left out of it in words."""
    if not is_singer(content):
        return open_table(content), []
    singer = read_singer(content, channels=channels, chosen=mapping.channel if mapping else "")
    return singer.table, singer.notes()


def import_costs(
    *, workspace, file, filename: str, actor, now: datetime, mapping: CostMapping | dict | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> CostImport:  # fmt: skip
    """Import a cost file (bytes or an open binary file) and return the import.

    The same file again returns the import that is there, with `is_repeat` set, and changes nothing. Raises
    TableUnreadable for no table and CostImportRefused when a line is bad (unless `mapping.skip_bad`).
    """
    content = file if isinstance(file, bytes) else file.read()
    mapping = CostMapping(**mapping) if isinstance(mapping, dict) else mapping or CostMapping()
    sha256 = sha256_of(content)
    known = queries.kept_import_of(workspace, sha256)
    if known:
        return _repeat(known, mapping, now=now, progress=progress)
    reading = preview_costs(workspace=workspace, content=content, now=now, mapping=mapping)
    _refuse_bad(reading, mapping)
    count = len(reading.figures)
    with transaction.atomic() if count <= ONE_TRANSACTION else nullcontext():
        cost_import = _begin(
            workspace, reading, mapping, sha256=sha256, filename=filename, actor=actor, now=now
        )
        _write_rows(cost_import, reading, mapping, progress)
        _finish(cost_import, actor=actor, now=now, progress=progress)
    return cost_import


def _repeat(known: CostImport, mapping: CostMapping, *, now, progress) -> CostImport:
    """The very same bytes: finish what a killed process left, else change nothing; other settings need an undo."""
    if known.state == CostImport.State.WRITING:
        raise CostImportRefused(_("This file is being imported at this moment."))
    asked = mapping.as_dict()
    if asked != CostMapping().as_dict() and asked["channel"] not in ("", known.mapping.get("channel")):
        raise CostImportRefused(
            _("This file was imported on %(day)s for another channel. Undo that import first.")
            % {"day": known.created_at.date().isoformat()}
        )
    if known.settled_at is None:
        _settle_import(known, now=now, progress=progress)
    known.is_repeat = True
    return known


def _refuse_bad(reading: Reading, mapping: CostMapping) -> None:
    if reading.problem_count and not (mapping.skip_bad and reading.figures):
        first = reading.problems[0]
        where = (
            _("line %(line)s, %(field)s") % {"line": first.line, "field": first.field_title}
            if first.line
            else ""
        )
        words = _("Nothing was imported: %(count)s problems.") % {"count": reading.problem_count}
        raise CostImportRefused(" ".join(filter(None, [words, where and f"{where}:", first.words])), reading)


def _begin(workspace, reading, mapping, *, sha256, filename, actor, now) -> CostImport:
    kept_mapping = replace(mapping, channel=mapping.channel or reading.channel, columns=reading.columns)
    try:
        with transaction.atomic():
            return CostImport.objects.create(
                workspace=workspace,
                way=CostImport.Way.FILE,
                filename=filename[:200],
                sha256=sha256,
                format=reading.format.key,
                mapping=kept_mapping.as_dict(),
                rows_read=reading.lines_read,
                rows_bad=reading.bad_lines,
                rows_to_write=len(reading.figures),
                totals={currency: str(amount) for currency, amount in sorted(reading.totals.items())},
                impressions=reading.impressions,
                clicks=reading.clicks,
                from_on=reading.from_on,
                to_on=reading.to_on,
                created_by=actor,
                created_at=now,
            )
    except IntegrityError as error:
        raise CostImportRefused(_("This file is being imported at this moment.")) from error


def _write_rows(cost_import, reading: Reading, mapping: CostMapping, progress) -> None:
    rows = chain(_rows_of(cost_import, reading, mapping), _tombstones(cost_import, reading, mapping))
    written = 0
    for batch in batched(rows, BATCH):
        CostRow.objects.bulk_create(batch)
        written += len(batch)
        if progress:
            progress(written, 2 * cost_import.rows_to_write)


def _rows_of(cost_import, reading: Reading, mapping: CostMapping) -> Iterator[CostRow]:
    for key, figures in reading.figures.items():
        yield CostRow(
            workspace=cost_import.workspace, cost_import=cost_import, row_key=hash_of(key), channel=key.channel,
            account=key.account, campaign=key.campaign, from_on=key.from_on, to_on=key.to_on,
            is_spread=mapping.spread and key.to_on != key.from_on, amount=figures.amount, currency=figures.currency,
            impressions=figures.impressions, clicks=figures.clicks, line=figures.line,
        )  # fmt: skip


def _tombstones(cost_import, reading: Reading, mapping: CostMapping) -> Iterator[CostRow]:
    """With `replace="days"`, rows of the same channel and account on the file's days that the file does not name."""
    if mapping.replace != "days" or not reading.figures:
        return
    kept = {hash_of(key) for key in reading.figures}
    accounts_named = {(key.channel, key.account) for key in reading.figures}
    for row in queries.current_rows(
        cost_import.workspace, from_on=reading.from_on, to_on=reading.to_on, way="file"
    ):
        if row.row_key not in kept and (row.channel, row.account) in accounts_named:
            yield CostRow(
                workspace=row.workspace, cost_import=cost_import, row_key=row.row_key, channel=row.channel,
                account=row.account, campaign=row.campaign, from_on=row.from_on, to_on=row.to_on, is_removed=True,
            )  # fmt: skip


def hash_of(key: RowKey) -> str:
    """Return what makes two rows the same row, in any import."""
    parts = (key.channel, key.account, key.campaign, key.from_on.isoformat(), key.to_on.isoformat())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def _finish(cost_import: CostImport, *, actor, now, progress=None) -> None:
    """From here on the import counts; a process killed after this line is finished by `finish_imports`."""
    cost_import.state = CostImport.State.KEPT
    cost_import.save(update_fields=["state"])
    _settle_import(cost_import, now=now, progress=progress)
    _audit(cost_import, "cost_file_imported", actor=actor, now=now)


def _settle_import(cost_import: CostImport, *, now, progress=None) -> None:
    keys = CostRow.objects.of(cost_import.workspace).filter(cost_import=cost_import).order_by("id")
    done, tally = 0, {"new": 0, "changed": 0, "same": 0, "removed": 0}
    for batch in batched(keys.values_list("row_key", flat=True).iterator(BATCH), BATCH):
        for outcome in settle(cost_import.workspace, batch):
            tally[outcome] += 1
        done += len(batch)
        if progress:
            progress(cost_import.rows_to_write + done, 2 * cost_import.rows_to_write)
    if cost_import.state == CostImport.State.KEPT and not cost_import.settled_at:
        for outcome, count in tally.items():
            setattr(cost_import, f"rows_{outcome}", count)
    cost_import.settled_at = now
    cost_import.save()


def settle(workspace, keys) -> list[str]:
    """Make the current rows of these keys right, whatever happened before, and mirror the change into the facts.

    The version of the latest kept import wins. Returns what became of each key: new, changed, same or removed.
    """
    with transaction.atomic():
        accounts.Workspace.objects.select_for_update().get(pk=workspace.pk)
        versions = CostRow.objects.of(workspace).filter(row_key__in=keys)
        rows = list(versions.select_related("cost_import").order_by("cost_import_id"))
        old = {row.row_key: row for row in rows if row.is_current}
        new = {row.row_key: row for row in rows if row.cost_import.state == CostImport.State.KEPT}
        new = {key: row for key, row in new.items() if not row.is_removed}
        moved = [key for key in keys if _pk(old.get(key)) != _pk(new.get(key))]
        versions.filter(pk__in=[old[key].pk for key in moved if key in old]).update(is_current=False)
        versions.filter(pk__in=[new[key].pk for key in moved if key in new]).update(is_current=True)
        events.put_facts(workspace, changed_facts(old, new, moved))
    return [_outcome(old.get(key), new.get(key)) for key in keys]


def _pk(row) -> int | None:
    return row.pk if row else None


def _outcome(old: CostRow | None, new: CostRow | None) -> str:
    if new is None:
        return "removed"
    if old is None:
        return "new"
    names = ("amount", "currency", "impressions", "clicks")
    return "same" if all(getattr(old, name) == getattr(new, name) for name in names) else "changed"


def changed_facts(old, new, keys) -> list[dict]:
    """Return what to tell the store when the rows of these keys go from `old` to `new`."""
    facts = []
    for key in keys:
        before = {fact["key"]: fact for fact in facts_of(old.get(key))}
        after = {fact["key"]: fact for fact in facts_of(new.get(key))}
        facts += [{**fact, "deleted": True} for name, fact in before.items() if name not in after]
        facts += [fact for name, fact in after.items() if before.get(name) != fact]
    return facts


def facts_of(row: CostRow | None) -> list[dict]:
    """Return the facts a row stands for: its cost and its exposures, on its first day or spread over its days."""
    if row is None:
        return []
    days = [row.from_on]
    if row.is_spread:
        days = [row.from_on + timedelta(days=n) for n in range((row.to_on - row.from_on).days + 1)]
    common = {"source": str(row.cost_import.way), "channel": row.channel, "campaign": row.campaign}
    facts = []
    is_said = (
        row.amount is not None and row.cost_import.way == CostImport.Way.API
    )  # its zero beats a file's figure
    if row.amount or is_said:
        for day, amount in _portions(row.amount, days, Decimal("0.01")):
            facts.append(_fact(row, "cost", day, amount, currency=row.currency, **common))
    if row.impressions is not None:
        for day, count in _portions(Decimal(row.impressions), days, Decimal(1)):
            facts.append(_fact(row, "exposure", day, count, **common))
    return facts


def _fact(row: CostRow, kind: str, day: date, amount: Decimal, **fields) -> dict:
    suffix = f":{day.isoformat()}" if row.is_spread else ""
    return {"key": f"{kind}:{row.row_key}{suffix}", "kind": kind, "day": day, "amount": amount, **fields}


def _portions(total: Decimal, days: list[date], unit: Decimal) -> Iterator[tuple[date, Decimal]]:
    """Equal parts, rounded down; the last day takes what is left, so that the parts add up to the whole."""
    part = (total / len(days)).quantize(unit, ROUND_DOWN) if len(days) > 1 else total
    for day in days[:-1]:
        yield day, part
    yield days[-1], total - part * (len(days) - 1)


def undo_cost_import(*, cost_import: CostImport, actor, now: datetime) -> CostImport:
    """Take an import back: every row shows again what it showed without it. Undoing twice changes nothing."""
    if cost_import.way == CostImport.Way.API:
        raise CostImportRefused(_("Figures that a platform reports are changed on the platform only."))
    if cost_import.state == CostImport.State.UNDONE and cost_import.settled_at:
        return cost_import
    with transaction.atomic() if cost_import.rows_to_write <= ONE_TRANSACTION else nullcontext():
        cost_import.state = CostImport.State.UNDONE
        cost_import.undone_at, cost_import.undone_by = now, actor
        cost_import.settled_at = None
        cost_import.save()
        _settle_import(cost_import, now=now)
        _audit(cost_import, "costs_undone", actor=actor, now=now)
    return cost_import


def finish_imports(*, now: datetime) -> int:
    """Finish imports and undos whose process was killed, drop half-written ones and old uploads; return how many."""
    before = now - timedelta(minutes=15)
    unsettled = CostImport.objects.across_workspaces().filter(settled_at=None, created_at__lt=before)
    count = 0
    for cost_import in unsettled.select_related("workspace"):
        if cost_import.state == CostImport.State.WRITING:
            cost_import.delete()
        else:
            _settle_import(cost_import, now=now)
        count += 1
    CostUpload.objects.across_workspaces().filter(created_at__lt=now - timedelta(days=1)).delete()
    return count


def add_cost(
    *, workspace, channel: str, amount: Decimal, currency: str, on: date, note: str, actor, now: datetime,
    monthly_until: date | None = None,
) -> CostImport:  # fmt: skip
    """Enter a bill by hand: once, or on the same day of every month until `monthly_until`; "" is no channel."""
    if channel and channel not in channel_names(workspace).values():
        raise CostImportRefused(_("There is no such channel here."))
    days = list(_monthly(on, monthly_until)) if monthly_until else [on]
    with transaction.atomic():
        entry = CostImport.objects.create(
            workspace=workspace, way=CostImport.Way.HAND, note=note[:200], rows_read=len(days), rows_to_write=len(days),
            totals={currency: str(amount * len(days))}, from_on=days[0], to_on=days[-1], created_by=actor, created_at=now,
        )  # fmt: skip
        CostRow.objects.bulk_create(
            CostRow(
                workspace=workspace, cost_import=entry, row_key=uuid.uuid4().hex, channel=channel, from_on=day, to_on=day,
                amount=amount, currency=currency, note=note[:200],
            )
            for day in days
        )  # fmt: skip
        entry.state = CostImport.State.KEPT
        entry.save(update_fields=["state"])
        _settle_import(entry, now=now)
        _audit(entry, "cost_entered", actor=actor, now=now)
    return entry


def _monthly(on: date, until: date) -> Iterator[date]:
    """The same day of each month; the last day where a month is too short."""
    month = 0
    while True:
        year, index = divmod(on.month - 1 + month, 12)
        first = date(on.year + year, index + 1, 1)
        length = ((first + timedelta(days=31)).replace(day=1) - first).days
        day = first.replace(day=min(on.day, length))
        if day > until:
            return
        yield day
        month += 1


def sha256_of(content: bytes) -> str:
    """Return what makes two files the same file."""
    return hashlib.sha256(content).hexdigest()


def keep_upload(*, workspace, filename: str, content: bytes, actor, now: datetime) -> CostUpload:
    """Keep an uploaded file until its preview is confirmed."""
    return CostUpload.objects.create(
        workspace=workspace,
        filename=filename[:200],
        content=zlib.compress(content, 6),
        created_by=actor,
        created_at=now,
    )


def run_upload(*, upload: CostUpload, mapping: CostMapping, actor, now: datetime) -> CostImport:
    """Import an uploaded file and leave progress, result or refusal on the upload."""

    def note_progress(done: int, total: int) -> None:
        CostUpload.objects.of(upload.workspace).filter(pk=upload.pk).update(done=done, total=total)

    try:
        upload.cost_import = import_costs(
            workspace=upload.workspace,
            file=content_of(upload),
            filename=upload.filename,
            actor=actor,
            now=now,
            mapping=mapping,
            progress=note_progress,
        )
    except CostImportRefused as refused:
        upload.refusal = str(refused)
        upload.save(update_fields=["refusal"])
        raise
    upload.content = b""
    upload.save(update_fields=["cost_import", "content"])
    return upload.cost_import


def content_of(upload: CostUpload) -> bytes:
    """Return the uploaded bytes."""
    return zlib.decompress(bytes(upload.content))


def _audit(cost_import: CostImport, action: str, *, actor, now) -> None:
    after = {"rows": cost_import.rows_to_write, "totals": cost_import.totals}
    accounts.record_audit(
        workspace=cost_import.workspace,
        actor=actor,
        action=action,
        subject=str(cost_import),
        after=after,
        now=now,
    )


__all__ = [
    "CostImportRefused",
    "add_cost",
    "finish_imports",
    "import_costs",
    "preview_costs",
    "undo_cost_import",
]
