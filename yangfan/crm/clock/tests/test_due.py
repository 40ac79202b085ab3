"""By when an inquiry must be answered, said in words, and the page of the business hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from yangfan.crm.clock import due, zones
from yangfan.crm.clock.hours import due_at, hours_of
from yangfan.crm.models import Inquiry, InquirySettings

MONDAY = datetime(2026, 9, 21, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def inquiry(inquire, workspace):
    InquirySettings.objects.create(workspace=workspace)
    return inquire(now=MONDAY, country="BR").inquiry


def test_the_time_left_is_counted_in_business_hours_and_said_in_words(inquiry):
    assert inquiry.answer_due_at == MONDAY + timedelta(hours=4)
    assert due.due_words(inquiry, now=MONDAY + timedelta(hours=2)) == "answer by 14:30 (2 h left)"
    assert due.due_words(inquiry, now=MONDAY + timedelta(hours=7)) == "3 h late"
    assert due.is_late(inquiry, now=MONDAY + timedelta(hours=4)) and not due.is_late(inquiry, now=MONDAY)


def test_the_buyers_time_is_that_of_the_browser_else_the_likely_one_of_the_country(inquiry):
    there = due.buyers_time(inquiry, now=MONDAY)
    assert there.words == "23:30 in Sao Paulo, likely" and not there.is_day and not there.call
    inquiry.time_zone = "Asia/Dubai"
    there = due.buyers_time(inquiry, now=MONDAY)
    assert there.words == "06:30 in Dubai" and there.call == "13:00–18:00 your time"
    inquiry.time_zone = inquiry.country = ""
    inquiry.contact.country = ""
    assert due.buyers_time(inquiry, now=MONDAY) is None


def test_the_week_of_the_buyer_is_that_of_their_country():
    dhahran = zones.usual_hours(zones.place_of(time_zone="", country="SA"))
    assert sorted(dhahran.week) == [0, 1, 2, 3, 6]


def test_changed_hours_move_the_due_times_and_wrong_ones_are_refused(client_of, owner, sales, inquiry):
    browser = client_of(owner)
    page = "/console/tidelane/settings/hours/"
    assert browser.get(page).status_code == 200 and client_of(sales).get(page).status_code == 403
    fields = {
        "answer_within_hours": "2",
        "from_0": "11:00",
        "to_0": "12:00",
        "from_2": "22:00",
        "to_2": "06:00",
    }
    assert browser.post(page, fields | {"holidays": "soon"}).status_code == 422
    assert browser.post(page, fields | {"from_3": "09:00"}).status_code == 422
    assert (
        browser.post(page, fields | {"holidays": "2026-09-23\n2026-10-01 to 2026-10-03"}).status_code == 302
    )
    saved = InquirySettings.objects.of(inquiry.workspace).get()
    assert saved.holidays == ["2026-09-23", "2026-10-01", "2026-10-02", "2026-10-03"]
    moved = Inquiry.objects.of(inquiry.workspace).get().answer_due_at
    assert moved == datetime(2026, 9, 28, 12, 0, tzinfo=MONDAY.tzinfo)  # Wednesday's night is off


def test_a_day_may_have_a_break_and_the_clock_stands_still_in_it(client_of, owner, inquiry):
    browser, page = client_of(owner), "/console/tidelane/settings/hours/"
    fields = {
        "answer_within_hours": "2",
        "from_0": "09:00",
        "to_0": "12:00",
        "from_0_2": "13:30",
        "to_0_2": "18:00",
    }
    assert browser.post(page, fields | {"from_0_2": "11:00"}).status_code == 422
    assert browser.post(page, fields | {"to_0_2": ""}).status_code == 422
    assert browser.post(page, fields).status_code == 302
    saved = InquirySettings.objects.of(inquiry.workspace).get()
    assert saved.business_hours == {"0": [["09:00", "12:00"], ["13:30", "18:00"]]}
    assert 'value="13:30"' in browser.get(page).content.decode()
    hours = hours_of(zone="Asia/Shanghai", business_hours=saved.business_hours, holidays=[])
    since = datetime(2026, 9, 21, 11, 0, tzinfo=hours.zone)  # a Monday
    assert due_at(since, timedelta(hours=2), hours) == datetime(2026, 9, 21, 14, 30, tzinfo=hours.zone)
