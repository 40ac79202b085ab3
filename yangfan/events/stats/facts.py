"""Exposures, inquiries, deals, cost and revenue: the numbers that can be undone, read from `facts` in one query."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yangfan.accounts.public import Workspace
from yangfan.events.stats.amounts import Amounts
from yangfan.events.stats.periods import Period
from yangfan.events.stats.query import Query, run

# Whose word on a channel's exposures of a day is taken: one source, the best there is. So with costs, but for bills
# entered by hand: they are other money, and costs of no channel: nobody reports them twice.
PRECEDENCE = ("api", "file", "hand", "event")
BY_HAND = "hand"  # a deal without a known inquiry: counted apart


@dataclass
class FactSums:
    """What the facts of one group (a day, a channel, a country ...) come to."""

    currency: str
    exposures: int | None = None  # None: nobody reported any; not zero
    inquiries: int = 0
    inquiries_elsewhere: int = 0
    deals: int = 0
    deals_by_hand: int = 0
    cost: Amounts = field(default=None)
    revenue: Amounts = field(default=None)
    revenue_by_hand: Amounts = field(default=None)

    def __post_init__(self):
        self.cost, self.revenue, self.revenue_by_hand = (Amounts(self.currency) for _ in range(3))


def sums_by(
    workspace: Workspace, period: Period, key: Callable[[dict], object], *, columns: tuple[str, ...] = ()
) -> dict[object, FactSums]:
    """Return the sums of each group; `key` names a row's group by its day, channel and `columns`."""
    groups: dict[object, FactSums] = defaultdict(lambda: FactSums(workspace.currency))
    rows = _rows(workspace, period, columns)
    best = _best_sources(rows)
    for row in rows:
        if _has_rivals(row) and row["source"] != best[row["kind"], row["day"], row["channel"]]:
            continue
        _add(groups[key(row)], row)
    return groups


def _rows(workspace: Workspace, period: Period, columns: tuple[str, ...]) -> list[dict]:
    grouped = ("day", "channel", "kind", "source", "currency", *columns)
    query = Query(
        "facts", dict(zip(grouped, grouped, strict=True)) | {"amount_": "sum(amount)"}, group_by=grouped
    )
    return run(query, workspace, period)


def _has_rivals(row: dict) -> bool:
    """Tell whether several sources may report this same number."""
    return row["kind"] == "exposure" or (
        row["kind"] == "cost" and row["source"] != BY_HAND and row["channel"] != ""
    )


def _best_sources(rows: list[dict]) -> dict[tuple[str, date, str], str]:
    """Return, for each kind, day and channel, the one source that counts."""
    reported = defaultdict(set)
    for row in rows:
        if _has_rivals(row):
            reported[row["kind"], row["day"], row["channel"]].add(row["source"])
    return {place: min(sources, key=_rank) for place, sources in reported.items()}


def _rank(source: str) -> tuple[int, str]:
    return (PRECEDENCE.index(source) if source in PRECEDENCE else len(PRECEDENCE), source)


def _add(sums: FactSums, row: dict) -> None:
    kind, amount, is_by_hand = row["kind"], row["amount_"], row["source"] == BY_HAND
    if kind == "exposure":
        sums.exposures = (sums.exposures or 0) + int(amount)
    elif kind == "inquiry":
        sums.inquiries += int(amount)
    elif kind == "inquiry_elsewhere":
        sums.inquiries_elsewhere += int(amount)
    elif kind == "deal" and is_by_hand:
        sums.deals_by_hand += int(amount)
    elif kind == "deal":
        sums.deals += int(amount)
    else:
        _amounts_of(sums, kind, is_by_hand).add(Decimal(amount), currency=row["currency"], on=row["day"])


def _amounts_of(sums: FactSums, kind: str, is_by_hand: bool) -> Amounts:
    if kind == "cost":
        return sums.cost
    return sums.revenue_by_hand if is_by_hand else sums.revenue
