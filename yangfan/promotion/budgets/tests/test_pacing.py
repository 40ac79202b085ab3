"""Where a month ends: checked against numbers one can work out, and against many made-up seasons."""

from datetime import date, timedelta
from decimal import Decimal

import numpy
from hypothesis import given
from hypothesis import strategies as st

from yangfan.promotion.budgets.pacing import forecast_month, month_end, next_month

NOVEMBER = date(2026, 11, 1)


def season(first: date, last: date, amount=lambda day: 100):
    return {
        first + timedelta(days=n): Decimal(amount(first + timedelta(days=n)))
        for n in range((last - first).days + 1)
    }


def test_even_spending_ends_where_it_leads_and_leaves_no_doubt():
    forecast = forecast_month(
        season(date(2026, 9, 1), date(2026, 11, 12)), month=NOVEMBER, known_until=date(2026, 11, 12)
    )
    assert (forecast.low, forecast.amount, forecast.high) == (3000, 3000, 3000)


def test_weekends_without_spending_are_seen_ahead():
    def by_weekday(day):
        return 0 if day.weekday() >= 5 else 140

    until = date(2026, 11, 13)  # a Friday
    forecast = forecast_month(season(date(2026, 9, 1), until, by_weekday), month=NOVEMBER, known_until=until)
    truth = sum(season(NOVEMBER, date(2026, 11, 30), by_weekday).values())
    flat = 10 * 140 + 17 * 100
    assert abs(forecast.amount - truth) < abs(flat - truth)
    assert abs(forecast.amount - truth) < truth * Decimal("0.03")


def test_the_last_seven_days_decide_the_level():
    def doubled(day):
        return 200 if day >= date(2026, 11, 8) else 100

    until = date(2026, 11, 14)
    forecast = forecast_month(season(date(2026, 9, 1), until, doubled), month=NOVEMBER, known_until=until)
    assert abs(forecast.amount - (700 + 1400 + 16 * 200)) < 200


def test_two_days_are_too_few_to_tell():
    daily = season(date(2026, 11, 1), date(2026, 11, 2))
    assert forecast_month(daily, month=NOVEMBER, known_until=date(2026, 11, 2)) is None
    assert forecast_month({}, month=NOVEMBER, known_until=date(2026, 11, 2)) is None


def test_the_range_holds_about_four_times_in_five():
    random, held, runs = numpy.random.default_rng(7), 0, 300
    first, last, until = date(2026, 9, 5), date(2026, 11, 30), date(2026, 11, 15)
    for _run in range(runs):
        daily = season(first, last, lambda day: round(float(random.gamma(4, 25)), 2))
        known = {day: amount for day, amount in daily.items() if day <= until}
        forecast = forecast_month(known, month=NOVEMBER, known_until=until)
        truth = sum(amount for day, amount in daily.items() if day >= NOVEMBER)
        held += forecast.low <= truth <= forecast.high
    assert 0.7 <= held / runs <= 0.92


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=80), st.integers(0, 3))
def test_a_month_never_ends_below_what_is_spent_already(amounts, unknown):
    until = date(2026, 11, 20)
    daily = {until - timedelta(days=n): Decimal(amount) for n, amount in enumerate(amounts)}
    daily |= {until + timedelta(days=n + 1): Decimal(50) for n in range(unknown)}
    spent = sum(amount for day, amount in daily.items() if day >= NOVEMBER)
    forecast = forecast_month(daily, month=NOVEMBER, known_until=until)
    assert spent <= forecast.low <= forecast.amount <= forecast.high


def test_months_follow_each_other_over_the_year():
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next_month(date(2026, 1, 1), -2) == date(2025, 11, 1)
    assert month_end(date(2028, 2, 1)) == date(2028, 2, 29)
