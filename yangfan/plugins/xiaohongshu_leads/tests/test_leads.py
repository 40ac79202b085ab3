"""Leads of 小红书, pushed by a stand-in of the platform."""

import pytest
from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.connectors.hooks import actions
from yangfan.crm import public as crm
from yangfan.plugins.xiaohongshu_leads import standin
from yangfan.plugins.xiaohongshu_leads.decode import decode_lead

pytestmark = pytest.mark.django_db
TOKEN = "0f7bd1e2c3a4"


@pytest.fixture
def account(workspace, owner):
    plan = connectors.connectors_registry.get("xiaohongshu_leads")
    return connectors.connect_account(
        workspace=workspace,
        connector=plan,
        name="聚光",
        values={"token": TOKEN},
        actor=owner,
        now=timezone.now(),
    )


@pytest.fixture
def address(account):
    return f"/hooks/xiaohongshu_leads/{account.token}/"


@pytest.fixture
def push(address, client, django_capture_on_commit_callbacks):
    """Push a body as the platform does; return the codes it was answered with."""

    def go(body, token=TOKEN, to=None):
        def post(data, headers):
            named = {
                f"HTTP_{name.upper().replace('-', '_')}": value
                for name, value in headers.items()
                if name != "Content-Type"
            }
            with django_capture_on_commit_callbacks(execute=True):
                return client.post(to or address, data, content_type="application/json", **named).status_code

        return standin.push(body, token=token, post=post, sleep=lambda _seconds: None)

    return go


def inquiries(workspace):
    return list(crm.Inquiry.objects.of(workspace))


def test_a_lead_becomes_an_inquiry_with_its_channel(workspace, push, account):
    assert push(standin.lead()) == [200]
    [inquiry] = inquiries(workspace)
    assert (inquiry.contact.name, inquiry.contact.phone_key, inquiry.country) == (
        "王女士",
        "+8613800138000",
        "CN",
    )
    assert (inquiry.way, inquiry.channel, inquiry.source, inquiry.campaign) == (
        "lead",
        "paid_social",
        "xiaohongshu",
        "双十一获客",
    )
    assert inquiry.product == "咖啡机"
    assert "预算：3-5 万" in crm.Message.objects.of(workspace).get().text


def test_a_lead_that_is_pushed_again_is_the_same_lead(workspace, push, account):
    body = standin.lead(id="L1")
    assert push(body) == push(body) == [200]
    assert push(standin.lead(id="L1", account_name="renamed")) == [200]
    assert len(inquiries(workspace)) == 1
    [delivery] = connectors.WebhookDelivery.objects.of(workspace)
    assert delivery.repeats == 2


def test_two_leads_of_two_people_are_two(workspace, push):
    push(standin.lead())
    push(standin.lead(answers=[("姓名", "李先生"), ("电话", "13900139000")]))
    assert len(inquiries(workspace)) == 2


@pytest.mark.parametrize("token", ["another", ""])
def test_a_wrong_signature_is_refused_every_time_and_nothing_is_kept(workspace, push, account, token):
    assert push(standin.lead(), token=token) == [401] * 4
    assert connectors.WebhookDelivery.objects.of(workspace).count() == 0
    account.refresh_from_db()
    assert account.refused_at and not account.heard_at


def test_a_body_changed_under_its_signature_is_refused(workspace, address, client):
    body = standin.lead()
    answer = client.post(
        address, body.replace("王女士".encode(), "张女士".encode()), content_type="application/json",
        HTTP_X_RED_SIGNATURE=standin.signature(body, TOKEN),
    )  # fmt: skip
    assert answer.status_code == 401
    assert inquiries(workspace) == []


def test_an_address_without_an_account_is_nowhere(push, account):
    assert push(standin.lead(), to="/hooks/xiaohongshu_leads/nobody/")[0] == 404
    assert push(standin.lead(), to=f"/hooks/nothing/{account.token}/")[0] == 404


def test_the_platform_tries_again_until_we_are_back(workspace, push, account):
    connectors.Account.objects.of(workspace).update(is_on=False)
    calls = []

    def post(body, headers):
        calls.append(body)
        if len(calls) == 3:
            connectors.Account.objects.of(workspace).update(is_on=True)
        return 503 if len(calls) < 3 else push(body)[0]

    assert standin.push(standin.lead(), token=TOKEN, post=post, sleep=lambda _seconds: None) == [
        503,
        503,
        200,
    ]
    assert len(inquiries(workspace)) == 1


def test_a_test_message_connects_and_makes_no_inquiry(workspace, push):
    assert push(standin.lead(answers=[("姓名", "")])) == [200]
    assert inquiries(workspace) == []
    assert connectors.WebhookDelivery.objects.of(workspace).get().state == "done"


def test_what_cannot_be_read_is_put_aside_and_can_be_run_again(
    workspace, push, account, client_of, owner, monkeypatch
):
    assert push(b'{"data": []}') == [200]
    delivery = connectors.WebhookDelivery.objects.of(workspace).get()
    assert (delivery.state, delivery.error) == ("failed", "“data” is no object")
    page = client_of(owner).get(f"/console/{workspace.slug}/settings/platforms/deliveries/")
    assert "“data” is no object" in page.content.decode()
    connectors.WebhookDelivery.objects.of(workspace).update(body=standin.lead())
    client_of(owner).post(f"/console/{workspace.slug}/settings/platforms/deliveries/{delivery.pk}/again/")
    assert len(inquiries(workspace)) == 1


def test_a_reader_that_breaks_is_tried_again_and_makes_one_inquiry(workspace, push, account, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(crm, "receive_inquiry", lambda **_words: 1 / 0)
        push(standin.lead())
    delivery = connectors.WebhookDelivery.objects.of(workspace).get()
    assert (delivery.state, delivery.attempts) == ("new", 1)
    actions.read_waiting(delivery.next_at)
    actions.read_waiting(delivery.next_at)
    assert len(inquiries(workspace)) == 1


def test_several_choices_and_unknown_questions_are_kept_in_words():
    lead = decode_lead(
        standin.lead(answers=[("您的门店名称", "山野咖啡"), ("需求", ["机器", "豆子"]), ("微信", "wx1")])
    )
    assert (lead.company, lead.text) == ("山野咖啡", "需求：机器、豆子\n微信：wx1")
