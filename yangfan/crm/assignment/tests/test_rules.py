"""Who gets what: rules in order, turns, absences, and what is known only a second later."""

from datetime import timedelta

import pytest

from yangfan.accounts.public import AuditEntry, Membership
from yangfan.crm.assignment.actions import set_absence
from yangfan.crm.assignment.forms import RuleForm
from yangfan.crm.assignment.rules import Facts, fits, next_person
from yangfan.crm.facts import local_day
from yangfan.crm.inquiries.subscribers import trace_inquiry
from yangfan.crm.models import Absence, AssignmentRule, Inquiry
from yangfan.events import public as events

BASE = "/console/tidelane/inquiries/rules/"


@pytest.fixture
def rule(workspace):
    def make(*people, **fields):
        position = AssignmentRule.objects.of(workspace).count()
        ids = [one.pk for one in people]
        return AssignmentRule.objects.create(
            workspace=workspace, position=position, people=ids, **{"name": "Rule"} | fields
        )

    return make


@pytest.mark.parametrize(
    ("fields", "fit"),
    [
        ({}, True),
        ({"countries": ["BR", "AR"]}, True),
        ({"countries": ["DE"]}, False),
        ({"languages": ["pt"], "product": "gripper, arm"}, True),
        ({"product": "laser"}, False),
        ({"channels": ["google_ads"]}, None),  # not known yet
        ({"channels": ["google_ads"], "countries": ["DE"]}, False),
    ],
)
def test_a_rule_fits_when_all_its_conditions_do_and_waits_for_what_is_not_known(fields, fit):
    facts = Facts(country="BR", language="pt-br", channel="", product="robot arm", is_final=False)
    assert fits(AssignmentRule(**fields), facts) is fit


def test_turns_go_round_and_pass_over_who_is_not_there():
    assert [next_person([1, 2, 3], last, {1, 3}) for last in (None, 1, 2, 3, 9)] == [1, 3, 3, 1, 1]
    assert next_person([1, 2], 1, set()) is None


def owners(workspace):
    return [one.owner for one in Inquiry.objects.of(workspace).select_related("owner").order_by("pk")]


def test_inquiries_are_given_in_turn_by_the_first_rule_that_fits(
    workspace, inquire, rule, sales, marketer, owner, now
):
    rule(owner, name="LATAM", countries=["BR"])
    rule(sales, marketer, name="All")
    for number, country in enumerate(["BR", "DE", "DE", "DE"]):
        inquire(f"Need {number}", email=f"p{number}@x.example", country=country)
    assert owners(workspace) == [owner, sales, marketer, sales]
    entry = AuditEntry.objects.of(workspace).filter(action="inquiry_assigned_by_rule").order_by("pk").first()
    assert entry.after["rule"] == "LATAM" and entry.actor is None


def test_who_is_away_or_has_left_gets_nothing(workspace, inquire, rule, sales, marketer, now):
    rule(sales, marketer)
    set_absence(
        workspace=workspace, user=sales, is_away=True, until=local_day(now, workspace), actor=sales, now=now
    )
    inquire(email="a@x.example", country="DE")
    inquire(email="b@x.example", country="DE", now=now + timedelta(days=2))  # back again
    Membership.objects.of(workspace).filter(user=marketer).delete()
    set_absence(workspace=workspace, user=sales, is_away=True, actor=sales, now=now)
    inquire(email="c@x.example", country="DE")
    assert owners(workspace) == [marketer, sales, None]


def test_a_rule_by_country_waits_until_the_stream_has_told_the_country(
    workspace, inquire, rule, sales, owner, now
):
    rule(owner, name="Brazil", countries=["BR"])
    rule(sales, name="All")
    inquiry = inquire("Please quote for 12 units").inquiry
    assert owners(workspace) == [None]
    trace_inquiry(
        events.StoredBusiness(
            workspace_id=workspace.pk, site_id=0, event_id="1", name="inquiry_received", occurred_at=now, visitor_id=0,
            visit_id=0, visit_start=None, channel="", source="", medium="", campaign="", country="BR",
            country_is_likely=True, device="", language="", path="", props={"inquiry_id": str(inquiry.pk)},
        )
    )  # fmt: skip
    assert owners(workspace) == [owner]


def test_an_owner_makes_tries_moves_and_deletes_rules(client_of, owner, sales, inquire, workspace):
    inquire(country="AE")
    browser, fields = (
        client_of(owner),
        {"name": "Gulf", "countries": ["AE"], "people": [sales.pk], "is_on": "on"},
    )
    page = browser.post(f"{BASE}new/", fields | {"try": "1"}).content.decode()
    assert "<b>Sales</b>" in page and not AssignmentRule.objects.of(workspace).exists()
    browser.post(f"{BASE}new/", fields)
    browser.post(f"{BASE}new/", fields | {"name": "Rest", "countries": []})
    gulf, rest = AssignmentRule.objects.of(workspace)
    browser.post(f"{BASE}{rest.pk}/move/", {"step": "up"})
    assert [one.name for one in AssignmentRule.objects.of(workspace)] == ["Rest", "Gulf"]
    assert "Gulf" in browser.get(BASE).content.decode()
    browser.post(f"{BASE}{gulf.pk}/delete/")
    assert AssignmentRule.objects.of(workspace).count() == 1
    assert browser.post(f"{BASE}new/", {"name": "Nobody"}).status_code == 422


def test_a_seller_sets_only_their_own_absence_and_makes_no_rule(client_of, sales, owner, workspace):
    browser = client_of(sales)
    assert browser.get(BASE).status_code == 200 and browser.get(f"{BASE}new/").status_code == 403
    for user in (sales, owner):
        browser.post(f"{BASE}away/", {"user": user.pk, "away": "1"})

    assert [one.user for one in Absence.objects.of(workspace)] == [sales]


def test_saving_a_rule_leaves_a_turn_that_was_given_meanwhile(
    client_of, owner, sales, workspace, monkeypatch
):
    browser, fields = client_of(owner), {"name": "All", "people": [sales.pk, owner.pk], "is_on": "on"}
    browser.post(f"{BASE}new/", fields)
    rule = AssignmentRule.objects.of(workspace).get()
    clean = RuleForm.clean

    def give_a_turn_first(form):
        AssignmentRule.objects.of(workspace).update(last_given_to=sales)
        return clean(form)

    monkeypatch.setattr(RuleForm, "clean", give_a_turn_first)
    browser.post(f"{BASE}{rule.pk}/", fields | {"name": "Everything"})
    rule.refresh_from_db()
    assert (rule.name, rule.last_given_to) == ("Everything", sales)
