"""Reading a cost file: every line becomes figures of one row or a problem named by line and field. Writes nothing."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from yangfan.core.ui.table_files import Table, TableUnreadable
from yangfan.promotion.costs import cells as cell
from yangfan.promotion.costs.formats import (
    FIELDS,
    FOOTERS,
    TOTALS,
    Detected,
    columns_of,
    detect,
    factor_of,
    format_of,
    is_usable,
    split_unit,
)

MAX_ROWS = 500_000
SHOWN_PROBLEMS = 200
SHOWN_ROWS = 8


@dataclass(frozen=True)
class CostMapping:
    """What a person may decide about a file; everything left empty is read from the file."""

    channel: str = ""  # a channel's key, for files that name none; "-" for costs of no channel
    currency: str = ""  # for files that state none
    date_order: str = ""  # dmy or mdy, for slashed dates
    columns: dict[str, int] = field(
        default_factory=dict
    )  # field -> column number, instead of the detected ones
    skip_bad: bool = False  # keep the good rows of a file with bad ones
    replace: str = (
        "rows"  # rows: those of the file; days: everything of the channel and account on the file's days
    )
    spread: bool = False  # count a period evenly over its days instead of on its first day

    def as_dict(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Problem:
    """One cell that cannot be read, in words."""

    line: int
    field: str
    value: str
    words: str

    @property
    def field_title(self) -> str:
        return str(FIELDS.get(self.field, self.field))


@dataclass(frozen=True, order=True)
class RowKey:
    """What makes two lines the same row."""

    channel: str
    account: str
    campaign: str
    from_on: date
    to_on: date


@dataclass
class Figures:
    """What a row says; lines of the same row (ads, hours, devices) are added up."""

    line: int
    amount: Decimal | None = None
    currency: str = ""
    impressions: int | None = None
    clicks: int | None = None

    def add(self, other: "Figures") -> None:
        self.amount = _sum(self.amount, other.amount)
        self.currency = self.currency or other.currency
        self.impressions = _sum(self.impressions, other.impressions)
        self.clicks = _sum(self.clicks, other.clicks)


def _sum(a, b):
    return a if b is None else b if a is None else a + b


@dataclass
class Reading:
    """All that a file says, and all that is wrong with it."""

    detected: Detected
    columns: dict[str, int]
    encoding: str
    channel: str
    figures: dict[RowKey, Figures] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    bad_lines: int = 0
    lines_read: int = 0
    totals_skipped: int = 0
    first_lines: list[tuple[int, list]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def format(self):
        return self.detected.format

    @property
    def totals(self) -> dict[str, Decimal]:
        """Amounts by currency."""
        sums: dict[str, Decimal] = {}
        for figures in self.figures.values():
            if figures.amount is not None:
                sums[figures.currency] = sums.get(figures.currency, Decimal(0)) + figures.amount
        return sums

    @property
    def impressions(self) -> int | None:
        known = [figures.impressions for figures in self.figures.values() if figures.impressions is not None]
        return sum(known) if known else None

    @property
    def clicks(self) -> int | None:
        known = [figures.clicks for figures in self.figures.values() if figures.clicks is not None]
        return sum(known) if known else None

    @property
    def from_on(self) -> date | None:
        return min((key.from_on for key in self.figures), default=None)

    @property
    def to_on(self) -> date | None:
        return max((key.to_on for key in self.figures), default=None)

    @property
    def periods(self) -> int:
        """How many rows cover more than one day."""
        return sum(key.from_on != key.to_on for key in self.figures)

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)

    def refuse(self, line: int, field: str, value, words: str) -> None:
        self.problem_count += 1
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(Problem(line, field, "" if value is None else str(value), words))


def read_costs(
    table: Table,
    *,
    channels: dict[str, str],
    currency: str,
    today: date,
    mapping: CostMapping | None = None,
    progress: Callable[[int], None] | None = None,
) -> Reading:
    """Read all lines. `channels` maps keys and names in lower case to keys; `currency` is the workspace's.

    Raises TableUnreadable when there is no table; everything else wrong is in the reading's `problems`.
    """
    mapping = mapping or CostMapping()
    head = list(islice(table.rows(), 60))
    if not head:
        raise TableUnreadable(_("The file is empty."))
    detected = detect(head)
    reader = _Reader(table, detected, channels, currency, today, mapping)
    reader.read(progress)
    return reader.reading


def suggested_channel(format, channels: dict[str, str]) -> str:
    """Return the channel that files of this format belong to, as far as the workspace has it."""
    return next((key for key in format.channels if key in channels), "")


class _Reader:
    """The state of reading one file."""

    def __init__(self, table, detected, channels, currency, today, mapping):
        self.table, self.detected, self.channels = table, detected, channels
        self.workspace_currency, self.today, self.mapping = currency, today, mapping
        self.columns = {k: v for k, v in mapping.columns.items() if 0 <= v < len(detected.headers)}
        self.columns = self.columns or dict(detected.columns)
        channel = "" if mapping.channel == "-" else mapping.channel
        self.reading = Reading(
            detected=detected,
            columns=self.columns,
            encoding=table.encoding,
            channel=mapping.channel or suggested_channel(detected.format, channels),
        )
        self.channel = channel or ("" if mapping.channel == "-" else self.reading.channel)
        self.period = _preamble_period(detected.preamble)
        self.decimal_comma = False
        self.header_currency, self.factor = "", Decimal(1)
        if "amount" in self.columns:
            header = detected.headers[self.columns["amount"]]
            self.header_currency, self.factor = split_unit(header)[1], factor_of(detected.format, header)

    def read(self, progress) -> None:
        if not self._can_read():
            self.reading.first_lines = list(islice(self._body(), SHOWN_ROWS))
            return
        self.decimal_comma = self._uses_decimal_comma()
        for count, (line, row) in enumerate(self._body(), start=1):
            if count > MAX_ROWS:
                self.reading.refuse(
                    line, "", "", _("The file has more than 500,000 lines. Export a shorter period.")
                )
                break
            if count <= SHOWN_ROWS:
                self.reading.first_lines.append((line, row))
            self._read_line(line, row)
            if progress and count % 5000 == 0:
                progress(count)
        if not self.reading.figures and not self.reading.problem_count:
            self.reading.refuse(0, "", "", _("There is no line with figures in the file."))

    def _body(self):
        return ((line, row) for line, row in self.table.rows() if line > self.detected.header_line)

    def _can_read(self) -> bool:
        columns, ok = self.columns, True
        if not any(name in columns for name in ("day", "period_from", "week", "month")) and not self.period:
            self.reading.refuse(self.detected.header_line, "day", "", _("No column holds the date."))
            ok = False
        if "amount" not in columns and "impressions" not in columns:
            self.reading.refuse(
                self.detected.header_line, "amount", "", _("No column holds the cost or the exposures.")
            )
            ok = False
        if self.mapping.channel != "-" and not self.channel and "channel" not in columns:
            self.reading.refuse(0, "channel", "", _("Choose the channel that these costs belong to."))
            ok = ok and bool(self.mapping.columns or is_usable(columns) or self.period)
        if self.channel and self.channel not in self.channels:
            self.reading.refuse(0, "channel", self.channel, _("There is no such channel here."))
        return ok

    def _uses_decimal_comma(self) -> bool:
        """A file cut by semicolons writes 1 234,56, unless its own amounts say otherwise."""
        if self.table.delimiter not in (";", "\t") or "amount" not in self.columns:
            return False
        texts = [str(self._cell(row, "amount")) for _, row in islice(self._body(), 200)]
        return any(re.search(r",\d{1,2}\D*$", text) for text in texts) and not any(
            re.search(r"\.\d{1,2}\D*$", text) for text in texts
        )

    def _cell(self, row, name):
        number = self.columns.get(name)
        if number is None or number >= len(row) or row[number] is None:
            return ""
        return row[number]

    def _is_total(self, row) -> bool:
        first = next((str(c) for c in row if c not in ("", None)), "").strip().lower()
        if first.rstrip(":：").strip() in TOTALS or first.startswith(FOOTERS):
            return True
        campaign = str(self._cell(row, "campaign")).strip().lower()
        if campaign.rstrip(":：") in TOTALS:
            return True
        return self.detected.format.empty_campaign_is_total and "campaign" in self.columns and not campaign

    def _read_line(self, line, row) -> None:
        if self._is_total(row):
            self.reading.totals_skipped += 1
            return
        self.reading.lines_read += 1
        before = self.reading.problem_count
        period = self._try(line, row, self._date_field(), self._period)
        channel = self._try(line, row, "channel", self._channel)
        figures = self._figures(line, row)
        if self.reading.problem_count != before:
            self.reading.bad_lines += 1
            return
        account = str(self._cell(row, "account"))[:120]
        campaign = str(self._cell(row, "campaign"))[:250]
        self._keep(line, RowKey(channel, account, campaign, *period), figures)

    def _keep(self, line, key, figures) -> None:
        known = self.reading.figures.get(key)
        if known is None:
            self.reading.figures[key] = figures
        elif known.currency and figures.currency and known.currency != figures.currency:
            self.reading.bad_lines += 1
            self.reading.refuse(
                line,
                "currency",
                figures.currency,
                _("Another line of the same campaign and day is in another currency."),
            )
        else:
            known.add(figures)

    def _try(self, line, row, name, read):
        try:
            return read(row)
        except cell.CellRefused as refused:
            self.reading.refuse(line, name, self._cell(row, name), str(refused))
            return None

    def _date_field(self) -> str:
        return next((name for name in ("day", "period_from", "week", "month") if name in self.columns), "day")

    def _period(self, row) -> tuple[date, date]:
        name = self._date_field()
        if name not in self.columns:
            return self.period
        first, last = cell.parse_period(self._cell(row, name), order=self.mapping.date_order)
        if name == "period_from" and self._cell(row, "period_to") != "":
            last = cell.parse_period(self._cell(row, "period_to"), order=self.mapping.date_order)[1]
            if last < first:
                raise cell.CellRefused(_("The period ends before it begins."))
        if name == "week" and first == last:
            first, last = cell.week_of(first)
        if name == "month":
            first, last = cell.month_of(first)
        if first > self.today + timedelta(days=1):
            raise cell.CellRefused(_("“%(value)s” lies in the future.") % {"value": self._cell(row, name)})
        return first, last

    def _channel(self, row) -> str:
        text = str(self._cell(row, "channel")).strip()
        if not text:
            return self.channel
        key = self.channels.get(text.lower())
        if key is None:
            raise cell.CellRefused(_("“%(value)s” is no channel here.") % {"value": text})
        return key

    def _figures(self, line, row) -> Figures:
        figures = Figures(line=line)
        amount = self._try(line, row, "amount", self._amount)
        if amount is not None:
            figures.amount, figures.currency = amount
        figures.impressions = self._try(line, row, "impressions", lambda r: self._count(r, "impressions"))
        figures.clicks = self._try(line, row, "clicks", lambda r: self._count(r, "clicks"))
        return figures

    def _count(self, row, name) -> int | None:
        return cell.parse_count(self._cell(row, name), decimal_comma=self.decimal_comma)

    def _amount(self, row) -> tuple[Decimal, str] | None:
        if "amount" not in self.columns:
            return None
        amount, mark = cell.parse_amount(self._cell(row, "amount"), decimal_comma=self.decimal_comma)
        return (amount or Decimal(0)) * self.factor, self._currency(row, mark)

    def _currency(self, row, mark: str) -> str:
        stated = str(self._cell(row, "currency")).strip().upper()
        if stated and not re.fullmatch(r"[A-Z]{3}", stated):
            stated = cell.SYMBOLS.get(stated.lower(), "")
            if len(stated) != 3:
                raise cell.CellRefused(
                    _("“%(value)s” is no currency code.") % {"value": self._cell(row, "currency")}
                )
        if not stated and len(mark) == 3:
            stated = mark
        stated = stated or self.header_currency or self.detected.format.bills_in
        return stated or self._assumed_currency(mark)

    def _assumed_currency(self, symbol: str) -> str:
        if self.mapping.currency:
            return self.mapping.currency
        if symbol == "$" and self.workspace_currency not in ("USD", "CAD", "AUD", "SGD", "HKD", "NZD"):
            assumed = "USD"
        elif symbol == "¥" and self.workspace_currency != "JPY":
            assumed = "CNY"
        else:
            assumed = self.workspace_currency
        self.reading.note(
            _("The file states no currency code: read as %(currency)s.") % {"currency": assumed}
        )
        return assumed


def _preamble_period(preamble: str) -> tuple[date, date] | None:
    """The date range above the header, for reports that are not broken down by day."""
    for line in preamble.splitlines():
        text = line.strip().strip('"')
        text = text.split("：", 1)[-1].split(": ", 1)[-1]
        try:
            first, last = cell.parse_period(text)
        except cell.CellRefused:
            continue
        return first, last
    return None


__all__ = ["CostMapping", "Figures", "Problem", "Reading", "RowKey", "columns_of", "format_of", "read_costs"]
