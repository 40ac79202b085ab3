"""The products of one list as a visitor asked for them: words, filters, pages of the list.

A list holds some thousand products at most: their values are read in one query and counted here, so that every filter
shows how many products it leaves.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from yangfan.sites.catalogue import values, words
from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.pages.models import ProductCategoryPage, ProductPage

PER_PAGE = 24
FEW = 8  # products; with fewer there is nothing to filter
MOST_OPTIONS = 24


@dataclass(frozen=True)
class ShownValue:
    """One attribute of a product, in words."""

    key: str
    name: str
    words: str


def values_of(page: ProductPage) -> list[ShownValue]:
    """Return the attributes of a product in the page's language, in the company's order."""
    kept = page.attributes or {}
    if not kept:
        return []
    language = page.locale.language_code
    rows = [
        (one, values.say(one, kept.get(one.key), language)) for one in Attribute.objects.of(page.workspace)
    ]
    return [ShownValue(one.key, one.name_in(language), said) for one, said in rows if said]


@dataclass
class Option:
    """One box to tick."""

    value: str
    words: str
    count: int
    is_on: bool


@dataclass
class Filter:
    """What one attribute lets one choose: `options`, or for a number the ends `low` and `high` of a range."""

    key: str
    name: str
    unit: str = ""
    options: list[Option] = field(default_factory=list)
    low: str = ""
    high: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def is_range(self) -> bool:
        return self.least is not None


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the address without it."""

    words: str
    url: str


class Shelf:
    """Reads ?q=, ?page= and one parameter for each attribute (`a_ip=ip67`, `n_reach_min=500`)."""

    def __init__(self, page, asked: QueryDict):
        self.page = page
        self.asked = asked
        self.language = page.locale.language_code
        self.workspace = page.workspace

    @cached_property
    def query(self) -> str:
        return " ".join(self.asked.get("q", "").split())[:80]

    @cached_property
    def attributes(self) -> list[Attribute]:
        return [one for one in Attribute.objects.of(self.workspace) if one.is_filterable]

    @cached_property
    def _all(self) -> list[tuple[int, dict]]:
        """(id, values) of every live product of this list, in tree order."""
        rows = ProductPage.objects.descendant_of(self.page).live().order_by("path")
        return [(pk, kept or {}) for pk, kept in rows.values_list("pk", "attributes")]

    @cached_property
    def _worded(self) -> list[tuple[int, dict]]:
        """Those of them that hold the words, the best first."""
        if not self.query:
            return self._all
        by_pk = dict(self._all)
        return [(pk, by_pk[pk]) for pk in words.find(self.workspace, self.query, among=by_pk)]

    @cached_property
    def _found(self) -> list[int]:
        return [pk for pk, kept in self._worded if all(self._passes(one, kept) for one in self.attributes)]

    def _passes(self, one: Attribute, kept: dict) -> bool:
        value = kept.get(one.key)
        if one.kind == Attribute.Kind.NUMBER:
            low, high = self._ends(one)
            if low is None and high is None:
                return True
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return is_number and (low is None or value >= low) and (high is None or value <= high)
        wanted = self._wanted(one)
        return not wanted or self._mark(one, value) in wanted

    def _wanted(self, one: Attribute) -> set[str]:
        return {value for value in self.asked.getlist(f"a_{one.key}") if value}

    def _ends(self, one: Attribute) -> tuple[float | None, float | None]:
        return tuple(_number(self.asked.get(f"n_{one.key}_{end}", "")) for end in ("min", "max"))

    def _mark(self, one: Attribute, value) -> str:
        """Return how a value stands in the address; empty for none."""
        if value is None:
            return ""
        if one.kind == Attribute.Kind.YES_NO:
            return "yes" if value else "no"
        return values.say(one, value, self.language) if one.kind == Attribute.Kind.TEXT else str(value)

    # --- what the template shows --------------------------------------------------------------------------------------
    @property
    def is_asked(self) -> bool:
        """Whether words or filters are set: such a list is for people, not for search engines."""
        return bool(self.query or self.chips)

    @property
    def is_worth_filtering(self) -> bool:
        return len(self._all) >= FEW or self.is_asked

    @cached_property
    def categories(self) -> list[tuple[ProductCategoryPage, int]]:
        """(category, live products in it) directly below this list; empty ones are left out."""
        below = ProductCategoryPage.objects.child_of(self.page).live().select_related("locale", "picture")
        paths = list(ProductPage.objects.descendant_of(self.page).live().values_list("path", flat=True))
        rows = [(one, sum(path.startswith(one.path) for path in paths)) for one in below.order_by("path")]
        return [(one, count) for one, count in rows if count]

    @cached_property
    def filters(self) -> list[Filter]:
        return [found for one in self.attributes if (found := self._filter(one))]

    def _filter(self, one: Attribute) -> Filter | None:
        """Return the filter of an attribute; None where it would separate nothing."""
        name, wanted = one.name_in(self.language), self._wanted(one)
        if one.kind == Attribute.Kind.NUMBER:
            numbers = [kept[one.key] for _pk, kept in self._all if isinstance(kept.get(one.key), int | float)]
            if len(set(numbers)) < 2:
                return None
            low, high = (self.asked.get(f"n_{one.key}_{end}", "")[:20] for end in ("min", "max"))
            return Filter(one.key, name, one.unit, [], low, high, min(numbers), max(numbers))
        counts: dict[str, int] = {}
        others = [a for a in self.attributes if a.key != one.key]
        for _pk, kept in self._worded:
            mark = self._mark(one, kept.get(one.key))
            if mark:
                counts.setdefault(mark, 0)
                counts[mark] += all(self._passes(other, kept) for other in others)
        if len(counts) < 2 and not wanted:
            return None
        options = [Option(t, self._say(one, t), n, t in wanted) for t, n in counts.items()]
        return Filter(one.key, name, "", sorted(options, key=self._place(one))[:MOST_OPTIONS])

    def _say(self, one: Attribute, mark: str) -> str:
        if one.kind == Attribute.Kind.YES_NO:
            return _("Yes") if mark == "yes" else _("No")
        return one.choice_names(self.language).get(mark, mark)

    def _place(self, one: Attribute):
        order = {choice["key"]: number for number, choice in enumerate(one.choices)}
        return lambda option: (order.get(option.value, len(order)), -option.count, option.words)

    @cached_property
    def chips(self) -> list[Chip]:
        found = []
        for one in self.attributes:
            name = one.name_in(self.language)
            for mark in sorted(self._wanted(one)):
                found.append(Chip(f"{name}: {self._say(one, mark)}", self._without(f"a_{one.key}", mark)))
            for end, sign in (("min", "≥"), ("max", "≤")):
                given = self.asked.get(f"n_{one.key}_{end}", "")
                if _number(given) is not None:
                    said = f"{name} {sign} {given} {one.unit}".strip()
                    found.append(Chip(said, self._without(f"n_{one.key}_{end}", given)))
        return found

    def _without(self, key: str, value: str) -> str:
        query = self.asked.copy()
        query.setlist(key, [other for other in query.getlist(key) if other != value])
        query.pop("page", None)
        return f"?{query.urlencode()}"

    @property
    def total(self) -> int:
        return len(self._found)

    @cached_property
    def pager(self):
        return Paginator(self._found, PER_PAGE).get_page(self.asked.get("page"))

    @cached_property
    def products(self) -> list[ProductPage]:
        """The products of this page of the list."""
        wanted = list(self.pager.object_list)
        rows = ProductPage.objects.filter(pk__in=wanted).select_related("picture", "locale")
        by_pk = {row.pk: row for row in rows}
        return [by_pk[pk] for pk in wanted if pk in by_pk]

    def address(self, number: int) -> str:
        query = self.asked.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    @property
    def previous_url(self) -> str:
        return self.address(self.pager.previous_page_number()) if self.pager.has_previous() else ""

    @property
    def next_url(self) -> str:
        return self.address(self.pager.next_page_number()) if self.pager.has_next() else ""


def _number(text: str) -> float | None:
    """Read a number as the page's language writes it, and as a link from a page in another may."""
    decimal, grouping = get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")
    text = "".join(text.split())  # some languages part thousands by a space
    is_decimal_point = (
        grouping == "." and decimal not in text and not re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text)
    )
    if not is_decimal_point:
        text = text.replace(grouping, "").replace(decimal, ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None
