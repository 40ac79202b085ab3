"""Tables: columns, filters, sorting, paging and CSV export of any rows, the same on every screen.

A view builds a Table, answers `table.export(...)` when `table.wants_export`, else hands it to the template,
which shows it with `{% table table %}`. Everything lives in the address, so it works without JavaScript.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.template.loader import render_to_string

from yangfan.core.ui.exports import csv_response


@dataclass(frozen=True)
class Column:
    """One column.

    `value(row)` gives what is shown and exported (default: the attribute or key of the column's name); `template` draws
    the cell from `row` and `value`; `sort` is the field (QuerySet) or key function (list) it sorts by.
    """

    key: str
    label: str
    value: Callable[[Any], Any] | None = None
    template: str = ""
    sort: str | Callable[[Any], Any] | None = None
    numeric: bool = False
    export: Callable[[Any], Any] | None = None
    exported: bool = True
    hide_label: bool = False

    def read(self, row):
        if self.value:
            return self.value(row)
        return row.get(self.key) if isinstance(row, dict) else getattr(row, self.key, None)


@dataclass(frozen=True)
class Cell:
    column: Column
    html: Any
    value: Any


@dataclass(frozen=True)
class Head:
    column: Column
    url: str
    direction: str  # "", "ascending", "descending"


class Table:
    """Rows as one person asked to see them."""

    def __init__(
        self,
        request,
        *,
        columns: Iterable[Column],
        rows,
        name: str = "rows",
        caption: str = "",
        per_page: int = 25,
        default_sort: str = "",
        filters=None,
        row_url: Callable[[Any], str] | None = None,
        empty: str = "",
        exportable: bool = True,
    ):
        """`rows` is a QuerySet or a list; `filters` a bound GET form (shown above); `default_sort` a column key, "-" first for descending."""
        self.request = request
        self.columns = list(columns)
        self.name = name
        self.caption = caption
        self.per_page = per_page
        self.default_sort = default_sort
        self.filters = filters
        self.row_url = row_url
        self.empty = empty
        self.exportable = exportable
        self._rows = rows

    @property
    def wants_export(self) -> bool:
        return self.exportable and self.request.GET.get("export") == "csv"

    def export(self, filename: str):
        """Answer with all rows, sorted and filtered as seen, not only this page."""
        columns = [column for column in self.columns if column.exported]
        rows = self._sorted.iterator(chunk_size=500) if isinstance(self._sorted, QuerySet) else self._sorted
        lines = ([(column.export or column.read)(row) for column in columns] for row in rows)
        return csv_response(filename=filename, header=[str(column.label) for column in columns], rows=lines)

    def address(self, **changes) -> str:
        """Return this page's address with these parameters changed; None takes one away."""
        query = self.request.GET.copy()
        query.pop("export", None)
        for key, value in changes.items():
            query.pop(key, None)
            if value is not None:
                query[key] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @property
    def export_url(self) -> str:
        return self.address(export="csv", page=None)

    @cached_property
    def sort(self) -> str:
        """The column key it is sorted by, "-" first for descending; "" when unsorted."""
        asked = self.request.GET.get("sort", "")
        keys = {column.key for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in keys else self.default_sort

    @cached_property
    def _sorted(self):
        key, descending = self.sort.removeprefix("-"), self.sort.startswith("-")
        column = next((column for column in self.columns if column.key == key and column.sort), None)
        if column is None:
            return self._rows
        if isinstance(self._rows, QuerySet):
            return self._rows.order_by(("-" if descending else "") + column.sort, "pk")
        by = column.sort if callable(column.sort) else column.read
        known = [row for row in self._rows if by(row) is not None]
        unknown = [row for row in self._rows if by(row) is None]
        return sorted(known, key=by, reverse=descending) + unknown

    @cached_property
    def page(self):
        return Paginator(self._sorted, self.per_page).get_page(self.request.GET.get("page"))

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column, "", "")
        if self.sort == column.key:
            return Head(column, self.address(sort="-" + column.key, page=None), "ascending")
        direction = "descending" if self.sort == "-" + column.key else ""
        first = column.key if direction or not column.numeric else "-" + column.key
        return Head(column, self.address(sort=first, page=None), direction)

    @property
    def lines(self):
        """Yield (row, url, cells) of this page."""
        for row in self.page:
            yield (
                row,
                self.row_url(row) if self.row_url else "",
                [self._cell(column, row) for column in self.columns],
            )

    def _cell(self, column: Column, row) -> Cell:
        value = column.read(row)
        if not column.template:
            return Cell(column, value, value)
        context = {"row": row, "value": value, "table": self}
        return Cell(column, render_to_string(column.template, context, request=self.request), value)

    @property
    def pages(self) -> list[dict]:
        """The page links: number and url; number None for a gap."""
        links = []
        for number in self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1):
            if number == Paginator.ELLIPSIS:
                links.append({"number": None, "url": ""})
            else:
                links.append(
                    {
                        "number": number,
                        "url": self.address(page=number),
                        "current": number == self.page.number,
                    }
                )
        return links

    @property
    def next_url(self) -> str:
        return self.address(page=self.page.next_page_number()) if self.page.has_next() else ""

    @property
    def previous_url(self) -> str:
        return self.address(page=self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def is_filtered(self) -> bool:
        """True when a filter is set, so that "nothing found" and "nothing yet" read differently."""
        if self.filters is None:
            return False
        return any(self.request.GET.get(self.filters.add_prefix(name)) for name in self.filters.fields)
