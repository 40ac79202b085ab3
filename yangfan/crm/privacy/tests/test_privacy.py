"""A person can see what is known of them, and be forgotten: not one row, file or event of theirs is left."""

import json
import zipfile
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yangfan.accounts.public import WorkspaceModel
from yangfan.connectors.public import OutboxMail
from yangfan.crm import public as crm
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.models import Attachment
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.privacy import actions
from yangfan.crm.privacy.models import Erasure, RetentionRules
from yangfan.crm.tasks.actions import add_task

DATABASE = "yangfan"  # in the event store
MARK, ADDRESS, PHONE = "Zanzibarski", "zanzibarski@wagner.example", "+4915112345678"


@pytest.fixture
def person(workspace, inquire, owner, stream, now):
    """A person who came by every door and of whom every kind of row is kept."""
    visitor = 4711
    inquiry = inquire(
        f"I am {MARK}, please quote 30 units to {ADDRESS}.", name=f"Otto {MARK}", email=ADDRESS, phone=PHONE, visitor_id=visitor,
        consented=True, url="https://tidelane.localhost/en/contact/", files=[SimpleUploadedFile("plan.txt", MARK.encode())],
    ).inquiry  # fmt: skip
    crm.reply(inquiry=inquiry, text=f"Dear Mr {MARK}", subject=f"Your inquiry, {MARK}", actor=owner, now=now)
    crm.add_note(inquiry=inquiry, text=f"{MARK} is in a hurry", actor=owner, now=now)
    deal = crm.open_deal(workspace=workspace, inquiry=inquiry, amount=Decimal(500), actor=owner, now=now)
    crm.win_deal(deal=deal, actor=owner, now=now)
    add_task(workspace=workspace, title=f"Call {MARK}", deal=deal, actor=owner, now=now)
    words = crm.PurchaseWords(id="A-1", amount=Decimal(9), currency="CNY", occurred_at=now, email=ADDRESS)
    crm.record_purchase(workspace=workspace, words=words, source="test", actor=None, now=now)
    OutboxMail.objects.create(
        workspace=workspace, sender="a@b.test", recipients=[ADDRESS], text=MARK, raw=MARK.encode()
    )
    stream.drain()
    return inquiry.contact


def rows_that_name_them(workspace) -> list[str]:
    """Search every text of every table a workspace owns."""
    found = []
    for model in apps.get_models():
        if not (issubclass(model, WorkspaceModel) or model is OutboxMail):
            continue
        for row in model._base_manager.filter(workspace=workspace).values():
            said = " ".join(
                bytes(value).decode("utf-8", "replace")
                if isinstance(value, (bytes, memoryview))
                else str(value)
                for value in row.values()
            )
            if any(word in said for word in (MARK, ADDRESS, PHONE)):
                found.append(model._meta.label)
    return found


def events_of(stream, workspace) -> int:
    sql = f"SELECT count() FROM {DATABASE}.events WHERE workspace_id = {workspace.pk} AND visitor_id = 4711"
    return stream.store.query(sql).result_rows[0][0]


def test_after_an_erasure_nothing_names_the_person_and_the_numbers_stay(
    person, workspace, owner, stream, now
):
    numbers = (
        f"SELECT kind, sum(amount) FROM {DATABASE}.facts FINAL WHERE deleted = 0 GROUP BY kind ORDER BY kind"
    )
    before = stream.store.query(numbers).result_rows
    [attachment] = Attachment.objects.of(workspace)
    storage, path = attachment.file.storage, attachment.file.name
    assert rows_that_name_them(workspace) and events_of(stream, workspace) and storage.exists(path)
    record = actions.erase_person(contact=person, actor=owner, now=now, note="by mail")
    stream.drain()
    assert rows_that_name_them(workspace) == []
    assert events_of(stream, workspace) == 0 and not storage.exists(path)
    assert record.is_complete and record.erased["crm"] > 5 and record.erased["visits"] > 0
    assert actions.mark_of(ADDRESS) in record.marks
    assert stream.store.query(numbers).result_rows == before
    assert crm.Deal.objects.of(workspace).get().amount == 500


def test_others_are_left_alone(person, workspace, inquire, owner, now):
    other = inquire(
        "We need 5 units", name="Anna", email="anna@other.example", now=now + timedelta(hours=1)
    ).inquiry
    actions.erase_person(contact=person, actor=owner, now=now)
    assert Inquiry.objects.of(workspace).get() == other


def test_the_person_gets_everything_in_one_file(person, workspace, owner, sales, client_of):
    url = reverse("crm_person_export", args=[workspace.slug, person.pk])
    archive = zipfile.ZipFile(BytesIO(client_of(owner).get(url).getvalue()))
    whole = json.loads(archive.read("data.json"))
    assert MARK in json.dumps(whole["crm"]) and whole["visits"] and whole["mail"]
    assert [archive.read(name) for name in archive.namelist() if name.startswith("files/")] == [MARK.encode()]
    assert client_of(sales).get(url).status_code in (403, 404)


def test_forgetting_asks_for_the_word_first(person, workspace, owner, client_of):
    client, url = client_of(owner), reverse("crm_person_erase", args=[workspace.slug, person.pk])
    assert client.post(url, {"word": "yes"}).status_code == 422
    assert Contact.objects.of(workspace).exists()
    assert client.post(url, {"word": "forget"}).status_code == 302
    assert not Contact.objects.of(workspace).exists()
    assert Erasure.objects.of(workspace).get().is_complete


def test_retention_forgets_the_silent_and_spam_but_nobody_with_a_deal(person, workspace, inquire, now):
    inquire("casino http://a.test http://b.test", name="x", email="x@spam.example")
    rules = RetentionRules.objects.create(workspace=workspace, spam_days=30, quiet_months=12)
    later = now + timedelta(days=31)
    assert [one.email for one in actions.due_for_erasure(workspace, rules, now=later)] == ["x@spam.example"]
    assert actions.apply_retention(workspace, later).ok
    assert actions.apply_retention(workspace, now + timedelta(days=800)) is None
    assert [one.email for one in Contact.objects.of(workspace)] == [ADDRESS]
