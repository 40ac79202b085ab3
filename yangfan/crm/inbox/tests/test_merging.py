"""Two inquiries become one and two again."""

from decimal import Decimal

import pytest

from yangfan.crm import public as crm
from yangfan.crm.inbox import merging
from yangfan.crm.models import Deal, Inquiry, Message, Note
from yangfan.crm.search import index

BASE = "/console/tidelane/inquiries/"


@pytest.fixture
def two(inquire, sales, now):
    """Khalid's, answered; and one of his colleague Huda with a note and a won deal."""
    first = inquire().inquiry
    second = inquire("And 3 grippers", email="huda@alnoor-pack.example", name="Huda", country="AE").inquiry
    crm.log_answer(inquiry=first, text="Called", way="phone", actor=sales, now=now)
    crm.add_note(inquiry=second, text="Same plant", actor=sales, now=now)
    deal = crm.open_deal(workspace=first.workspace, inquiry=second, amount=Decimal(900), actor=sales, now=now)
    crm.win_deal(deal=deal, actor=sales, now=now)
    return fresh(first), fresh(second)


def fresh(inquiry):
    return (
        Inquiry.objects.of(inquiry.workspace)
        .select_related("workspace", "contact", "site")
        .get(pk=inquiry.pk)
    )


def hangs_on(inquiry):
    return [
        model.objects.of(inquiry.workspace).filter(inquiry=inquiry).count() for model in (Message, Note, Deal)
    ]


def test_everything_moves_to_the_one_that_stays_and_an_undo_brings_it_back(two, sales, now):
    first, second = two
    before = (
        Inquiry.objects.of(first.workspace)
        .order_by("pk")
        .values("status", "waiting_since", "country", "owner", "answer_due_at", "merged_into")
    )
    was = list(before.all())
    done = merging.merge(target=first, source=second, actor=sales, now=now)
    first, second = fresh(first), fresh(second)
    assert hangs_on(first) == [3, 1, 1] and hangs_on(second) == [0, 0, 0]
    assert second.merged_into == first and first.country == "AE"
    assert first.pk in index.find(first.workspace, "grippers").ids
    assert {message.conversation.contact for message in first.messages.of(first.workspace)} == {first.contact}
    assert merging.undo_merge(done=done, actor=sales, now=now) and not merging.undo_merge(
        done=done, actor=sales, now=now
    )
    first, second = fresh(first), fresh(second)
    assert hangs_on(first) == [2, 0, 0] and hangs_on(second) == [1, 1, 1]
    assert second.messages.of(first.workspace).get().conversation.contact == second.contact
    assert list(before.all()) == was


def test_what_the_merged_person_writes_next_joins_where_it_went(two, inquire, sales, now):
    first, second = two
    merging.merge(target=first, source=second, actor=sales, now=now)
    received = inquire("Any news?", email="huda@alnoor-pack.example", name="Huda")
    assert received.inquiry == first and not received.is_new


@pytest.mark.parametrize("spoil", ["itself", "spam", "merged"])
def test_what_cannot_be_merged_is_refused(two, sales, now, spoil):
    first, second = two
    if spoil == "spam":
        crm.mark_spam(inquiry=second, is_spam=True, actor=sales, now=now)
    elif spoil == "merged":
        merging.merge(target=first, source=second, actor=sales, now=now)
    else:
        second = first
    with pytest.raises(merging.MergeRefused):
        merging.merge(target=first, source=second, actor=sales, now=now)


def test_the_merged_one_leads_to_where_it_went_and_leaves_the_list(client_of, sales, two, now):
    first, second = two
    browser = client_of(sales)
    browser.post(f"{BASE}{first.number}/merge/", {"other": f"#{second.number}"})
    page = browser.get(f"{BASE}{second.number}/").content.decode()
    assert f"merged into #{first.number}" in page
    assert "Huda" not in browser.get(BASE + "?tab=all").content.decode().partition("crm-rows")[2]
    assert browser.post(f"{BASE}{first.number}/merge/", {"other": "999"}).status_code == 302


def test_two_merged_into_one_count_once(two, sales, now, stream):
    first, second = two
    asked = "SELECT kind, count() FROM yangfan.facts FINAL WHERE workspace_id = {w:UInt32} AND deleted = 0 GROUP BY kind"

    def counted():
        stream.drain()
        return dict(stream.store.query(asked, parameters={"w": first.workspace_id}).result_rows)

    assert counted() == {"inquiry": 2, "deal": 1, "revenue": 1}
    done = merging.merge(target=first, source=second, actor=sales, now=now)
    assert counted() == {"inquiry": 1, "deal": 1, "revenue": 1}
    merging.undo_merge(done=done, actor=sales, now=now)
    assert counted()["inquiry"] == 2
