"""What the open deals may bring, month by month, with an honest range.

Each open deal is a coin: it brings its amount with the probability of its stage, or nothing. The expectation is
the sum of amount × probability; the range is the 10th and 90th percentile of 4,000 throws of all coins of a month.
A stage's probability is the one set by people, drawn towards what happened as soon as deals have passed there:
(won + 10 × set) / (passed + 10), the mean of a Beta posterior whose prior weighs ten deals.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy

from yangfan.accounts.public import Workspace
from yangfan.core.money import RateUnknown, convert
from yangfan.crm.deals.models import CLOSED_STAGES, Deal, DealMove, Stage
from yangfan.crm.deals.pipelines import pipelines_of

PRIOR_WEIGHT = 10
THROWS = 4_000


@dataclass(frozen=True)
class Chance:
    """How likely a deal at one stage is won: as set, from how many that passed, and what both give."""

    key: str
    title: str
    set_to: float
    passed: int
    won: int

    @property
    def probability(self) -> float:
        return (self.won + PRIOR_WEIGHT * self.set_to) / (self.passed + PRIOR_WEIGHT)


@dataclass(frozen=True)
class Month:
    """One month's open deals in the workspace's currency; `first` is None for those without a hoped-for day."""

    first: date | None
    deals: int
    total: Decimal
    expected: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Forecast:
    """`apart` counts open deals without an amount or in a currency without a rate: they are in no sum."""

    months: list[Month]
    chances: list[Chance]
    apart: int

    @property
    def expected(self) -> Decimal:
        return sum((month.expected for month in self.months), Decimal(0))


def forecast(*, workspace: Workspace, today: date, pipeline=None) -> Forecast:
    """Return what the workspace's open deals (of one pipeline, or all) may bring; overdue ones count in this month."""
    rows = Deal.objects.of(workspace).exclude(stage__in=CLOSED_STAGES)
    if pipeline:
        rows = rows.filter(pipeline=pipeline)
    chances = _chances(workspace)
    months: dict[date | None, list[tuple[Decimal, float]]] = defaultdict(list)
    apart = 0
    for deal in rows.only("pipeline_id", "stage", "amount", "currency", "expected_on"):
        amount = _amount(deal, workspace, today)
        if amount is None:
            apart += 1
            continue
        months[_month(deal.expected_on, today)].append(
            (amount, chances[deal.pipeline_id, deal.stage].probability)
        )
    ordered = sorted(months, key=lambda first: (first is None, first or today))
    shown = [chance for (owner, _key), chance in chances.items() if pipeline is None or owner == pipeline.pk]
    return Forecast([month_of(first, months[first]) for first in ordered], shown, apart)


def _amount(deal: Deal, workspace: Workspace, today: date) -> Decimal | None:
    if deal.amount is None:
        return None
    try:
        return convert(deal.amount, currency=deal.currency, to=workspace.currency, on=today)
    except RateUnknown:
        return None


def _month(expected_on: date | None, today: date) -> date | None:
    return max(expected_on, today).replace(day=1) if expected_on else None


def month_of(first: date | None, coins: list[tuple[Decimal, float]]) -> Month:
    """Return one month's sums; `coins` are (amount, probability). The throws are seeded: the same coins, the same range."""
    amounts = numpy.array([float(amount) for amount, _probability in coins])
    probabilities = numpy.array([probability for _amount, probability in coins])
    throws = numpy.random.default_rng(7).random((THROWS, len(coins))) < probabilities
    low, high = numpy.percentile(throws @ amounts, [10, 90])
    return Month(
        first=first,
        deals=len(coins),
        total=sum((amount for amount, _probability in coins), Decimal(0)),
        expected=_cents(float(amounts @ probabilities)),
        low=_cents(low),
        high=_cents(high),
    )


def _cents(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")


def _chances(workspace: Workspace) -> dict[tuple[int, str], Chance]:
    ended = dict(
        Deal.objects.of(workspace)
        .filter(stage__in=CLOSED_STAGES)
        .values_list("pk", "stage")
        .iterator(chunk_size=5000)
    )
    passed, won = Counter(), Counter()
    moves = DealMove.objects.of(workspace).exclude(stage__in=CLOSED_STAGES)
    for deal, owner, stage in moves.values_list("deal_id", "deal__pipeline_id", "stage").distinct():
        if deal in ended:
            passed[owner, stage] += 1
            won[owner, stage] += ended[deal] == Stage.WON
    return {
        (one.pk, stage.key): Chance(
            stage.key, str(stage), stage.probability / 100, passed[one.pk, stage.key], won[one.pk, stage.key]
        )
        for one in pipelines_of(workspace)
        for stage in one.open_stages
    }
