"""The dashboard's figures: what the panels show, made of the answers of events.stats and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_symbol
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from yangfan.events import stats

LONG_IN_DAYS = 62  # from here on the trend is drawn by the week
DAYS_A_WEEK = 7
ROI_SCALE = 5  # the bar shows 0 to 5


def as_period(choice) -> "stats.Period":
    return stats.Period(choice.from_on, choice.to_on)


def ratio(x: Decimal | None) -> str:
    """Return the x of "1:x" as it is shown: one decimal, a plain 0, "—" without cost."""
    if x is None:
        return "—"
    return "0" if not x else str(Decimal(x).quantize(Decimal("0.1"), ROUND_HALF_UP))


def percent(part, whole, digits: int = 2) -> str:
    """Return part of whole in per cent; "—" without a whole."""
    return f"{Decimal(100) * part / whole:.{digits}f}%" if whole else "—"


def symbol_of(currency: str) -> str:
    """Return the currency's sign as the reader writes it: ¥, CN¥, $."""
    locale = to_locale(get_language() or "en")
    return get_currency_symbol(currency, {"zh_Hans": "zh_Hans_CN"}.get(locale, locale))


# --- comparison --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """The totals of a period and of the one it is compared with; `start` is the first day anything could be counted."""

    now: "stats.Totals"
    before: "stats.Totals | None"
    start: date | None
    before_from: date | None
    before_to: date | None

    @property
    def is_before_start(self) -> bool:
        """True when the other period ended before the site was live: 0 by nature, never a per cent."""
        return bool(self.before and (self.start is None or self.before_to < self.start))

    @property
    def is_partly_before_start(self) -> bool:
        return bool(self.before and self.start and self.before_from < self.start <= self.before_to)


def compare(workspace, choice) -> Compared:
    """Return the totals of the chosen period beside those of the period it is compared with."""
    dates = choice.before
    return Compared(
        now=stats.totals(workspace, as_period(choice)),
        before=stats.totals(workspace, stats.Period(*dates)) if dates else None,
        start=start_of(workspace),
        before_from=dates[0] if dates else None,
        before_to=dates[1] if dates else None,
    )


def compare_title(workspace, choice) -> str:
    """Say what the period is compared with; nothing could be counted before the start."""
    start = start_of(workspace)
    if choice.before and start and choice.before[1] < start:
        return _("before going live")
    return choice.compare_title


def start_of(workspace) -> date | None:
    """Return the day the site went live; without one on record, the first day with a number."""
    return workspace.live_on or stats.first_day(workspace)


def change_of(compared: Compared, key: str, show=None) -> dict:
    """Return what the number tag needs to show the change of a metric: change, rises, good, and base in words."""
    if compared.before is None:
        return {"change": "", "rises": None, "good": None, "base": ""}
    now, before = getattr(compared.now, key), getattr(compared.before, key)
    text = _shown(before) if show is None else show(before)
    if compared.is_before_start:
        return {
            "change": "",
            "rises": None,
            "good": None,
            "base": _("before going live: %(value)s") % {"value": _shown(before or 0)},
        }
    base = _("before: %(value)s") % {"value": text}
    relative = stats.change(now, before)
    if relative is None or compared.is_partly_before_start:
        return {"change": "", "rises": None, "good": None, "base": base}
    if not relative:
        return {"change": _("unchanged"), "rises": None, "good": None, "base": base}
    rises = relative > 0
    better = stats.metric(key).is_better_when_higher
    return {"change": _times_or_percent(relative), "rises": rises, "good": rises == better, "base": base}


def _shown(value) -> str:
    return _("no data") if value is None else number_format(value, force_grouping=True)


def _times_or_percent(relative: Decimal) -> str:
    size = abs(relative)
    if relative >= 10:
        return _("%(n)s times") % {"n": int(relative) + 1}
    return f"{size * 100:.1f}%" if size < Decimal("0.1") else f"{size * 100:.0f}%"


# --- trend -------------------------------------------------------------------------------------------------------------


@dataclass
class Step:
    """One point of the trend: a day, or a week that begins on `day`."""

    day: date
    days: int = 0
    visits: int = 0
    inquiries: int = 0
    deals: int = 0
    cost: Decimal = Decimal(0)
    revenue: Decimal = Decimal(0)

    def add(self, numbers) -> None:
        self.days += 1
        for name in ("visits", "inquiries", "deals", "cost", "revenue"):
            setattr(self, name, getattr(self, name) + getattr(numbers, name))


def steps_of(days: list, *, by: str) -> list[Step]:
    """Sum days up to weeks counted from the period's first day, or keep them."""
    size = DAYS_A_WEEK if by == "week" else 1
    steps: list[Step] = []
    for index, numbers in enumerate(days):
        if index % size == 0:
            steps.append(Step(numbers.day))
        steps[-1].add(numbers)
    return steps


def running_roi(steps: list[Step]) -> list[float | None]:
    """Return the ROI from the period's beginning up to each step; None before the first cost."""
    cost, revenue, line = Decimal(0), Decimal(0), []
    for step in steps:
        cost, revenue = cost + step.cost, revenue + step.revenue
        roi = stats.roi_of(revenue, cost)
        line.append(None if roi is None else float(roi))
    return line


def traffic_chart(steps: list[Step], *, by: str, word: dict) -> dict:
    """Visits, inquiries and deals on one time axis, each in a chart of its own."""
    weekly = by == "week"
    return {
        "kind": "panes",
        "labels": [step.day.isoformat() for step in steps],
        "series": [
            {"name": _("Visits per week") if weekly else _("Visits per day"), "values": [step.visits for step in steps],
             "look": "area", "tone": "sea", "weight": 3},
            {"name": (_("Website %(many)s per week") if weekly else _("Website %(many)s per day")) % word,
             "values": [step.inquiries for step in steps], "look": "bar", "tone": "sky", "weight": 2},
            {"name": _("Deals won"), "values": [step.deals for step in steps], "look": "marks", "tone": "sail", "weight": 0.7},
        ],
    }  # fmt: skip


def money_chart(steps: list[Step], *, by: str, currency: str, break_even) -> dict:
    """ROI so far with the break-even line; cost and revenue below on the same axis."""
    chart = {
        "kind": "panes",
        "whole": False,
        "labels": [step.day.isoformat() for step in steps],
        "series": [
            {"name": _("ROI so far, 1 : x"), "values": running_roi(steps), "look": "line", "tone": "sea", "weight": 2},
            {"name": _("Cost, %(currency)s") % {"currency": currency}, "values": [float(step.cost) for step in steps],
             "look": "bar", "tone": "grey", "weight": 1},
            {"name": _("Revenue, %(currency)s") % {"currency": currency}, "values": [float(step.revenue) for step in steps],
             "look": "bar", "tone": "sail", "weight": 1},
        ],
    }  # fmt: skip
    if break_even:
        chart["line"] = {
            "value": round(float(break_even), 2),
            "name": _("break-even 1:%(x)s") % {"x": ratio(break_even)},
        }
    return chart


def trend_words(steps: list[Step], *, word: dict) -> str:
    """Say in a sentence what the trend shows, for those who do not see it."""
    if not steps:
        return ""
    first, best = steps[0], max(steps, key=lambda step: step.visits)
    words = _("From %(first)s visits at first to %(best)s at best; %(inquiries)s %(many)s, %(deals)s deals.")
    return words % {
        "first": first.visits,
        "best": best.visits,
        "inquiries": sum(step.inquiries for step in steps),
        "many": word["many"],
        "deals": sum(step.deals for step in steps),
    }


# --- funnel ------------------------------------------------------------------------------------------------------------


def funnel_steps(totals, workspace) -> list[dict]:
    """Visit → inquiry → deal for the funnel drawing. Exposure is no step of it."""
    return [
        {"name": stats.metric("visits").title, "value": totals.visits, "tone": "sky",
         "goes_on": _("%(share)s send %(a)s") % {**workspace.word, "share": percent(totals.inquiries, totals.visits)} if totals.visits else ""},
        {"name": stats.metric_of(workspace, "inquiries").title, "value": totals.inquiries, "tone": "sea",
         "goes_on": _("%(share)s become a deal") % {"share": percent(totals.deals, totals.inquiries)} if totals.inquiries else ""},
        {"name": stats.metric("deals").title, "value": totals.deals, "tone": "sail"},
    ]  # fmt: skip


def line_of_truth(coverage) -> str:
    """Say what exposure can and cannot explain."""

    def grouped(value):
        return number_format(value, force_grouping=True)

    if not coverage.reporting_channels:
        return _(
            "No channel reports exposures; all %(other)s visits came from channels that report none."
        ) % {"other": grouped(coverage.other_visits)}
    return ngettext(
        "%(n)s channel reports exposures, it brought %(theirs)s visits; the other %(other)s came from channels that report none.",
        "%(n)s channels report exposures, they brought %(theirs)s visits; the other %(other)s came from channels that report none.",
        coverage.reporting_channels,
    ) % {
        "n": coverage.reporting_channels,
        "theirs": grouped(coverage.reporting_visits),
        "other": grouped(coverage.other_visits),
    }


# --- channels ----------------------------------------------------------------------------------------------------------

SORTS = ("title", "exposures", "visits", "inquiries", "cost", "deals", "revenue", "roi")


@dataclass(frozen=True)
class ChannelGroup:
    """Channels that report exposures, or those that do not."""

    reports: bool
    rows: list
    visits: int


@dataclass(frozen=True)
class ChannelTable:
    """The table by channel: two groups, what belongs to no channel, and the whole."""

    groups: list[ChannelGroup]
    not_allocated: object | None
    total: "stats.Totals"
    sort: str


def channel_table(workspace, choice, *, sort: str = "") -> ChannelTable:
    """Return the table; `sort` names a column, "-" first for descending, and sorts inside the groups."""
    period = as_period(choice)
    rows = stats.by_channel(workspace, period)
    allocated = [row for row in rows if row.is_allocated]
    groups = []
    for reports in (True, False):
        own = [row for row in allocated if row.reports_exposures == reports]
        if own:
            chosen = sort or ("-exposures" if reports else "-visits")
            groups.append(ChannelGroup(reports, sorted_rows(own, chosen), sum(row.visits for row in own)))
    return ChannelTable(
        groups=groups,
        not_allocated=next((row for row in rows if not row.is_allocated), None),
        total=stats.totals(workspace, period),
        sort=sort,
    )


def sorted_rows(rows: list, sort: str) -> list:
    """Sort by a column; rows without a value come last either way."""
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        return rows
    known = [row for row in rows if getattr(row, name) is not None]
    unknown = [row for row in rows if getattr(row, name) is None]
    return sorted(known, key=lambda row: getattr(row, name), reverse=descending) + unknown


def apart_words(*sums: dict) -> list[tuple[str, Decimal]]:
    """Return amounts without a rate, by currency, for showing apart."""
    together: dict[str, Decimal] = {}
    for one in sums:
        for currency, amount in one.items():
            together[currency] = together.get(currency, Decimal(0)) + amount
    return sorted((currency, amount) for currency, amount in together.items() if amount)


def span_words(choice) -> str:
    """Return from, to and length of a period; it is printed wherever its numbers are."""
    days = ngettext("%(n)d day", "%(n)d days", choice.days) % {"n": choice.days}
    return _("%(from)s – %(to)s, %(days)s") % {
        "from": date_format(choice.from_on, "DATE_FORMAT"),
        "to": date_format(choice.to_on, "DATE_FORMAT"),
        "days": days,
    }


def ends_short(steps: list[Step], *, by: str) -> bool:
    """True when the last week of the trend is not a whole one."""
    return by == "week" and bool(steps) and steps[-1].days < DAYS_A_WEEK


def default_grain(choice) -> str:
    return "week" if choice.days > LONG_IN_DAYS else "day"
