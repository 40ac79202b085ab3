"""Our people's side of a chat."""

import pytest
from django.urls import reverse

from yangfan.crm.chat.models import ChatSession, ChatSettings
from yangfan.crm.conversations.carriers import ways_to
from yangfan.crm.inquiries.models import Inquiry

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquiry(page, workspace):
    page.say()
    return Inquiry.objects.of(workspace).get()


def address(name, inquiry):
    return reverse(name, args=[inquiry.workspace.slug, inquiry.number])


def test_the_screen_of_the_inquiry_says_where_the_visitor_is(inquiry, client_of, sales):
    screen = client_of(sales).get(address("crm_inquiry", inquiry)).content.decode()
    assert "data-chat" in screen
    assert "Products" in screen


def test_an_inquiry_by_another_way_has_no_chat(workspace, chat_on, client_of, sales, now):
    from yangfan.crm import public as crm

    other = crm.receive_inquiry(
        workspace=workspace, site=None, way="form", message="Quote, please", email="a@b.example", now=now
    ).inquiry
    assert client_of(sales).get(address("crm_chat", other)).status_code == 404
    assert "data-chat" not in client_of(sales).get(address("crm_inquiry", other)).content.decode()


def test_answers_go_by_chat_first_until_it_is_ended(inquiry, client_of, sales, page):
    assert ways_to(inquiry) == ["chat"]
    client_of(sales).post(address("crm_chat_end", inquiry))
    assert ways_to(inquiry) == []
    assert page.say(id="later").json() == {"error": "closed"}


def test_blocking_ends_the_chat_marks_spam_and_keeps_the_address_out(
    inquiry, client_of, sales, page, workspace
):
    client_of(sales).post(address("crm_chat_end", inquiry), {"block": "1"})
    inquiry.refresh_from_db()
    assert inquiry.is_spam
    page.token = "0" * 32
    assert page.say(id="again").json() == {"error": "closed"}


def test_typing_and_seeing_reach_the_visitor(inquiry, client_of, sales, told, workspace, page):
    for name in ("crm_chat_typing", "crm_chat_seen"):
        assert client_of(sales).post(address(name, inquiry)).status_code == 204
    session = ChatSession.objects.of(workspace).get()
    assert [(topic, kind) for topic, kind, _data in told] == [
        (f"chat:{session.pk}", "typing"), (f"chat:{session.pk}", "read")
    ]  # fmt: skip
    assert page.call("look").json()["read"] > 0


@pytest.mark.parametrize("name", ["crm_chat_typing", "crm_chat_seen", "crm_chat_end"])
def test_a_viewer_may_not_answer(inquiry, client_of, viewer, name):
    assert client_of(viewer).post(address(name, inquiry)).status_code in (403, 404)


@pytest.mark.parametrize("name", ["crm_chat", "crm_chat_listen"])
def test_an_outsider_finds_nothing(inquiry, client_of, outsider, name):
    assert client_of(outsider).get(address(name, inquiry)).status_code == 404


@pytest.mark.parametrize("name", ["crm_chat_typing", "crm_chat_seen", "crm_chat_end"])
def test_an_outsider_changes_nothing(inquiry, client_of, outsider, name):
    assert client_of(outsider).post(address(name, inquiry)).status_code == 404


def test_the_owner_switches_the_chat_on_and_pages_carry_it(workspace, client_of, owner, visit):
    from django.core.cache import cache

    from yangfan.sites.testing import open_site

    cache.clear()
    open_site(workspace)
    assert b"widget.min.js" not in visit(workspace).get("/en/").content
    where = reverse("crm_chat_settings", args=[workspace.slug])
    words = {"is_on": "on", "hours": "always", "ask": "after", "mail_after_minutes": "10", "side": "end", "colour": "",
             "greeting_en": "Ahoy", "greeting_zh-hans": ""}  # fmt: skip
    assert client_of(owner).post(where, words).status_code == 302
    assert ChatSettings.objects.of(workspace).get().greetings["en"] == "Ahoy"
    cache.clear()
    shown = visit(workspace).get("/en/").content.decode()
    assert "widget.min.js" in shown
    assert "data-chat-link" in shown


def test_wrong_settings_are_shown_and_not_kept(workspace, client_of, owner, viewer):
    where = reverse("crm_chat_settings", args=[workspace.slug])
    words = {
        "is_on": "on",
        "hours": "sometimes",
        "ask": "after",
        "mail_after_minutes": "9999",
        "side": "end",
        "colour": "red",
    }
    assert client_of(owner).post(where, words).status_code == 422
    assert not ChatSettings.objects.of(workspace).exists()
    assert client_of(viewer).get(where).status_code in (403, 404)


def test_a_nameless_visitor_has_a_human_name_and_a_chat_answer_no_subject(inquiry, client_of, sales):
    inquiry.contact.country = "DE"
    inquiry.contact.save(update_fields=["country"])
    screen = client_of(sales).get(address("crm_inquiry", inquiry)).content.decode()
    assert "<bdi>Visitor · Germany · chat</bdi>" in screen
    assert 'name="subject"' not in screen
    inquiry.contact.email = "a@b.example"
    inquiry.contact.save(update_fields=["email"])
    screen = client_of(sales).get(address("crm_inquiry", inquiry)).content.decode()
    assert "<bdi>a@b.example</bdi>" in screen
    assert 'name="subject"' in screen  # it may go out by mail now
