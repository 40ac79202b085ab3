"""The filters of the list stay true whoever changes what they ask for; the same on both databases."""

import pytest
from django.db import connection

from yangfan.crm.contacts.actions import add_contact, change_contact
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers import facts
from yangfan.crm.customers.lists import contact_rows
from yangfan.crm.customers.tags import tag, untag
from yangfan.crm.deals import actions as deals
from yangfan.crm.inbox.queries import inbox_rows
from yangfan.crm.inquiries.actions import mark_spam, set_status
from yangfan.crm.merging.actions import merge_contacts, unmerge_contacts
from yangfan.crm.scoring.models import LeadScore

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def huda(workspace, sales, now):
    given = {"name": "Huda", "email": "huda@alnoor.example", "country": "AE", "language": "ar"}
    return add_contact(workspace=workspace, fields=given, actor=sales, now=now)


def found(workspace, **asked) -> list[str]:
    rows = contact_rows(workspace, asked)
    other_way = facts._by_tables(Contact.objects.of(workspace), workspace, asked)
    assert set(rows) == set(other_way), "the index and the tables disagree"
    return sorted(row.name for row in rows)


def test_country_language_and_first_channel_follow_the_contact(workspace, huda, sales, now):
    assert found(workspace, country="AE", language="ar", deal="none") == ["Huda"]
    change_contact(contact=huda, fields={"country": "SA"}, actor=sales, now=now)
    assert found(workspace, country="SA") == ["Huda"] and found(workspace, country="AE") == []
    assert found(workspace, channel="email") == []
    huda.first_touch = {"channel": "email", "at": now.isoformat()}
    huda.save()
    assert found(workspace, channel="email", country="SA") == ["Huda"]


def test_tags_scores_and_deals_follow_their_own_rows(workspace, huda, owner, sales, now):
    tag(workspace=workspace, rows=[huda], names=["Dealer", "VIP"], actor=sales, now=now)
    dealer, vip = workspace_tags(workspace)
    assert found(workspace, tag=str(dealer.pk)) == found(workspace, tag=str(vip.pk)) == ["Huda"]
    untag(workspace=workspace, rows=[huda], tags=[vip], actor=sales, now=now)
    assert found(workspace, tag=str(dealer.pk)) == ["Huda"] and found(workspace, tag=str(vip.pk)) == []
    score = LeadScore.objects.create(workspace=workspace, contact=huda, score=45)
    assert found(workspace, score="40") == ["Huda"] and found(workspace, score="60") == []
    LeadScore.objects.of(workspace).filter(pk=score.pk).update(score=75)
    assert found(workspace, score="60", tag=str(dealer.pk)) == ["Huda"]
    deal = deals.open_deal(
        workspace=workspace, contact=huda, title="10 arms", amount=900, currency="USD", actor=sales, now=now
    )
    assert found(workspace, deal="open") == ["Huda"] and found(workspace, deal="none") == []
    deals.win_deal(deal=deal, amount=900, currency="USD", won_at=now, actor=sales, now=now)
    assert found(workspace, deal="won") == ["Huda"] and found(workspace, deal="open") == []
    deal.delete()
    assert found(workspace, deal="none") == ["Huda"]


def workspace_tags(workspace):
    from yangfan.crm.customers.models import Tag

    return Tag.objects.of(workspace).order_by("name")


def test_who_only_sent_spam_is_not_shown_and_comes_back_with_an_honest_word(workspace, inquire, sales, now):
    received = inquire()
    name = received.contact.name
    assert found(workspace) == [name]
    mark_spam(inquiry=received.inquiry, is_spam=True, actor=sales, now=now)
    assert found(workspace) == [] and found(workspace, deal="none") == []
    mark_spam(inquiry=received.inquiry, is_spam=False, actor=sales, now=now)
    assert found(workspace, deal="none") == [name]


def test_an_alias_is_not_shown_and_its_rows_count_for_the_survivor(workspace, huda, sales, now):
    other = add_contact(
        workspace=workspace, fields={"name": "H. Rahman", "email": "h@other.example"}, actor=sales, now=now
    )
    deals.open_deal(
        workspace=workspace, contact=other, title="10 arms", amount=None, currency="USD", actor=sales, now=now
    )
    merged = merge_contacts(survivor=huda, merged=other, actor=sales, now=now)
    assert found(workspace) == found(workspace, deal="open") == ["Huda"]
    unmerge_contacts(merge=merged, actor=sales, now=now)
    assert found(workspace, deal="open") == ["H. Rahman"] and found(workspace, deal="none") == ["Huda"]


def test_another_workspaces_contacts_are_never_among_them(workspace, other_workspace, huda):
    assert found(other_workspace) == found(other_workspace, country="AE") == []
    if (
        connection.vendor == "postgresql"
    ):  # whatever a request makes of the value, it asks for words of its own workspace
        assert found(other_workspace, country=f"AE,{workspace.pk}:country:AE") == []


@pytest.mark.parametrize("view", ["all", "waiting", "unassigned", "spam", "closed", "answered"])
def test_the_inbox_holds_the_same_with_and_without_its_index(
    workspace, inquire, sales, now, monkeypatch, view
):
    first = inquire("Twelve grippers", email="a@one.example", country="AE").inquiry
    inquire("Un brazo", email="b@two.example", country="MX")
    mark_spam(
        inquiry=inquire("Buy links", email="c@three.example", country="AE").inquiry,
        is_spam=True,
        actor=sales,
        now=now,
    )
    set_status(
        inquiry=inquire("Ten arms", email="d@four.example", country="AE").inquiry,
        status="closed",
        actor=sales,
        now=now,
    )
    by_index = set(inbox_rows(workspace, view, {"country": "AE"}, sales, now))
    monkeypatch.setattr("yangfan.crm.inbox.queries._by_index", lambda rows, *_more: rows)
    assert by_index == set(inbox_rows(workspace, view, {"country": "AE"}, sales, now))
    assert (first in by_index) == (view in ("all", "waiting", "unassigned"))
    assert all(one.country == "AE" for one in by_index)
