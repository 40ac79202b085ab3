"""The season's generator: pure, the same totals for every seed, and as rough as real traffic."""

from collections import Counter, defaultdict
from datetime import date
from statistics import median

import pytest

from yangfan.demo.season.emit import emit
from yangfan.demo.season.table import DAYS, NOT_ALLOCATED, TABLE

LAST_DAY = date(2026, 11, 22)
ROBOTS = ("bot", "spider", "Headless", "requests", "curl", "Go-http")


@pytest.fixture(scope="module")
def season():
    return list(emit(7, last_day=LAST_DAY))


def hits_of(season):
    return [each["event"] for each in season if each["door"] == "events"]


def test_the_same_seed_gives_the_same_requests(season):
    assert list(emit(7, last_day=LAST_DAY)) == season


def test_the_table_adds_up_to_the_case():
    rows = TABLE.values()
    assert sum(row.exposures or 0 for row in rows) == 38_022
    assert sum(row.visits for row in rows) == 29_075
    assert sum(row.inquiries for row in rows) == 377
    assert sum(row.cost for row in rows) + NOT_ALLOCATED == 96_000
    assert sum(len(row.deals) for row in rows) == 12
    assert sum(sum(row.deals) for row in rows) == 288_000


def test_nothing_is_labelled(season):
    words = {word for each in season for word in each} | {word for hit in hits_of(season) for word in hit}
    assert words.isdisjoint({"channel_key", "source", "medium", "plan", "visit", "label"})
    assert all("channel" not in hit for hit in hits_of(season))


def test_robots_are_at_least_eight_in_a_hundred_hits(season):
    hits = [hit for hit in hits_of(season) if hit["name"] != "impression"]
    robots = [hit for hit in hits if any(word in hit["user_agent"] for word in ROBOTS)]
    assert len(robots) / len(hits) >= 0.08


def test_half_of_the_visits_read_two_pages_or_more(season):
    pages = defaultdict(set)
    for hit in hits_of(season):
        if hit["name"] == "page_view" and hit["id"].startswith("v"):
            pages[hit["id"].partition("-")[0]].add(hit["id"])
    assert median(len(each) for each in pages.values()) == 2


def test_some_events_are_sent_twice_and_some_come_late(season):
    ids = Counter(hit["id"] for hit in hits_of(season))
    assert sum(1 for count in ids.values() if count > 1) > 300
    moments = [hit["occurred_at"] for hit in hits_of(season)]
    assert sum(1 for before, after in zip(moments, moments[1:], strict=False) if after < before) > 300


def test_some_visits_are_explained_by_a_click_id_or_a_referrer_alone(season):
    arrivals = [hit for hit in hits_of(season) if hit["id"].endswith("-p0")]
    click_only = [hit for hit in arrivals if "gclid=" in hit["url"] and "utm_" not in hit["url"]]
    referrer_only = [hit for hit in arrivals if "?" not in hit["url"] and hit.get("referrer")]
    assert len(click_only) > 50
    assert len(referrer_only) > 5_000


def test_it_begins_from_nothing_and_rests_at_weekends(season):
    by_day = Counter()
    for hit in hits_of(season):
        if hit["id"].endswith("-p0"):
            by_day[hit["occurred_at"][:10]] += 1
    days = sorted(by_day)
    assert sum(by_day[day] for day in days[:7]) < 120
    assert sum(by_day[day] for day in days[-7:]) > 1_300
    weekend = [by_day[day] for day in days[120:] if date.fromisoformat(day).weekday() >= 5]
    working = [by_day[day] for day in days[120:] if date.fromisoformat(day).weekday() < 5]
    assert median(weekend) < 0.75 * median(working)
    assert len(days) <= DAYS + 1


def test_holidays_are_quiet(season):
    by_day = Counter(hit["occurred_at"][:10] for hit in hits_of(season) if hit["id"].endswith("-p0"))
    holiday = [by_day[f"2026-10-0{day}"] for day in range(2, 8)]
    before = [by_day[f"2026-09-{day}"] for day in range(21, 26)]
    assert median(holiday) < 0.6 * median(before)


def test_no_two_letters_are_the_same(season):
    letters = [each["inquiry"] for each in season if each["door"] == "inquiry"]
    texts = Counter(letter["message"] for letter in letters)
    assert texts.most_common(1)[0][1] == 1
    languages = Counter(letter["message"][:1].isascii() for letter in letters)
    assert languages[False] > 100 and languages[True] > 100


def test_costs_are_real_files(season):
    files = [each for each in season if each["door"] == "cost_file"]
    assert len(files) > 15
    assert {each["channel"] for each in files} == {"google_ads", "baidu_ads", "linkedin", "b2b_marketplaces"}
