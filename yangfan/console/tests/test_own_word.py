"""A workspace's own word for a request stands where people look first: menu, titles, the big number and what it means."""

import pytest
from django.utils import translation

from yangfan.accounts.public import NOUNS
from yangfan.events import stats

SCREENS = {
    "": ["Bookings"],
    "inquiries/": ["<title>Bookings", "Write down a booking", "No booking yet"],
    "overview/": ["Latest bookings"],
    "overview/numbers/": ["Website bookings", "joins the same booking"],
    "overview/funnel/": ["Website bookings"],
    "today/numbers/": ["Website bookings"],
    "today/live/": ["Website bookings"],
    "today/first/": ["All bookings"],
}


def screen_of(client, path: str) -> str:
    response = client.get(f"/console/tidelane/{path}")
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", SCREENS)
def test_the_trades_word_heads_the_screen(client_of, owner, workspace, event_store, path):
    workspace.noun = "booking"
    workspace.save()
    page = screen_of(client_of(owner), path)
    assert [words for words in SCREENS[path] if words not in page] == []
    assert "Website inquiries" not in page and ">Inquiries<" not in page


def test_without_a_choice_it_is_the_inquiry(client_of, owner, event_store):
    assert "Website inquiries" in screen_of(client_of(owner), "today/numbers/")
    assert "<title>Inquiries" in screen_of(client_of(owner), "inquiries/")


def test_in_chinese_each_word_takes_its_own_counter(workspace):
    said = {}
    with translation.override("zh-hans"):
        for key in NOUNS:
            workspace.noun = key
            said[key] = [workspace.counted(3), stats.metric_of(workspace, "inquiries").title]
    assert said["inquiry"] == ["3 条询盘", "网站询盘"]
    assert said["booking"] == said["appointment"] == ["3 个预约", "网站预约"]
    assert said["trial"] == ["3 个试听报名", "网站试听报名"]
    assert said["lead"][1] == "网站线索" and said["consultation"][1] == "网站咨询"


def test_one_and_many_are_told_apart_in_english(workspace):
    workspace.noun = "appointment"
    with translation.override("en"):
        assert (workspace.counted(1), workspace.counted(2)) == ("1 appointment", "2 appointments")
        assert workspace.word["a"] == "an appointment"


def test_only_a_word_of_the_list_is_taken(client_of, owner, workspace):
    answers = {
        "name": "Tidelane", "industry": "finance", "colour": "#112233", "language": "en", "locales": ["en"],
        "time_zone": "Asia/Shanghai", "currency": "CNY", "gross_margin": "",
    }  # fmt: skip
    settings = "/console/tidelane/settings/workspace/"
    assert client_of(owner).post(settings, answers | {"noun": "pot of gold"}).status_code in (200, 422)
    workspace.refresh_from_db()
    assert workspace.noun == "inquiry"
    assert client_of(owner).post(settings, answers | {"noun": "consultation"}).status_code == 302
    workspace.refresh_from_db()
    assert workspace.noun == "consultation"
