"""What a pack keeps for later can be read, copied and used now."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from yangfan.scenarios.applying import actions
from yangfan.scenarios.material import queries

HERE = "/console/tidelane/setup/"


def test_the_result_names_what_is_kept_and_leads_to_it(setup, built, owner, client_of):
    actions.build(setup=setup, actor=owner, now=timezone.now())
    browser = client_of(owner)
    result = browser.get(HERE + "result/")
    assert (
        "content calendar (7 posts)" in result.content.decode()
        and "search phrases (14)" in result.content.decode()
    )
    page = browser.get(HERE + "material/").content.decode()
    assert "Pump housings supplier China" in page and "How to choose Pump housings for your machine" in page
    assert "泵壳厂家" in page  # a phrase is filled in in its own language
    file = b"".join(browser.get(HERE + "material/keywords/").streaming_content).decode()
    assert "泵壳厂家,zh-hans,/,wants to buy" in file


def test_the_calendar_counts_weeks_from_publishing(setup, built):
    setup.published_at = datetime(2026, 4, 2, 8, tzinfo=UTC)
    months = queries.calendar_of(setup, "en")
    assert [month.isoformat() for month, _posts in months] == [
        "2026-03-01",
        "2026-04-01",
        "2026-05-01",
        "2026-06-01",
    ]
    assert months[0][1][0].on.isoformat() == "2026-03-30"


@pytest.mark.parametrize("path", ["material/", "material/keywords/"])
def test_strangers_and_sales_do_not_read_it(setup, built, sales, outsider, client_of, path):
    assert client_of(sales).get(HERE + path).status_code == 403
    assert client_of(outsider).get(HERE + path).status_code == 404
