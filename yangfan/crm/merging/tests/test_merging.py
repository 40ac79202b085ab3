"""Two contacts become one and can be taken apart exactly; doubles are found and decided."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.urls import reverse

from yangfan.crm.contacts.actions import add_contact, change_contact, find_or_make_contact
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.models import Conversation, Message
from yangfan.crm.customers.fields import add_field
from yangfan.crm.customers.models import ContactTag, CustomerNote
from yangfan.crm.customers.tags import tag
from yangfan.crm.deals.models import Deal
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.merging.actions import (
    MergeRefused,
    UnmergeRefused,
    keep_apart,
    merge_contacts,
    unmerge_contacts,
)
from yangfan.crm.merging.doubles import find_doubles, open_doubles
from yangfan.crm.merging.models import PossibleDouble
from yangfan.crm.public import open_deal

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(workspace, inquire, owner, now):
    """One person who wrote from two addresses, with all that can hang on a contact."""
    one = inquire(email="khalid@alnoor-pack.example", name="Khalid").contact
    received = inquire(
        email="k.mansoori@home.example",
        name="Khalid Al Mansoori",
        company="",
        phone="+971501234567",
        now=now + timedelta(minutes=1),
    )
    other = received.contact
    open_deal(workspace=workspace, inquiry=received.inquiry, title="12 robots", actor=owner, now=now)
    tag(workspace=workspace, rows=[one, other], names=["VIP"], actor=owner, now=now)
    tag(workspace=workspace, rows=[other], names=["Fair"], actor=owner, now=now)
    CustomerNote.objects.create(
        workspace=workspace, contact=other, author=owner, text="prefers calls", created_at=now
    )
    return Contact.plain.get(pk=one.pk), Contact.plain.get(pk=other.pk)


def picture(workspace) -> str:
    """Return every row that a merge may touch, but for the moment of the last change."""
    rows = []
    for model in (Contact, Conversation, Message, Inquiry, Deal, ContactTag, CustomerNote):
        for row in serializers.serialize("python", model.objects.of(workspace).order_by("pk")):
            row["fields"].pop("changed_at", None)
            rows.append(row)
    return rows


@pytest.mark.postgres
def test_a_merge_brings_everything_together_and_an_undo_restores_exactly(workspace, two, owner, now):
    one, other = two
    before = picture(workspace)
    merge = merge_contacts(survivor=one, merged=other, take=["name", "email"], actor=owner, now=now)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.name, one.email, one.phone_key) == (
        "Khalid Al Mansoori",
        "k.mansoori@home.example",
        "+971501234567",
    )
    assert (
        other.is_merged and other.email == "khalid@alnoor-pack.example"
    )  # the alias keeps the address given up
    assert Inquiry.objects.of(workspace).filter(contact=one).count() == 2
    assert Message.objects.of(workspace).filter(conversation__contact=one).count() == 2
    assert Deal.objects.of(workspace).get().contact == one
    assert sorted(one.tagged.of(workspace).values_list("tag__name", flat=True)) == ["Fair", "VIP"]
    unmerge_contacts(merge=merge, actor=owner, now=now + timedelta(hours=1))
    after = [row for row in picture(workspace) if row["model"] != "crm.conversation" or row in before]
    assert after == before


@pytest.mark.postgres
def test_whoever_writes_from_the_old_address_or_number_is_the_survivor(workspace, two, owner, now, inquire):
    one, other = two
    merge_contacts(survivor=one, merged=other, actor=owner, now=now)
    assert inquire(email="k.mansoori@home.example", now=now + timedelta(minutes=5)).contact == one
    assert inquire(email="", phone="+971 50 123 4567", now=now + timedelta(minutes=6)).contact == one
    found = find_or_make_contact(workspace=workspace, name="", email="khalid@alnoor-pack.example", phone="", company="", country="", language="", now=now)  # fmt: skip
    assert found == one


def test_what_somebody_changed_since_the_merge_stays_and_what_came_since_stays_with_the_survivor(
    workspace, two, owner, now, inquire
):
    one, other = two
    merge = merge_contacts(survivor=one, merged=other, take=["name"], actor=owner, now=now)
    one.refresh_from_db()
    change_contact(contact=one, fields={"name": "K. Al Mansoori"}, actor=owner, now=now)
    inquire(email="k.mansoori@home.example", message="One more thing", now=now + timedelta(minutes=9))
    unmerge_contacts(merge=merge, actor=owner, now=now + timedelta(hours=1))
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.name == "K. Al Mansoori" and other.email == "k.mansoori@home.example" and not other.is_merged
    assert Message.objects.of(workspace).get(text="One more thing").conversation.contact == one


def test_own_fields_are_chosen_one_by_one(workspace, owner, now):
    field = add_field(workspace=workspace, of="contact", label="Size", kind="text", actor=owner, now=now)
    more = add_field(workspace=workspace, of="contact", label="More", kind="text", actor=owner, now=now)
    one = add_contact(
        workspace=workspace, fields={"email": "a@x.example"}, own={field.key: "L"}, actor=owner, now=now
    )
    other = add_contact(
        workspace=workspace,
        fields={"email": "b@x.example"},
        own={field.key: "M", more.key: "x"},
        actor=owner,
        now=now,
    )
    merge_contacts(survivor=one, merged=other, take=[f"f_{field.key}"], actor=owner, now=now)
    one.refresh_from_db()
    assert one.fields == {field.key: "M", more.key: "x"}


def test_a_contact_is_not_merged_with_itself_twice_or_across_companies(workspace, two, owner, now, client_of):
    one, other = two
    with pytest.raises(MergeRefused):
        merge_contacts(survivor=one, merged=one, actor=owner, now=now)
    third = add_contact(workspace=workspace, fields={"email": "c@x.example"}, actor=owner, now=now)
    first = merge_contacts(survivor=one, merged=other, actor=owner, now=now)
    with pytest.raises(MergeRefused):
        merge_contacts(survivor=third, merged=other, actor=owner, now=now)
    merge_contacts(survivor=third, merged=one, actor=owner, now=now)
    with pytest.raises(UnmergeRefused):
        unmerge_contacts(merge=first, actor=owner, now=now)


@pytest.mark.postgres
def test_doubles_are_found_for_a_reason_and_a_decision_holds(workspace, owner, now):
    def make(name, email="", phone="", company=""):
        return add_contact(
            workspace=workspace,
            fields={"name": name, "email": email, "phone": phone},
            company_name=company,
            actor=owner,
            now=now,
        )

    make("José Silva", "jose@moveis.example")
    make("Silva, Jose", "jose+fair@moveis.example")
    make("王小明", "a@qq.com", company="青岛海洋")
    make("王小明", "b@qq.com", company="青岛海洋")
    make("Ann Lee", "ann@brightfoods.example")
    make("Ann Lee", "ann@brigthfoods.example")
    make("Bob", "bob@x.example")
    make("Bobby Brown", "brown@y.example")
    found = find_doubles(workspace=workspace, now=now)
    pairs = {(str(row.first), str(row.second)): row.reasons for row in open_doubles(workspace)}
    assert found == len(pairs) == 3
    assert (
        "email" in pairs[("José Silva", "Silva, Jose")]
        and "name_company" in pairs[("José Silva", "Silva, Jose")]
    )
    assert pairs[("王小明", "王小明")] == ["name_company"] and pairs[("Ann Lee", "Ann Lee")] == [
        "near_domain"
    ]
    keep_apart(double=open_doubles(workspace).get(first__name="Ann Lee"), actor=owner)
    assert find_doubles(workspace=workspace, now=now) == 2


def test_merging_deciding_and_taking_apart_on_screen(client, sales, viewer, outsider, workspace, two, now):
    one, other = two
    PossibleDouble.objects.create(
        workspace=workspace, first=one, second=other, reasons=["email"], weight=90, found_at=now
    )
    client.force_login(sales)
    page = reverse("crm_doubles", args=[workspace.slug])
    assert "same mailbox" in client.get(page).content.decode()
    merge = reverse("crm_merge", args=[workspace.slug, one.pk, other.pk])
    assert client.get(merge).status_code == 200
    client.post(merge, {"survivor": one.pk, "name": other.pk, "email": one.pk})
    one.refresh_from_db()
    assert one.name == "Khalid Al Mansoori" and one.email == "khalid@alnoor-pack.example"
    assert client.get(reverse("crm_contact", args=[workspace.slug, other.pk]))["Location"].endswith(
        f"/{one.pk}/"
    )
    assert "Merged with" in client.get(reverse("crm_contact", args=[workspace.slug, one.pk])).content.decode()
    undo = reverse("crm_merge_undo", args=[workspace.slug, one.merges.of(workspace).get().pk])
    client.force_login(viewer)
    assert client.post(undo).status_code == 403
    client.force_login(outsider)
    assert client.post(undo).status_code == 404
    client.force_login(sales)
    client.post(undo)
    other.refresh_from_db()
    assert not other.is_merged
