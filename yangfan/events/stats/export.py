"""Rows for CSV files: the same numbers, with headings in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from django.utils.translation import gettext as _

from yangfan.events.stats.metrics import METRICS

LEFT_OUT = {"cost_apart", "revenue_apart", "key", "group"}


def headings() -> dict[str, str]:
    """Return the heading of every column that is no metric."""
    return {
        "day": _("Day"),
        "title": _("Name"),
        "likely_visits": _("Of these, likely"),
        "roi": _("ROI, 1 : x"),
    }


def csv_rows(rows: Iterable, *, columns: list[str] | None = None) -> Iterator[list[str]]:
    """Yield a heading line and one line per row (dataclasses of numbers.py); no data is empty, not 0."""
    rows = list(rows)
    columns = columns or (_columns(rows[0]) if rows else [])
    named = headings()
    yield [named.get(column) or str(METRICS[column].title) for column in columns]
    for row in rows:
        yield [_cell(getattr(row, column)) for column in columns]


def _columns(row) -> list[str]:
    own = [field.name for field in fields(row) if field.name not in LEFT_OUT] if is_dataclass(row) else []
    return own + (["roi"] if hasattr(row, "roi") else [])


def _cell(value) -> str:
    return "" if value is None else str(value)
