"""Mail that is pushed to us, and the door it comes through."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.connectors.hooks import actions
from yangfan.connectors.testing import a_mail
from yangfan.crm import public as crm

pytestmark = pytest.mark.django_db
SECRET = "sixteen-characters-at-least"


@pytest.fixture
def client(client, django_capture_on_commit_callbacks):
    """A platform that calls; what its call sets off is done when it has its answer."""
    post = client.post

    def post_and_work(*args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return post(*args, **kwargs)

    client.post = post_and_work
    return client


@pytest.fixture
def connected(workspace, owner):
    """Connect an account of this connector."""

    def connect(key, **values):
        plan = connectors.connectors_registry.get(key)
        return connectors.connect_account(
            workspace=workspace, connector=plan, name=key, values=values, actor=owner, now=timezone.now()
        )

    return connect


def send_raw(client, account, body, *, now=None, secret=SECRET):
    stamp = str(int((now or timezone.now()).timestamp()))
    signature = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return client.post(
        f"/hooks/mail_raw/{account.token}/", body, content_type="message/rfc822", HTTP_X_YANGFAN_TIMESTAMP=stamp,
        HTTP_X_YANGFAN_SIGNATURE=f"sha256={signature}",
    )  # fmt: skip


def test_a_raw_mail_takes_the_same_way_as_a_fetched_one(workspace, connected, client):
    account = connected("mail_raw", secret=SECRET)
    assert send_raw(client, account, a_mail()).status_code == 200
    assert send_raw(client, account, a_mail()).status_code == 200
    assert crm.Inquiry.objects.of(workspace).get().contact.email == "ana@embalagens.example"
    delivery = connectors.WebhookDelivery.objects.of(workspace).get()
    assert (delivery.state, delivery.repeats) == ("done", 1)


def test_an_old_call_and_a_wrong_secret_are_refused(workspace, connected, client):
    account = connected("mail_raw", secret=SECRET)
    old = timezone.now() - timedelta(minutes=6)
    assert send_raw(client, account, a_mail(), now=old).status_code == 401
    assert send_raw(client, account, a_mail(), secret="another").status_code == 401
    assert (
        client.post(f"/hooks/mail_raw/{account.token}/", b"x", content_type="message/rfc822").status_code
        == 401
    )
    assert not connectors.IncomingMail.objects.of(workspace).exists()


def test_a_short_secret_is_said_to_be_too_short(connected):
    account = connected("mail_raw", secret="short")
    assert (account.state, bool(account.error)) == ("trouble", True)


def postmark(client, account, data, password="pw"):
    login = base64.b64encode(f"any:{password}".encode()).decode()
    return client.post(
        f"/hooks/postmark/{account.token}/",
        json.dumps(data),
        content_type="application/json",
        HTTP_AUTHORIZATION=f"Basic {login}",
    )


POSTMARK = {
    "MessageID": "73e6d360-66eb-11e1-8e72-a8904824019b", "FromFull": {"Email": "ana@embalagens.example", "Name": "Ana Souza"},
    "To": "sales@tidelane.test", "Subject": "Preço", "Date": "Mon, 23 Nov 2026 10:00:00 +0000", "TextBody": "500 peças, por favor",
    "HtmlBody": "<p>500 peças</p>", "Headers": [{"Name": "Message-ID", "Value": "<p1@embalagens.example>"}],
    "Attachments": [{"Name": "spec.pdf", "Content": base64.b64encode(b"%PDF").decode(), "ContentType": "application/pdf"}],
}  # fmt: skip


def test_a_mail_of_postmark_comes_in_whole(workspace, connected, client):
    account = connected("postmark", password="pw")
    assert postmark(client, account, POSTMARK).status_code == 200
    message = crm.Message.objects.of(workspace).get()
    assert (message.text, message.subject, message.mail_id) == (
        "500 peças, por favor",
        "Preço",
        "<p1@embalagens.example>",
    )
    assert [one.name for one in message.attachments.of(workspace)] == ["spec.pdf"]
    assert message.inquiry.contact.name == "Ana Souza"


def test_postmark_needs_its_password_and_what_is_no_mail_is_put_aside(workspace, connected, client):
    account = connected("postmark", password="pw")
    assert postmark(client, account, POSTMARK, password="guess").status_code == 401
    assert postmark(client, account, {"RecordType": "Bounce"}).status_code == 200
    assert connectors.WebhookDelivery.objects.of(workspace).get().state == "failed"


def test_the_door_takes_posts_of_a_size_and_nothing_of_an_account_that_is_off(workspace, connected, client):
    account = connected("xiaohongshu_leads", token="t")
    address = f"/hooks/xiaohongshu_leads/{account.token}/"
    assert client.get(address).status_code == 405
    assert client.post(address, b"x" * (1024 * 1024 + 1), content_type="application/json").status_code == 413
    connectors.Account.objects.of(workspace).update(is_on=False)
    assert client.post(address, b"{}", content_type="application/json").status_code == 404


def test_a_replay_is_known_after_its_body_was_forgotten(workspace, connected, client):
    account = connected("mail_raw", secret=SECRET)
    send_raw(client, account, a_mail())
    actions.forget_bodies(timezone.now() + timedelta(days=31))
    assert bytes(connectors.WebhookDelivery.objects.of(workspace).get().body) == b""
    send_raw(client, account, a_mail())
    assert crm.Message.objects.of(workspace).count() == 1
