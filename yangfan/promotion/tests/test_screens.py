"""The screens of promotion: who may see and do what, and the way from a file to its undo."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yangfan.events import public as events
from yangfan.promotion.costs.models import CostImport, CostRow, CostUpload
from yangfan.promotion.costs.tests import samples
from yangfan.promotion.public import add_cost

PAGES = ["promote", "promote_costs", "promote_imports"]
WRITING = ["promote_cost_add", "promote_upload", "promote_channel_new"]


@pytest.fixture
def workspace(workspace, stream):
    events.seed_channels(workspace)
    return workspace


def address(name, *args):
    return reverse(name, args=["tidelane", *args])


@pytest.mark.parametrize("name", PAGES + WRITING)
def test_outsiders_are_told_nothing_is_there(workspace, outsider, client_of, name):
    assert client_of(outsider).get(address(name)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_every_member_may_look(workspace, viewer, sales, client_of, name):
    for person in (viewer, sales):
        assert client_of(person).get(address(name)).status_code == 200


@pytest.mark.parametrize("name", WRITING)
def test_viewers_may_not_write(workspace, viewer, marketer, client_of, name):
    assert client_of(viewer).get(address(name)).status_code == 403
    assert client_of(marketer).get(address(name)).status_code == 200


def uploaded(client, content=samples.BAIDU, name="baidu.csv"):
    answer = client.post(address("promote_upload"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return answer["Location"]


def test_a_file_is_shown_before_it_counts_then_imported_and_undone(workspace, marketer, client_of):
    client = client_of(marketer)
    preview = uploaded(client)
    page = client.get(preview).content.decode()
    assert "百度推广" in page and "393.5" in page
    assert not CostRow.objects.of(workspace).exists()
    answer = client.post(preview, {"channel": "baidu_ads", "replace": "rows"}, follow=True)
    assert answer.status_code == 200
    one = CostImport.objects.of(workspace).get()
    assert one.rows_new == 2 and answer.redirect_chain[-1][0] == address("promote_import", one.pk)
    assert address("promote_import_undo", one.pk) in answer.content.decode()
    client.post(address("promote_import_undo", one.pk))
    assert not CostRow.objects.of(workspace).filter(is_current=True).exists()


def test_problems_are_named_by_line_and_field_and_block_the_import(workspace, marketer, client_of):
    client = client_of(marketer)
    preview = uploaded(client, samples.LINKEDIN, "linkedin.csv")
    page = client.get(preview).content.decode()
    assert "9/1/2026" in page and "disabled" in page
    client.post(preview, {"channel": "linkedin"})
    assert not CostImport.objects.of(workspace).exists()
    client.post(preview, {"channel": "linkedin", "date_order": "mdy"})
    assert CostImport.objects.of(workspace).get().rows_new == 2


def test_a_file_that_is_no_table_is_refused_in_words(workspace, marketer, client_of):
    client = client_of(marketer)
    page = client.get(uploaded(client, b"<html><body>no</body></html>", "x.xls")).content.decode()
    assert "web page" in page


def test_a_long_file_is_imported_by_the_worker(
    workspace, marketer, client_of, monkeypatch, django_capture_on_commit_callbacks
):
    from yangfan.promotion.costs import actions

    monkeypatch.setattr(actions, "ONE_TRANSACTION", 1)
    client = client_of(marketer)
    preview = uploaded(client)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(preview, {"channel": "baidu_ads"})
    assert answer["Location"] == preview
    upload = CostUpload.objects.of(workspace).get()
    assert upload.cost_import.rows_new == 2
    answer = client.get(address("promote_progress", upload.pk), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == address("promote_import", upload.cost_import_id)


def test_another_workspaces_upload_and_import_are_not_there(
    workspace, other_workspace, marketer, outsider, client_of
):
    preview = uploaded(client_of(marketer))
    client_of(marketer).post(preview, {"channel": "baidu_ads"})
    one = CostImport.objects.of(workspace).get()
    stranger = client_of(outsider)
    for name, pk in [("promote_import", one.pk), ("promote_import_undo", one.pk)]:
        assert stranger.get(reverse(name, args=["harbour", pk])).status_code == 404
    assert stranger.post(reverse("promote_import_undo", args=["harbour", one.pk])).status_code == 404
    assert stranger.get(reverse("promote_preview", args=["harbour", 1])).status_code == 404
    one.refresh_from_db()
    assert one.state == CostImport.State.KEPT


def test_a_viewer_cannot_undo(workspace, owner, viewer, client_of):
    entry = add_cost(workspace=workspace, channel="", amount=Decimal(5), currency="CNY", on=date(2026, 9, 1), note="x", actor=owner, now=entry_time())  # fmt: skip
    assert client_of(viewer).post(address("promote_import_undo", entry.pk)).status_code == 403


def entry_time():
    from django.utils import timezone

    return timezone.now()


def test_a_bill_is_entered_by_hand_every_month(workspace, marketer, client_of):
    form = {"channel": "", "note": "Translation software", "amount": "120", "currency": "CNY", "on": "2026-09-10", "monthly_until": "2026-11-30"}  # fmt: skip
    answer = client_of(marketer).post(address("promote_cost_add"), form, follow=True)
    assert "3 monthly costs" in answer.content.decode()
    assert CostRow.objects.of(workspace).filter(is_current=True).count() == 3


def test_a_bill_of_nothing_is_refused_at_the_field(workspace, marketer, client_of):
    form = {"note": "x", "amount": "0", "currency": "CNY", "on": "2026-09-10"}
    page = client_of(marketer).post(address("promote_cost_add"), form).content.decode()
    assert "above zero" in page


def test_costs_are_exported_as_seen(workspace, marketer, client_of):
    client = client_of(marketer)
    client.post(uploaded(client), {"channel": "baidu_ads"})
    query = {
        "period": "custom",
        "from": "2026-09-01",
        "to": "2026-09-30",
        "export": "csv",
        "channel": "baidu_ads",
    }
    answer = client.get(address("promote_costs"), query)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 3 and "品牌词" in text


def test_a_channel_gets_another_name_and_rules(workspace, marketer, client_of):
    client = client_of(marketer)
    form = {
        "name": "领英",
        "rules-TOTAL_FORMS": "1",
        "rules-INITIAL_FORMS": "0",
        "rules-0-source": "^linkedin$",
    }
    answer = client.post(address("promote_channel", "linkedin"), form)
    assert answer.status_code == 302
    channel = events.Channel.objects.of(workspace).get(key="linkedin")
    assert (channel.name, channel.rules) == ("领英", [{"source": "^linkedin$"}])


def test_a_rule_that_cannot_be_read_is_refused(workspace, marketer, client_of):
    form = {"name": "", "rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "0", "rules-0-source": "("}
    page = client_of(marketer).post(address("promote_channel", "linkedin"), form).content.decode()
    assert "cannot be read" in page


def test_a_channel_of_ones_own_can_be_added_once(workspace, marketer, client_of):
    client = client_of(marketer)
    group = events.channels_of(workspace)[0].group
    form = {"name": "Podcast", "key": "podcast", "group": group, "rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "0", "rules-0-medium": "^podcast$"}  # fmt: skip
    assert client.post(address("promote_channel_new"), form).status_code == 302
    assert "already" in client.post(address("promote_channel_new"), form).content.decode()
    assert events.Channel.objects.of(workspace).filter(key="podcast").count() == 1
