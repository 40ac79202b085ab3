"""Forms ask what the trade needs and nothing else; answers are read in the inquiry's message."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from yangfan.crm import public as crm
from yangfan.sites import public as sites
from yangfan.sites.testing import page_of, product

pytestmark = pytest.mark.django_db
BOOKING = {
    "block": "form",
    "title": "Book a visit",
    "ask_company": False,
    "ask_country": False,
    "ask_quantity": False,
    "ask_file": False,
    "phone_first": True,
    "message_optional": True,
    "product_label": "Service",
    "questions": [
        {"label": "Which day", "kind": "date", "is_needed": True, "hint": "We are closed on Mondays."},
        {"label": "Time of day", "kind": "choice", "choices": "Morning\nAfternoon\n", "is_needed": True},
        {"label": "How many people", "kind": "number"},
        {"label": "Exact time", "kind": "time"},
        {"label": "Coupon", "kind": "text"},
    ],
}


@pytest.fixture
def booking(built):
    """The contact page with a booking form."""
    cache.clear()
    page = page_of(built.workspace, "contact")
    page.form = sites.build_stream(
        [BOOKING], page_type=sites.ContactPage, field="form", workspace=built.workspace
    )
    sites.save_page(page=page, actor=None, publish=True)
    return page


def names_in(html: str) -> dict[str, str]:
    """Return the field's name by the words of its label."""
    labels = dict(re.findall(r'<label for="quote-([\w-]+)">([^<]+)', html))
    return {words.strip(): name for name, words in labels.items()}


def answers(html: str, **changes) -> dict:
    names = names_in(html)
    tomorrow = (timezone.localdate() + timedelta(days=2)).isoformat()
    said = {
        "Which day": tomorrow,
        "Time of day": "Morning",
        "How many people": "4",
        "Exact time": "10:30",
        "Coupon": "",
    }
    said |= changes
    return {"name": "Wen", "phone": "13800000000", "consent": "on", "message": ""} | {
        names[label]: value for label, value in said.items()
    }


def test_a_booking_asks_for_the_day_and_not_for_country_quantity_or_company(booking, visit):
    html = visit(booking.workspace).get("/en/contact/").content.decode()
    asked = names_in(html)
    assert {"Which day", "Time of day", "How many people", "Exact time", "Coupon"} <= set(asked)
    assert not {"country", "quantity", "company", "file", "product"} & set(asked.values())
    assert (
        'type="date"' in html and 'type="time"' in html and "E-mail" in asked and "Work e-mail" not in asked
    )
    assert html.index("quote-phone") < html.index("quote-email")
    assert "We are closed on Mondays." in html
    assert f'aria-describedby="quote-{asked["Which day"]}-hint"' in html


def test_products_are_asked_for_by_the_trades_word_when_there_are_some(booking, visit):
    product(booking.workspace, title="Haircut")
    cache.clear()
    html = visit(booking.workspace).get("/en/contact/").content.decode()
    assert names_in(html)["Service"] == "product" and '<option value="Haircut">' in html


def test_the_answers_stand_in_the_message_one_a_line(booking, visit, event_store):
    browser = visit(booking.workspace)
    html = browser.get("/en/contact/").content.decode()
    data = answers(html) | {"message": "By the window, please."}
    assert browser.post("/en/contact/", data).status_code == 302
    message = crm.Message.objects.of(booking.workspace).get()
    lines = message.text.splitlines()
    assert lines[0].startswith("Which day: 20") and lines[1:4] == [
        "Time of day: Morning", "How many people: 4", "Exact time: 10:30",
    ]  # fmt: skip
    assert lines[4:] == ["", "By the window, please."] and "Coupon" not in message.text


def test_without_a_message_the_answers_are_enough(booking, visit, event_store):
    browser = visit(booking.workspace)
    html = browser.get("/en/contact/").content.decode()
    assert browser.post("/en/contact/", answers(html)).status_code == 302
    assert crm.Inquiry.objects.of(booking.workspace).count() == 1


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [
        ("Which day", "", "required"),
        ("Which day", "soon", "valid date"),
        ("Which day", "2020-01-01", "This day is over"),
        ("Time of day", "Midnight", "valid choice"),
        ("How many people", "four", "whole number"),
        ("How many people", "-1", "greater than or equal to 0"),
        ("Exact time", "25:99", "valid time"),
        ("Coupon", "x" * 201, "at most 200 characters"),
    ],
)
def test_a_bad_answer_is_refused_beside_its_question_and_named_above(booking, visit, label, value, words):
    browser = visit(booking.workspace)
    html = browser.get("/en/contact/").content.decode()
    response = browser.post("/en/contact/", answers(html, **{label: value}))
    page = response.content.decode()
    name = names_in(html)[label]
    assert response.status_code == 422 and not crm.Inquiry.objects.of(booking.workspace).exists()
    assert re.search(rf'<a href="#quote-{name}">{label}</a>: [^<]*{words}', page)
    assert re.search(rf'id="quote-{name}-error">[^<]*{words}', page)


def test_neither_phone_nor_mail_is_said_at_the_one_that_comes_first(booking, visit):
    browser = visit(booking.workspace)
    html = browser.get("/en/contact/").content.decode()
    page = browser.post("/en/contact/", answers(html) | {"phone": ""}).content.decode()
    assert '<a href="#quote-phone">Phone</a>: Please leave' in page


def test_a_choice_without_choices_is_refused_in_the_editor(built):
    wrong = {**BOOKING, "questions": [{"label": "When", "kind": "choice", "choices": "Now"}]}
    with pytest.raises(sites.BodyError, match="choices"):
        sites.build_stream([wrong], page_type=sites.ContactPage, field="form", workspace=built.workspace)


def test_the_header_says_what_the_visitor_is_to_do(built, visit):
    home = page_of(built.workspace, "home")
    assert ">Request a quote</a>" in visit(built.workspace).get("/en/about/").content.decode()
    home.request_label = "Book a visit"
    sites.save_page(page=home, actor=None, publish=True)
    cache.clear()
    html = visit(built.workspace).get("/en/about/").content.decode()
    assert html.count(">Book a visit</a>") == 2 and "Request a quote" not in html
    assert ">获取报价</a>" in visit(built.workspace).get("/zh-hans/about/").content.decode()
