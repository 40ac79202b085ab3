"""Counting working time: across nights, weekends, holidays and the days the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yangfan.crm.clock.hours import Hours, due_at, first_common, is_open, next_opening, worked_between

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
OFFICE = ((time(9), time(18)),)
WEEK = Hours(SHANGHAI, dict.fromkeys(range(5), OFFICE), frozenset({date(2026, 10, 1)}))


def at(text, zone=SHANGHAI):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("since", "hours", "due"),
    [
        ("2026-09-21 10:00", 4, "2026-09-21 14:00"),
        ("2026-09-21 07:00", 4, "2026-09-21 13:00"),  # before opening: from nine
        ("2026-09-21 16:00", 4, "2026-09-22 11:00"),  # over night
        ("2026-09-25 17:00", 4, "2026-09-28 12:00"),  # over the weekend
        ("2026-09-30 17:00", 4, "2026-10-02 12:00"),  # over a day off
        ("2026-09-21 09:00", 9, "2026-09-21 18:00"),  # exactly the day
        ("2026-09-21 18:00", 1, "2026-09-22 10:00"),
    ],
)
def test_only_business_hours_count(since, hours, due):
    assert due_at(at(since), timedelta(hours=hours), WEEK) == at(due)


def test_a_night_shift_belongs_to_the_day_it_begins_on():
    night = Hours(SHANGHAI, {4: ((time(22), time(6)),)})  # Friday night
    assert due_at(at("2026-09-25 23:00"), timedelta(hours=6), night) == at("2026-09-26 05:00")
    assert is_open(at("2026-09-26 05:59"), night) and not is_open(at("2026-09-26 06:00"), night)
    off = Hours(SHANGHAI, night.week, frozenset({date(2026, 9, 25)}))
    assert next_opening(at("2026-09-25 23:00"), off) == at("2026-10-02 22:00")


def test_the_night_the_clocks_change_is_counted_as_long_as_it_is():
    always = Hours(BERLIN, {6: ((time(0), time(6)),)})
    spring, autumn = at("2026-03-29 00:00", BERLIN), at("2026-10-25 00:00", BERLIN)
    assert worked_between(spring, spring + timedelta(days=1), always) == timedelta(hours=5)
    assert worked_between(autumn, autumn + timedelta(days=1), always) == timedelta(hours=7)


def test_without_any_hours_the_plain_clock_counts():
    never = Hours(SHANGHAI, {})
    assert due_at(at("2026-09-21 10:00"), timedelta(hours=4), never) == at("2026-09-21 14:00")
    assert next_opening(at("2026-09-21 10:00"), never) is None


def test_the_first_time_both_are_at_work_is_found_or_there_is_none():
    paulo = Hours(ZoneInfo("America/Sao_Paulo"), {day: ((time(9), time(17)),) for day in range(5)})
    late = Hours(SHANGHAI, {day: ((time(9), time(22)),) for day in range(5)})
    short = timedelta(minutes=30)
    assert first_common(late, paulo, at("2026-09-21 10:00"), at_least=short) == (
        at("2026-09-21 20:00"),
        at("2026-09-21 22:00"),
    )
    assert first_common(WEEK, paulo, at("2026-09-21 10:00"), at_least=short) is None


clock_times = st.times().map(lambda one: one.replace(second=0, microsecond=0))
weeks = st.dictionaries(
    st.integers(0, 6), st.lists(st.tuples(clock_times, clock_times), max_size=3).map(tuple), min_size=1
)
zones = st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
amounts = st.integers(1, 60 * 40).map(lambda minutes: timedelta(minutes=minutes))
many = st.builds(
    Hours, zones, weeks, st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5)
)


@given(many, moments, amounts)
def test_as_much_is_worked_until_the_due_time_as_was_asked(hours, since, within):
    due = due_at(since, within, hours)
    assert due >= since + within or not any(hours.week.values())
    worked = worked_between(since, due, hours)
    assert worked == (within if any(hours.week.values()) else timedelta(0))


@given(many, moments, amounts, amounts)
def test_a_later_question_or_a_longer_time_is_never_due_earlier(hours, since, within, more):
    assert due_at(since + more, within, hours) >= due_at(since, within, hours)
    assert due_at(since, within + more, hours) > due_at(since, within, hours)
