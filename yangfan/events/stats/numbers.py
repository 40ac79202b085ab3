"""What the statistics answer with: frozen, typed, and the same for every screen, export and report."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

Apart = dict[str, Decimal]  # amounts without a rate, by currency


def roi_of(revenue: Decimal, cost: Decimal) -> Decimal | None:
    """Return the x of "1 : x", to the hundredth; None when nothing was spent."""
    return (revenue / cost).quantize(Decimal("0.01"), ROUND_HALF_UP) if cost else None


def change(now, before) -> Decimal | None:
    """Return the relative change (0.12 is 12 % more); None where there was nothing before, or nothing to compare."""
    if now is None or not before:
        return None
    return ((Decimal(now) - Decimal(before)) / Decimal(before)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Totals:
    """The numbers of a period; see metrics.py for what each means."""

    currency: str
    exposures: int | None = None
    visits: int = 0
    visitors: int = 0
    consented_visitors: int = 0
    page_views: int = 0
    bounces: int = 0
    seconds: int = 0  # of all visits, first event to last
    engaged_seconds: int = 0
    inquiries: int = 0
    inquiries_elsewhere: int = 0
    deals: int = 0
    deals_by_hand: int = 0
    cost: Decimal = Decimal(0)
    cost_apart: Apart = field(default_factory=dict)
    revenue: Decimal = Decimal(0)
    revenue_apart: Apart = field(default_factory=dict)
    revenue_by_hand: Decimal = Decimal(0)
    revenue_by_hand_apart: Apart = field(default_factory=dict)
    bot_hits: int = 0

    @property
    def roi(self) -> Decimal | None:
        return roi_of(self.revenue, self.cost)

    @property
    def all_inquiries(self) -> int:
        return self.inquiries + self.inquiries_elsewhere

    @property
    def bounce_rate(self) -> Decimal | None:
        return _ratio(self.bounces, self.visits)

    @property
    def pages_per_visit(self) -> Decimal | None:
        return _ratio(self.page_views, self.visits)

    @property
    def seconds_per_visit(self) -> Decimal | None:
        return _ratio(self.seconds, self.visits)

    @property
    def inquiry_rate(self) -> Decimal | None:
        return _ratio(self.inquiries, self.visits)

    @property
    def cost_per_inquiry(self) -> Decimal | None:
        return _ratio(self.cost, self.inquiries)


def _ratio(part, whole) -> Decimal | None:
    return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"), ROUND_HALF_UP) if whole else None


@dataclass(frozen=True)
class DayNumbers:
    """One day of the trend."""

    day: date
    exposures: int | None = None
    visits: int = 0
    visitors: int = 0
    page_views: int = 0
    inquiries: int = 0
    deals: int = 0
    cost: Decimal = Decimal(0)
    revenue: Decimal = Decimal(0)

    @property
    def roi(self) -> Decimal | None:
        return roi_of(self.revenue, self.cost)


@dataclass(frozen=True)
class ChannelNumbers:
    """One channel; `key` "" is what belongs to none (未分摊)."""

    key: str
    title: str
    group: str
    exposures: int | None = None  # None: this channel reports none
    visits: int = 0
    visitors: int = 0
    inquiries: int = 0
    deals: int = 0
    cost: Decimal = Decimal(0)
    cost_apart: Apart = field(default_factory=dict)
    revenue: Decimal = Decimal(0)
    revenue_apart: Apart = field(default_factory=dict)

    @property
    def roi(self) -> Decimal | None:
        return roi_of(self.revenue, self.cost)

    @property
    def reports_exposures(self) -> bool:
        return self.exposures is not None

    @property
    def is_allocated(self) -> bool:
        return bool(self.key)


@dataclass(frozen=True)
class BreakdownRow:
    """One country, page, device, language ...; `key` "" is what is not known."""

    key: str
    title: str
    visits: int = 0
    visitors: int = 0
    page_views: int = 0
    likely_visits: int = 0  # of country: how many of the visits are only likely from there
    inquiries: int = 0
    deals: int = 0
    revenue: Decimal = Decimal(0)


@dataclass(frozen=True)
class Breakdown:
    """A page of rows, most visits first; `total` is how many rows there are in all."""

    dimension: str
    rows: list[BreakdownRow]
    total: int


@dataclass(frozen=True)
class Coverage:
    """From nothing to everywhere: how far the period's numbers reach."""

    pages: int = 0  # different pages that were viewed
    languages: int = 0
    countries: int = 0
    sources: int = 0  # different places that sent a visit
    channels: int = 0  # channels that sent a visit
    reporting_channels: int = 0  # channels that report exposures ...
    reporting_visits: int = 0  # ... and the visits they brought
    other_visits: int = 0  # visits of channels that report none


@dataclass(frozen=True)
class Live:
    """Today until now."""

    now: datetime
    visitors_now: int = 0  # seen in the last five minutes
    visits_today: int = 0
    page_views_today: int = 0
    inquiries_today: int = 0
    minutes: list[tuple[datetime, int]] = field(default_factory=list)  # page views of the last 30 minutes
    pages: list[tuple[str, int]] = field(default_factory=list)  # path, visitors of the last 30 minutes
    channels: list[tuple[str, str, int]] = field(default_factory=list)  # key, title, visits today
