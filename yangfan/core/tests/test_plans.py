"""Plans go by the clock on the wall of their time zone, also on the days it is set."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from yangfan.core.jobs import clock
from yangfan.core.jobs.plans import Daily, Every, PlanUnreadable, Weekly, plan_of, stretched

MONDAY = datetime(2026, 3, 23, 12, tzinfo=UTC)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize("plan", [Every(30), Daily(9), Daily(23, 59), Weekly(0, 9), Weekly(6, 7, 5)])
def test_a_plan_survives_being_kept_as_text(plan):
    assert plan_of(str(plan)) == plan


@pytest.mark.parametrize(
    "text", ["every", "every 0", "every x", "daily 25:00", "weekly 7 09:00", "weekly 1", "never 1"]
)
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(PlanUnreadable):
        plan_of(text)


def test_a_daily_job_runs_at_the_hour_of_its_zone_in_summer_and_winter():
    nine = Daily(9)
    assert nine.next_after(MONDAY, "Asia/Shanghai") == utc(2026, 3, 24, 1)
    assert nine.next_after(utc(2026, 3, 28, 12), "Europe/Berlin") == utc(
        2026, 3, 29, 7
    )  # the clock was set forward
    assert nine.next_after(utc(2026, 3, 27, 12), "Europe/Berlin") == utc(2026, 3, 28, 8)
    assert nine.next_after(utc(2026, 10, 24, 12), "Europe/Berlin") == utc(2026, 10, 25, 8)


def test_a_time_that_the_clock_skips_comes_an_hour_later_and_a_doubled_one_comes_once():
    half_past_two = Daily(2, 30)
    skipped = half_past_two.next_after(utc(2026, 3, 28, 12), "Europe/Berlin")
    assert skipped == utc(2026, 3, 29, 1, 30)  # the clock on the wall shows 03:30
    assert half_past_two.next_after(skipped, "Europe/Berlin") == utc(2026, 3, 30, 0, 30)
    doubled = half_past_two.next_after(utc(2026, 10, 24, 12), "Europe/Berlin")
    assert doubled == utc(2026, 10, 25, 0, 30)
    assert half_past_two.next_after(doubled, "Europe/Berlin") == utc(2026, 10, 26, 1, 30)


def test_a_weekly_job_comes_on_its_day_and_at_its_own_minute_only_a_week_later():
    plan = Weekly(0, 9)
    first = plan.next_after(MONDAY, "America/New_York")  # it is 8 in the morning there
    assert first == utc(2026, 3, 23, 13)
    assert plan.next_after(first, "America/New_York") == first + timedelta(days=7)


def test_failures_stretch_the_gap_up_to_a_day_and_bring_rare_jobs_back_the_next_day():
    half_hour = Every(30)
    waits = [stretched(half_hour, n, MONDAY, "UTC") - MONDAY for n in (1, 2, 3, 20)]
    assert waits == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4), timedelta(days=1)]
    assert stretched(Weekly(0, 9), 1, MONDAY, "UTC") == MONDAY + timedelta(days=1)
    assert stretched(Daily(13), 3, MONDAY, "UTC") == utc(2026, 3, 23, 13)


def test_a_plan_is_said_in_both_languages():
    with translation.override("en"):
        assert Weekly(0, 9).in_words() == "Monday at 09:00 every week"
        assert (Every(120).in_words(), Every(1).in_words()) == ("Every 2 hours", "Every minute")
    with translation.override("zh-hans"):
        assert Daily(9).in_words() == "每天 09:00"
        assert Weekly(0, 9).in_words() == "每周一 09:00"
        assert (Every(30).in_words(), Every(60).in_words()) == ("每 30 分钟", "每小时")


def test_the_clock_passes_faster_only_when_asked(settings):
    settings.CLOCK_SPEED, settings.CLOCK_FROM = 1, "2026-01-01T00:00:00+00:00"
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    start = datetime.now(UTC) - timedelta(hours=1)
    settings.CLOCK_SPEED, settings.CLOCK_FROM = 720, start.isoformat()
    assert abs(clock.now() - (start + timedelta(hours=720))) < timedelta(hours=12)
