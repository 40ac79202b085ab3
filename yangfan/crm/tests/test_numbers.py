"""What an inquiry and a deal do to the numbers, through the real stream."""

from datetime import timedelta
from decimal import Decimal

import pytest

from yangfan.crm import public as crm
from yangfan.crm.models import Inquiry

FACTS = (
    "SELECT kind, channel, toFloat64(amount) AS amount, currency, source, day, country FROM yangfan.facts FINAL "
    "WHERE workspace_id = {w:UInt32} AND deleted = 0 ORDER BY kind, key"
)


@pytest.fixture
def facts(stream, workspace):
    """Return the facts of the workspace as the store has them now."""

    def read():
        stream.drain()
        return list(stream.store.query(FACTS, parameters={"w": workspace.pk}).named_results())

    return read


@pytest.fixture
def visited(inquire, stream, now):
    """An inquiry sent from a page that a Google ad led to."""
    return inquire(
        visitor_id=77, consented=True, url="https://tidelane.localhost/en/contact/?gclid=x1&utm_campaign=pallet",
        referrer="https://www.google.com/", user_agent="Mozilla/5.0 (Windows NT 10.0) Chrome/142.0", language="en",
        time_zone="Asia/Dubai",
    ).inquiry  # fmt: skip


def test_the_stream_stamps_channel_campaign_and_country(visited, facts):
    found = facts()
    inquiry = Inquiry.objects.of(visited.workspace).get()
    assert inquiry.channel and inquiry.campaign == "pallet" and inquiry.is_traced
    assert inquiry.country == "AE" and inquiry.country_is_likely
    assert inquiry.contact.first_touch["channel"] == inquiry.channel
    assert [(fact["kind"], fact["channel"]) for fact in found] == [("inquiry", inquiry.channel)]


def test_spam_is_never_counted_until_somebody_says_it_is_none(inquire, facts, owner, now):
    inquiry = inquire("casino http://a.test").inquiry
    assert facts() == []
    crm.mark_spam(inquiry=inquiry, is_spam=False, actor=owner, now=now)
    assert len(facts()) == 1
    crm.mark_spam(inquiry=inquiry, is_spam=True, actor=owner, now=now)
    assert facts() == []


def test_a_phone_call_counts_as_an_inquiry_elsewhere(inquire, facts):
    inquire(way="phone", channel="direct")
    assert [(fact["kind"], fact["channel"]) for fact in facts()] == [("inquiry_elsewhere", "direct")]


def test_a_won_deal_counts_on_its_inquirys_channel_and_an_undo_takes_it_back(visited, facts, owner, now):
    facts()
    inquiry = Inquiry.objects.of(visited.workspace).get()
    deal = crm.open_deal(workspace=inquiry.workspace, inquiry=inquiry, actor=owner, now=now)
    crm.win_deal(deal=deal, amount=Decimal(50000), currency="CNY", actor=owner, now=now)
    by_kind = {fact["kind"]: fact for fact in facts()}
    assert by_kind["revenue"]["amount"] == 50000 and by_kind["revenue"]["channel"] == inquiry.channel
    assert by_kind["deal"]["amount"] == 1
    crm.reopen_deal(deal=deal, actor=owner, now=now)
    assert {fact["kind"] for fact in facts()} == {"inquiry"}


def test_a_deal_by_hand_is_counted_apart(workspace, site, facts, owner, now):
    deal = crm.open_deal(workspace=workspace, title="Old customer", actor=owner, now=now)
    with pytest.raises(crm.DealRefused):
        crm.win_deal(deal=deal, actor=owner, now=now)
    crm.win_deal(deal=deal, amount=Decimal("99.50"), actor=owner, now=now, won_at=now - timedelta(days=40))
    assert {fact["source"] for fact in facts()} == {"hand"}


def test_winning_twice_counts_once(visited, facts, owner, now):
    deal = crm.open_deal(
        workspace=visited.workspace, inquiry=visited, amount=Decimal(10), actor=owner, now=now
    )
    crm.win_deal(deal=deal, actor=owner, now=now)
    crm.win_deal(deal=deal, actor=owner, now=now)
    assert [fact["amount"] for fact in facts() if fact["kind"] == "revenue"] == [10]
