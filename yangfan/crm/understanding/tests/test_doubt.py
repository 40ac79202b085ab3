"""Doubtful inquiries: kept apart, decided by one click, learned."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation

from yangfan.accounts.public import Workspace
from yangfan.crm import public as crm
from yangfan.crm.inquiries.models import CLEAR_FROM
from yangfan.crm.inquiries.spam import DOUBTFUL_FROM
from yangfan.crm.registered import doubtful_wait
from yangfan.crm.understanding.doubt import count_doubtful

CASTLES = "Our studio rents inflatable castles and photo booths for company parties, ask for the {} brochure and our price list"


def test_three_bands(inquire, now):
    buyer = inquire("Please quote 300 pcs TL-P180, CIF Hamburg").inquiry
    robot = inquire(
        "Hello there", email="r@x.example", seconds_to_fill=0, name="x http://win.example"
    ).inquiry
    odd = inquire("hello friend, how are you today?", email="x@mailinator.com").inquiry
    assert buyer.spam_score < DOUBTFUL_FROM and not buyer.is_spam
    assert robot.is_spam and robot.spam_score >= CLEAR_FROM and not robot.is_doubtful
    assert odd.is_spam and odd.is_doubtful


def test_one_click_teaches_this_workspace_alone(inquire, workspace, owner, now):
    first = inquire(CASTLES.format("summer"), email="a@castles.example").inquiry
    assert not first.is_spam
    crm.mark_spam(inquiry=first, is_spam=True, actor=owner, now=now)
    later = now + timedelta(hours=1)
    alike = inquire(CASTLES.format("winter"), email="b@castles.example", now=later).inquiry
    assert alike.is_spam and ["taught_spam", 1] in [list(one) for one in alike.spam_reasons]
    assert not inquire(
        "Please quote 40 pcs VG-40 to Chile", email="c@buyer.example", now=later
    ).inquiry.is_spam
    other = Workspace.objects.create(name="Other", slug="other", locales=["en"], language="en")
    there = crm.receive_inquiry(
        workspace=other,
        site=None,
        way="form",
        message=CASTLES.format("winter"),
        email="b@castles.example",
        now=later,
    )
    assert not there.inquiry.is_spam


def test_saying_that_it_is_no_spam_teaches_too(inquire, owner, now):
    text = "Guten Tag, wir bieten Webdesign und brauchen Preise, siehe https://a.example https://b.example https://c.example"
    first = inquire(text, email="a@agentur.example").inquiry
    assert first.is_spam
    crm.mark_spam(inquiry=first, is_spam=False, actor=owner, now=now)
    assert not inquire(
        text + " Danke!", email="b@agentur.example", now=now + timedelta(days=2)
    ).inquiry.is_spam


def test_an_undo_within_two_minutes_teaches_nothing(inquire, owner, now):
    first = inquire(CASTLES.format("summer"), email="a@castles.example").inquiry
    crm.mark_spam(inquiry=first, is_spam=True, actor=owner, now=now)
    crm.mark_spam(inquiry=first, is_spam=False, actor=owner, now=now + timedelta(seconds=30))
    assert not first.spam_decided_by_hand
    assert (
        inquire(CASTLES.format("winter"), email="b@castles.example", now=now).inquiry.spam_reasons
        == first.spam_reasons
    )


def test_nearly_the_same_text_from_three_senders_is_a_mass_sending(inquire, now):
    for number in range(3):
        said = f"Dear manager number {number}, we would be glad to hear from you about the thing we spoke of last week"
        last = inquire(
            said, email=f"x{number}@host{number}.example", now=now + timedelta(minutes=number)
        ).inquiry
    assert "repeated" in [code for code, _number in last.spam_reasons]


def test_country_phone_and_clock_that_disagree_are_named_but_do_not_decide(inquire):
    one = inquire(
        "Price of TL-P180 please", phone="+234 803 123 4567", country="US", time_zone="Asia/Shanghai"
    ).inquiry
    assert "mismatch" in [code for code, _number in one.spam_reasons] and not one.is_spam


def test_the_morning_says_how_many_doubtful_ones_came_in(inquire, workspace):
    now = datetime(2026, 3, 4, 9, 30, tzinfo=ZoneInfo(workspace.time_zone))
    assert count_doubtful(workspace, now) is None
    inquire("hello friend, how are you today?", email="x@mailinator.com", now=now - timedelta(hours=3))
    with translation.override("en"):
        assert count_doubtful(workspace, now).say().startswith("1 doubtful")


def test_doubtful_ones_are_worth_a_minute_until_they_are_decided(inquire, workspace, owner, now):
    assert doubtful_wait(workspace) is None
    odd = inquire("hello friend, how are you today?", email="x@mailinator.com").inquiry
    with translation.override("en"):
        assert doubtful_wait(workspace).title == "1 doubtful inquiry"
    crm.mark_spam(inquiry=odd, is_spam=True, actor=owner, now=now)
    assert doubtful_wait(workspace) is None


def test_a_doubtful_one_is_settled_by_one_click_either_way(inquire, client_of, sales, workspace, now):
    client = client_of(sales)
    texts = {"1": "hello friend, how are you today?", "0": "Ist das die richtige Adresse der Firma?"}
    for answer, is_spam in (("1", True), ("0", False)):
        one = inquire(texts[answer], email=f"x{answer}@mailinator.com").inquiry
        page = client.get(f"/console/{workspace.slug}/inquiries/{one.number}/").content.decode()
        assert "Doubtful: not counted until you say so" in page
        client.post(f"/console/{workspace.slug}/inquiries/{one.number}/spam/", {"spam": answer})
        one.refresh_from_db()
        assert (one.is_spam, one.spam_decided_by_hand, one.is_doubtful) == (is_spam, True, False)
