"""Alerts: in the reader's language, tried again when they fail, never twice. The receivers are real servers."""

import json
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiosmtpd.controller import Controller

from yangfan.connectors import public as connectors
from yangfan.connectors.models import MailAccount, NotifyTarget, OutboxMail
from yangfan.core.jobs import autopilot
from yangfan.crm.alerts.actions import deliver, send_due_alerts
from yangfan.crm.conversations.actions import reply, send_reply
from yangfan.crm.models import AlertDelivery, AlertReader


@pytest.fixture
def receiver(settings):
    """A web server on this machine that keeps what it is sent and answers as told."""
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.got.append((self.path, json.loads(body)))
            status, answer = server.answers.pop(0) if server.answers else (200, {"errcode": 0})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.got, server.answers = [], []
    server.address = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def group(workspace, receiver):
    return NotifyTarget.objects.create(
        workspace=workspace, kind="wecom", name="Sales", address=f"http://{receiver.address}/send?key=k"
    )


@pytest.fixture
def told(stream, inquire):
    """Send in an inquiry, let the stream run and every alert go out; return the deliveries."""

    def run(*args, **words):
        inquiry = inquire(*args, **words).inquiry
        stream.drain()
        rows = AlertDelivery.objects.of(inquiry.workspace)
        for delivery in rows:
            deliver(delivery_id=delivery.pk, now=delivery.next_try_at)
        return list(rows.all().of(inquiry.workspace))

    return run


def test_each_reader_is_told_in_their_own_language(told, owner, sales, mailoutbox):
    owner.language = "zh-hans"
    owner.save()
    told(country="AE")
    subjects = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert subjects[sales.email].startswith("New inquiry: Khalid Al Mansoori")
    assert "阿联酋" in subjects[owner.email] and "询盘" in subjects[owner.email]


def test_the_subject_says_what_the_company_calls_it(told, workspace, owner, sales, mailoutbox):
    workspace.noun = "trial"
    workspace.save()
    owner.language = "zh-hans"
    owner.save()
    told()
    subjects = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert subjects[sales.email].startswith("New trial sign-up: Khalid Al Mansoori")
    assert subjects[owner.email].startswith("新试听报名：") and "询盘" not in subjects[owner.email]


def test_an_alert_says_who_whence_and_why_and_links_to_the_inquiry(told, owner, mailoutbox):
    told(country="AE", url="https://tidelane.localhost/en/?gclid=1&utm_campaign=pallet", visitor_id=5)
    text = mailoutbox[0].body
    for words in (
        "United Arab Emirates",
        "pallet",
        "12 units",
        "CIF Jebel Ali",
        "/console/tidelane/inquiries/1/",
    ):
        assert words in text


def test_a_chat_group_is_told_once_however_often_the_event_comes(told, group, receiver, inquire, stream):
    deliveries = told()
    assert [one.state for one in deliveries] == ["sent"]
    deliver(delivery_id=deliveries[0].pk, now=deliveries[0].created_at + timedelta(days=1))
    assert len(receiver.got) == 1
    assert "Khalid Al Mansoori" in receiver.got[0][1]["text"]["content"]


def test_a_failing_group_is_tried_again_later(told, group, receiver):
    receiver.answers = [(502, {}), (200, {"errcode": 45009, "errmsg": "too fast"})]
    (delivery,) = told()
    assert delivery.state == "waiting" and delivery.error == "HTTP 502"
    deliver(delivery_id=delivery.pk, now=delivery.created_at)  # too early: nothing happens
    assert len(receiver.got) == 1
    for _time in range(2):
        delivery.refresh_from_db()
        deliver(delivery_id=delivery.pk, now=delivery.next_try_at)
    delivery.refresh_from_db()
    assert delivery.state == "sent" and delivery.attempts == 3 and len(receiver.got) == 3


def test_a_refusal_behind_http_200_is_a_failure(told, group, receiver):
    receiver.answers = [(200, {"errcode": 93000, "errmsg": "invalid webhook url"})]
    (delivery,) = told()
    assert delivery.state == "failed" and "93000" in delivery.error
    assert not autopilot.runs(delivery.workspace_id)[0].ok


def test_any_apprise_address_works(told, workspace, receiver):
    NotifyTarget.objects.create(
        workspace=workspace,
        kind="apprise",
        name="Hook",
        address=f"json://{receiver.address}/x",
        language="en",
    )
    told()
    assert receiver.got[0][1]["title"].startswith("New inquiry")


def test_an_address_of_the_inner_network_is_refused(told, group, receiver, settings):
    settings.OUTBOUND_ALLOW = []
    (delivery,) = told()
    assert delivery.state == "failed" and receiver.got == []


def test_a_name_that_turns_inward_after_the_check_is_still_refused(settings):
    settings.OUTBOUND_ALLOW = []
    with pytest.raises(connectors.HostRefused), connectors.guarded():
        socket.create_connection(("localhost", 9), timeout=1)
    with pytest.raises(OSError) as plain:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    assert not isinstance(plain.value, connectors.HostRefused)


def test_spam_and_old_inquiries_ring_nowhere(told, owner, now, mailoutbox):
    assert told("casino http://a.test") == []
    assert told(email="old@a.example", now=now - timedelta(days=3)) == []


def test_a_message_that_follows_rings_too(told, owner, inquire, mailoutbox):
    told()
    inquire("Any news?")
    delivery = AlertDelivery.objects.of(owner.workspaces.get()).order_by("-pk").first()
    deliver(delivery_id=delivery.pk, now=delivery.next_try_at)
    assert mailoutbox[-1].subject.startswith("Wrote again")


def test_who_does_not_want_mail_gets_none(told, owner, workspace, mailoutbox):
    AlertReader.objects.create(workspace=workspace, user=owner, by_mail=False)
    assert told() == []


def test_switched_off_nobody_is_told(told, owner, workspace):
    autopilot.switch(workspace.pk, "inquiry_alerts", False)
    assert told() == []


def test_what_a_killed_worker_left_half_sent_is_not_sent_again(told, group, receiver, now):
    (delivery,) = told()
    AlertDelivery.objects.of(delivery.workspace).update(state="sending", next_try_at=now)
    send_due_alerts(now + timedelta(minutes=6))
    delivery.refresh_from_db()
    assert delivery.state == "failed" and len(receiver.got) == 1


# --- mail ------------------------------------------------------------------------------------------------------------


class Inbox:
    """What a real SMTP server was handed; refuses some addresses."""

    def __init__(self):
        self.mails = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such user"
        if address.startswith("later@"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        return "250 Message accepted"


@pytest.fixture
def smtp(workspace, settings):
    """A real SMTP server that the workspace sends through."""
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    MailAccount.objects.create(
        workspace=workspace,
        host="127.0.0.1",
        port=port,
        security="none",
        from_address="sales@tidelane.example",
    )
    yield inbox
    controller.stop()


def send(inquiry, actor, now):
    message = reply(
        inquiry=inquiry, text="您好，12 台可以发运。", subject="Your inquiry", actor=actor, now=now
    )
    send_reply(message_id=message.pk, now=now + timedelta(seconds=11))
    message.refresh_from_db()
    return message


def test_a_reply_goes_out_through_the_workspaces_own_server(smtp, inquire, sales, now):
    message = send(inquire().inquiry, sales, now)
    assert message.state == "sent"
    raw = smtp.mails[0].content.decode()
    assert "X-Yangfan" not in raw
    assert smtp.mails[0].mail_from == "sales@tidelane.example" and message.mail_id in raw


def test_a_second_reply_continues_the_thread(smtp, inquire, sales, now):
    inquiry = inquire().inquiry
    first = send(inquiry, sales, now)
    send(inquiry, sales, now + timedelta(minutes=5))
    assert f"In-Reply-To: {first.mail_id}" in smtp.mails[1].content.decode()


def test_a_refused_address_is_shown_and_a_busy_server_asked_again(smtp, inquire, sales, now):
    refused = send(inquire(email="nobody@x.example").inquiry, sales, now)
    assert refused.state == "failed" and "550" in refused.state_words
    busy = send(inquire(email="later@x.example").inquiry, sales, now)
    assert busy.state == "queued" and busy.send_at > now


def test_a_mail_server_in_the_inner_network_is_refused(smtp, inquire, sales, now, settings):
    settings.OUTBOUND_ALLOW = []
    assert send(inquire().inquiry, sales, now).state == "failed"
    assert smtp.mails == []


def test_without_a_server_a_reply_lies_in_the_outbox_for_all_to_see(
    inquire, sales, now, settings, client_of, outsider
):
    settings.EMAIL_BACKEND = "yangfan.connectors.mail.outbox.OutboxBackend"
    message = send(inquire().inquiry, sales, now)
    assert message.state == "outbox"
    mail = OutboxMail.objects.get()
    assert mail.recipients == ["khalid@alnoor-pack.example"]
    assert "12 台" in client_of(sales).get(f"/console/tidelane/outbox/{mail.pk}/").content.decode()
    assert client_of(outsider).get(f"/console/tidelane/outbox/{mail.pk}/").status_code == 404
    assert client_of(outsider).get(f"/console/harbour/outbox/{mail.pk}/").status_code == 404


def test_a_password_is_never_shown_again(smtp, workspace, client_of, owner):
    MailAccount.objects.of(workspace).update(password="hunter22")
    page = client_of(owner).get("/console/tidelane/settings/mail/").content.decode()
    assert "hunter22" not in page and "********" in page
