"""Writing budgets and plans: cells of a table, copies into later months, a start from what happened, a CSV file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.core.ui.table_files import open_table
from yangfan.core.ui.table_imports import ImportRefused, Wrong
from yangfan.promotion.budgets import queries
from yangfan.promotion.budgets.models import GOALS, BudgetLine
from yangfan.promotion.budgets.pacing import next_month
from yangfan.promotion.costs import cells
from yangfan.promotion.costs.actions import BATCH, channel_names

FIELDS = ("amount", *GOALS)
HIGHEST = Decimal("999999999999.99")
MOST_GOALS = 2_000_000_000
COLUMNS = ("month", "channel", "campaign", *FIELDS)


class BudgetRefused(Exception):
    """This cannot be a budget or a goal; the message says why."""


@dataclass(frozen=True)
class Cell:
    """One figure to set; None empties it."""

    month: date
    channel: str
    field: str  # of FIELDS
    value: Decimal | int | None
    campaign: str = ""


def read_figure(field: str, text: str) -> Decimal | int | None:
    """Return what someone typed as a budget or a goal; raise BudgetRefused."""
    try:
        if field != "amount":
            count = cells.parse_count(text)
            if count is not None and count > MOST_GOALS:
                raise BudgetRefused(_("“%(value)s” is too large.") % {"value": text})
            return count
        amount, _currency = cells.parse_amount(text)
    except cells.CellRefused as refused:
        raise BudgetRefused(str(refused)) from refused
    if amount is None:
        return None
    amount = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not 0 <= amount <= HIGHEST:
        raise BudgetRefused(_("“%(value)s” is no budget: enter zero or more.") % {"value": text})
    return amount


def set_cells(*, workspace, cells: Iterable[Cell], actor, now: datetime) -> int:
    """Set these figures, all or none; return how many changed. Raises BudgetRefused for a channel that is not ours."""
    wanted = list(cells)
    known = set(channel_names(workspace).values())
    strange = next((cell.channel for cell in wanted if cell.channel not in known), None)
    if strange is not None:
        raise BudgetRefused(_("“%(value)s” is no channel here.") % {"value": strange})
    with transaction.atomic():
        accounts.Workspace.objects.select_for_update().get(pk=workspace.pk)
        months = {cell.month for cell in wanted}
        there = BudgetLine.objects.of(workspace).filter(month__in=months)
        lines = {(line.month, line.channel, line.campaign): line for line in there}
        touched, changed = {}, 0
        for cell in wanted:
            key = (cell.month, cell.channel, cell.campaign)
            line = lines.get(key)
            if line is None:
                line = lines[key] = BudgetLine(
                    workspace=workspace, month=key[0], channel=key[1], campaign=key[2]
                )
            if getattr(line, cell.field) != cell.value:
                setattr(line, cell.field, cell.value)
                line.changed_at = now
                touched[key] = line
                changed += 1
        _store(workspace, touched.values())
        if changed:
            _audit(workspace, "budget_changed", changed, actor=actor, now=now)
    return changed


def _store(workspace, lines) -> None:
    lines = list(lines)
    empty = [line.pk for line in lines if line.pk and line.is_empty]
    BudgetLine.objects.of(workspace).filter(pk__in=empty).delete()
    new = [line for line in lines if not line.pk and not line.is_empty]
    BudgetLine.objects.bulk_create(new, batch_size=BATCH)
    kept = [line for line in lines if line.pk and line.pk not in empty and line not in new]
    BudgetLine.objects.of(workspace).bulk_update(kept, [*FIELDS, "changed_at"], batch_size=BATCH)


def copy_forward(*, workspace, month: date, until: date, actor, now: datetime) -> int:
    """Copy a month's budgets and goals into the later months up to `until`, where nothing stands yet."""
    source = list(queries.lines_of(workspace, from_month=month))
    wanted, target = [], next_month(month)
    while target <= until:
        there = {
            (line.channel, line.campaign): line for line in queries.lines_of(workspace, from_month=target)
        }
        for line in source:
            known = there.get((line.channel, line.campaign))
            wanted += [
                Cell(target, line.channel, name, getattr(line, name), line.campaign)
                for name in FIELDS
                if getattr(line, name) is not None and (known is None or getattr(known, name) is None)
            ]
        target = next_month(target)
    return set_cells(workspace=workspace, cells=wanted, actor=actor, now=now)


def start_plan(*, workspace, month: date, months: int, today: date, actor, now: datetime) -> int:
    """Fill the month's plan with what the `months` months before it brought on average, where nothing stands yet."""
    past = queries.actuals_of(workspace, month=next_month(month, -months), months=months, today=today)
    there = {
        line.channel: line for line in queries.lines_of(workspace, from_month=month) if not line.campaign
    }
    wanted = []
    for channel, figures in past.items():
        for name in FIELDS:
            value, line = getattr(figures, name), there.get(channel)
            if value and (line is None or getattr(line, name) is None):
                wanted.append(Cell(month, channel, name, _average(name, value, months)))
    known = set(channel_names(workspace).values())
    return set_cells(
        workspace=workspace, cells=[one for one in wanted if one.channel in known], actor=actor, now=now
    )


def _average(name: str, value, months: int):
    average = Decimal(value) / months
    unit = Decimal("0.01") if name == "amount" else Decimal(1)
    rounded = average.quantize(unit, ROUND_HALF_UP)
    return rounded if name == "amount" else int(rounded)


# --- as a file ---------------------------------------------------------------------------------------------------------


def titles() -> dict[str, str]:
    """Return the columns' titles in the active language."""
    return {
        "month": _("Month"), "channel": _("Channel"), "campaign": _("Campaign"), "amount": _("Budget"), "visits": _("Visits"),
        "inquiries": _("Inquiries"), "deals": _("Deals"),
    }  # fmt: skip


def import_budgets(*, workspace, content: bytes, actor, now: datetime) -> int:
    """Take a table of months and channels in, all or nothing; an empty cell empties the figure. Return what changed.

    Raises TableUnreadable, and ImportRefused with every line and field that is wrong.
    """
    rows = list(open_table(content).rows())
    columns = _columns([str(cell) for cell in rows[0][1]]) if rows else {}
    if not {"month", "channel"} <= columns.keys() or not columns.keys() & set(FIELDS):
        raise ImportRefused(_("The first line must name the columns month, channel and at least one figure."))
    channels, wanted, wrong, seen = channel_names(workspace), [], [], {}
    for line, row in rows[1:]:
        found = _read_row(line, {name: _text(row, at) for name, at in columns.items()}, channels, wrong, seen)
        wanted += found
    if wrong:
        raise ImportRefused(_("Nothing was imported: %(count)s problems.") % {"count": len(wrong)}, wrong)
    return set_cells(workspace=workspace, cells=wanted, actor=actor, now=now)


def _columns(headers: list[str]) -> dict[str, int]:
    names = {name: {name} for name in COLUMNS}
    for code, _title in accounts.LANGUAGES:
        with translation.override(code):
            for name, title in titles().items():
                names[name].add(title.lower())
    lower = [header.strip().lower() for header in headers]
    return {name: at for name in COLUMNS for at, header in enumerate(lower) if header in names[name]}


def _text(row: list, at: int) -> str:
    value = row[at] if at < len(row) else ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m")
    text = "" if value is None else str(value).strip()
    return text[1:] if re.match(r"'[=+\-@]", text) else text


def _read_row(line: int, row: dict[str, str], channels, wrong: list[Wrong], seen: dict) -> list[Cell]:
    said, month, channel = titles(), None, channels.get(row["channel"].lower())
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?(?:[-/.]0?1)?", row["month"])
    if match and 1 <= int(match[2]) <= 12 and int(match[1]) >= 2000:
        month = date(int(match[1]), int(match[2]), 1)
    else:
        wrong.append(
            Wrong(
                line,
                said["month"],
                _("“%(value)s” is no month: write it like 2026-09.") % {"value": row["month"]},
            )
        )
    if channel is None:
        wrong.append(
            Wrong(line, said["channel"], _("“%(value)s” is no channel here.") % {"value": row["channel"]})
        )
    campaign = row.get("campaign", "")[:250]
    first = seen.setdefault((month, channel, campaign), line)
    if first != line and month and channel:
        wrong.append(
            Wrong(
                line, said["month"], _("Line %(n)d says the same month and channel already.") % {"n": first}
            )
        )
    found = []
    for name in FIELDS:
        if name not in row:
            continue
        try:
            value = read_figure(name, row[name])
        except BudgetRefused as refused:
            wrong.append(Wrong(line, said[name], str(refused), row[name]))
        else:
            if month and channel:
                found.append(Cell(month, channel, name, value, campaign))
    return found


def _audit(workspace, action: str, changed: int, *, actor, now) -> None:
    accounts.record_audit(
        workspace=workspace,
        actor=actor,
        action=action,
        subject=workspace,
        after={"figures": changed},
        now=now,
    )
