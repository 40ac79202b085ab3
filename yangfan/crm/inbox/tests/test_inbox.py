"""The list as people use it: views, search, filters, many at once with one undo."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from yangfan.crm import public as crm
from yangfan.crm.inbox.snoozing import wake_due
from yangfan.crm.models import AssignmentRule, BulkDeed, Inquiry, InquiryMerge, SavedView

BASE = "/console/tidelane/inquiries/"


@pytest.fixture
def console(client_of, sales):
    return client_of(sales)


@pytest.fixture
def three(inquire, now):
    """An Arabic, a Chinese and a German inquiry, the first one answered."""
    khalid = inquire(country="AE").inquiry
    li = inquire("想采购 12 台码垛机器人，请报价", email="li@qq.com", name="李工", country="CN").inquiry
    anna = inquire(
        "Wir brauchen 3 Stück", email="anna@firma.example", name="Anna", company="Firma", country="DE"
    ).inquiry
    return khalid, li, anna


def names(console, query):
    page = console.get(BASE + query)
    assert page.status_code == 200
    return re.findall(r'class="crm-open" href="[^"]*"><bdi>([^<]*)', page.content.decode())


def post(console, deed, *inquiries, **more):
    return console.post(f"{BASE}several/", {"deed": deed, "pick": [one.number for one in inquiries]} | more)


def undo_last(console, workspace):
    done = BulkDeed.objects.of(workspace).latest("pk")
    return console.post(f"{BASE}several/{done.pk}/undo/")


def test_each_view_holds_what_it_says(console, three, workspace, sales, now):
    khalid, li, anna = three
    crm.log_answer(inquiry=khalid, text="Called", way="phone", actor=sales, now=now)
    crm.mark_spam(inquiry=anna, is_spam=True, actor=sales, now=now)
    assert names(console, "") == ["李工"]
    assert names(console, "?tab=mine") == ["Khalid Al Mansoori"]
    assert names(console, "?tab=unassigned") == ["李工"]
    assert names(console, "?tab=spam") == ["Anna"]
    assert names(console, "?tab=answered") == ["Khalid Al Mansoori"]
    assert set(names(console, "?tab=all")) == {"Khalid Al Mansoori", "李工", "Anna"}
    assert names(console, "?tab=closed") == [] == names(console, "?tab=snoozed")


def test_filters_and_search_narrow_the_list_its_export_and_are_shown(console, three, sales, now):
    khalid, li, anna = three
    crm.assign_inquiry(inquiry=li, owner=sales, actor=sales, now=now)
    assert names(console, "?tab=all&country=DE") == ["Anna"]
    assert names(console, "?tab=all&owner=me") == ["李工"] and len(names(console, "?tab=all&owner=none")) == 2
    assert names(console, "?tab=all&q=码垛") == ["李工"]
    assert names(console, "?tab=all&deal=yes") == [] and names(console, "?tab=all&overdue=on") == []
    exported = console.get(BASE + "?tab=all&country=DE&export=csv")
    said = b"".join(exported.streaming_content).decode()
    assert "anna@firma.example" in said and "li@qq.com" not in said
    assert (
        "Germany"
        in console.get(BASE + "?tab=all&country=DE").content.decode().partition("crm-chips")[2][:400]
    )


@pytest.mark.parametrize(
    ("deed", "more", "changed"),
    [
        ("spam", {}, lambda one, me: one.is_spam),
        ("status:closed", {}, lambda one, me: one.status == "closed" and one.waiting_since is None),
        ("assign:me", {}, lambda one, me: one.owner == me),
        ("snooze:date", {"until": "2199-01-01"}, lambda one, me: one.snoozed_until is not None),
    ],
)
def test_what_is_done_to_many_is_taken_back_by_one_undo(
    console, three, workspace, sales, deed, more, changed
):
    rows = Inquiry.objects.of(workspace).select_related("owner").order_by("pk")
    state = ("status", "owner", "is_spam", "snoozed_until", "waiting_since", "answer_due_at")
    was = list(rows.values_list(*state))
    post(console, deed, *three[:2], **more)
    assert [changed(one, sales) for one in rows.all()] == [True, True, False]
    undo_last(console, workspace)
    assert list(rows.values_list(*state)) == was


def test_undo_leaves_alone_what_somebody_changed_since(console, three, workspace, sales, owner, now):
    post(console, "assign:me", *three)
    crm.assign_inquiry(
        inquiry=Inquiry.objects.of(workspace).get(pk=three[0].pk), owner=owner, actor=owner, now=now
    )
    undo_last(console, workspace)
    owners = Inquiry.objects.of(workspace).order_by("pk").values_list("owner", flat=True)
    assert list(owners) == [owner.pk, None, None]


def test_all_that_match_can_be_picked_and_nothing_else_is_touched(console, three, workspace):
    console.post(
        f"{BASE}several/", {"deed": "status:closed", "everything": "1", "query": "tab=all&country=DE"}
    )
    closed = Inquiry.objects.of(workspace).filter(status="closed")
    assert [one.country for one in closed] == ["DE"]


def test_a_stranger_gets_nothing_and_an_unknown_deed_is_refused(console, client_of, outsider, viewer, three):
    assert post(console, "erase", three[0]).status_code == 400
    assert post(console, f"assign:{outsider.pk}", three[0]).status_code == 400
    assert post(client_of(outsider), "spam", three[0]).status_code == 404
    assert post(client_of(viewer), "spam", three[0]).status_code == 403


def test_what_is_snoozed_comes_back_on_its_day_or_when_the_buyer_writes(
    console, three, inquire, workspace, now
):
    khalid, li, _anna = three
    post(console, "snooze:tomorrow", khalid, li)
    assert names(console, "") == ["Anna"] and len(names(console, "?tab=snoozed")) == 2
    inquire("One more thing")
    assert set(names(console, "")) == {"Anna", "Khalid Al Mansoori"}
    wake_due(timezone.now() + timedelta(days=2))
    assert len(names(console, "")) == 3
    assert post(console, "snooze:date", li, until="2001-01-01").status_code == 302
    li.refresh_from_db()
    assert li.snoozed_until is None


def test_a_view_is_saved_shared_and_deleted_by_its_maker_only(console, client_of, marketer, three, workspace):
    browser = client_of(marketer)
    for name, shared in (("Germans", "on"), ("Mine alone", "")):
        console.post(
            f"{BASE}views/", {"name": name, "query": "tab=all&country=DE&export=csv", "is_shared": shared}
        )
    view = SavedView.objects.of(workspace).get(name="Germans")
    assert view.query == {"tab": "all", "country": "DE"}
    page = browser.get(BASE).content.decode()
    assert "Germans" in page and "Mine alone" not in page
    assert browser.post(f"{BASE}views/{view.pk}/delete/").status_code == 404
    assert console.post(f"{BASE}views/{view.pk}/delete/").status_code == 302
    assert SavedView.objects.of(workspace).count() == 1


def test_another_companys_views_rules_and_deeds_are_not_there(console, client_of, outsider, three, workspace):
    console.post(f"{BASE}views/", {"name": "Germans", "query": "country=DE"})
    post(console, "merge", *three[:2])
    rule = AssignmentRule.objects.create(workspace=workspace, name="All")
    done, view = BulkDeed.objects.of(workspace).get(), SavedView.objects.of(workspace).get()
    merge = InquiryMerge.objects.of(workspace).get()
    stranger = client_of(outsider)
    for path in (
        f"several/{done.pk}/undo/", f"views/{view.pk}/delete/", f"merges/{merge.pk}/undo/", f"rules/{rule.pk}/",
        f"rules/{rule.pk}/move/", f"rules/{rule.pk}/delete/", "1/snooze/", "1/merge/",
    ):  # fmt: skip
        for slug in ("tidelane", "harbour"):
            assert stranger.post(f"/console/{slug}/inquiries/{path}").status_code == 404, path
    merge.refresh_from_db()
    assert merge.undone_at is None and SavedView.objects.of(workspace).exists()


def test_a_search_in_one_view_says_what_the_others_hold(console, three, sales, now):
    crm.log_answer(inquiry=three[0], text="Told the price", way="phone", actor=sales, now=now)
    page = console.get(BASE + "?q=Khalid").content.decode()
    everywhere = re.search(r'all inquiries hold 1 hit. <a class="yf-link" href="([^"]*)"', page)
    assert everywhere, "the answered one is not in the default view"
    assert len(names(console, "?" + everywhere[1].replace("&amp;", "&").partition("?")[2])) == 1
    assert "Only this view was searched" not in console.get(BASE + "?q=anna").content.decode()
    assert "Only this view was searched" not in console.get(BASE + "?tab=all&q=Khalid").content.decode()
