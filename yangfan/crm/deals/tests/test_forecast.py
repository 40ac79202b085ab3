"""What open deals may bring: sums, ranges and probabilities that learn."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from yangfan.crm import public as crm
from yangfan.crm.deals.forecast import forecast, month_of

coins = st.lists(st.tuples(st.decimals(0, 10**6, places=2), st.floats(0, 1)), min_size=1, max_size=30)


@given(coins)
def test_the_range_lies_within_what_is_possible(some):
    month = month_of(date(2026, 5, 1), some)
    cent = Decimal("0.02")
    assert -cent <= month.low <= month.high <= month.total + cent
    assert month.expected <= month.total + cent


def test_two_equal_coins_are_worth_one_and_may_bring_none_or_both():
    month = month_of(None, [(Decimal(100), 0.5), (Decimal(100), 0.5)])
    assert (month.expected, month.low, month.high) == (Decimal(100), Decimal(0), Decimal(200))


@pytest.fixture
def open_deal(workspace, owner, now):
    def make(amount, stage="new", expected_on=None, currency="CNY"):
        return crm.open_deal(
            workspace=workspace, title="x", amount=amount, currency=currency, stage=stage, expected_on=expected_on,
            actor=owner, now=now,
        )  # fmt: skip

    return make


def test_deals_are_summed_by_month_and_overdue_ones_count_now(open_deal, workspace, now):
    workspace.currency = "CNY"
    workspace.save()
    today = now.date()
    open_deal(Decimal(1000), "quoted", today - timedelta(days=40))
    open_deal(Decimal(500), "negotiation", today)
    open_deal(Decimal(10))
    open_deal(None)
    open_deal(Decimal(3), currency="XAU")
    seen = forecast(workspace=workspace, today=today)
    assert [(month.first, month.deals, month.expected) for month in seen.months] == [
        (today.replace(day=1), 2, Decimal("650.00")), (None, 1, Decimal("1.00")),
    ]  # fmt: skip
    assert seen.apart == 2


def test_a_stages_probability_moves_towards_what_happened(open_deal, workspace, owner, now):
    for _each in range(10):
        crm.win_deal(deal=open_deal(Decimal(1), "quoted"), actor=owner, now=now)
    chances = {one.key: one for one in forecast(workspace=workspace, today=now.date()).chances}
    assert (chances["quoted"].passed, chances["quoted"].won) == (10, 10)
    assert chances["quoted"].probability == pytest.approx((10 + 3) / 20)
    assert chances["sample"].probability == pytest.approx(0.5)


def test_the_screen_shows_and_exports_it(open_deal, workspace, viewer, client_of, now):
    open_deal(Decimal(1000), "quoted", now.date())
    client, url = client_of(viewer), reverse("crm_forecast", args=[workspace.slug])
    assert "How this is reckoned" in client.get(url).content.decode()
    assert "300" in client.get(url, {"export": "csv"}).getvalue().decode()
