"""The whole way of a mail through real servers: a buyer writes, is answered, answers back; mails come back and machines talk."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from tests.mailserver import PASSWORD, MailServer, wait_until
from yangfan.connectors import public as connectors
from yangfan.connectors.mail import imap
from yangfan.crm import public as crm
from yangfan.crm.conversations.actions import send_reply

pytestmark = [pytest.mark.mailserver, pytest.mark.processes, pytest.mark.django_db(transaction=True)]
BUYER, US = "ana@embalagens.test", "sales@tidelane.test"


@pytest.fixture(scope="module")
def server():
    with MailServer() as running:
        yield running


@pytest.fixture
def box(server, workspace, settings):
    """A workspace that reads and sends through the server; mail that lay there before is no news."""
    settings.OUTBOUND_ALLOW = ["127.0.0.0/8"]
    connectors.MailAccount.objects.create(
        workspace=workspace,
        host="127.0.0.1",
        port=server.smtp,
        security="none",
        from_name="Tidelane",
        from_address=US,
    )
    made = connectors.Mailbox.objects.create(
        workspace=workspace,
        address=US,
        host="127.0.0.1",
        port=server.imap,
        security="none",
        username=US,
        password=PASSWORD,
    )
    assert fetch(made) == 0
    return made


def fetch(box) -> int:
    connectors.Mailbox.objects.of(box.workspace).update(next_at=timezone.now() - timedelta(seconds=1))
    count = imap.fetch(mailbox_id=box.pk, now=timezone.now())
    box.refresh_from_db()
    assert box.problem == "", box.said
    return count


def write(
    server,
    text,
    *,
    subject="RFQ palletizer",
    sender=BUYER,
    answers=None,
    charset="utf-8",
    file=None,
    **headers,
):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Ana Souza <{sender}>", US, subject
    message["Message-ID"] = headers.pop("message_id")
    if answers:
        message["In-Reply-To"] = answers["Message-ID"]
        message["References"] = f"{answers['References'] or ''} {answers['Message-ID']}".strip()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, charset=charset)
    if file:
        message.add_attachment(file, maintype="application", subtype="pdf", filename="图纸.pdf")
    server.send(message.as_bytes(), sender=sender, to=US)


def await_mail(server, box, count=1):
    arrived = 0

    def look():
        nonlocal arrived
        arrived += fetch(box)
        return arrived >= count

    wait_until(look, "the mail did not arrive", server.log)


def said(workspace):
    return list(crm.Message.objects.of(workspace).select_related("inquiry").order_by("pk"))


def answer(inquiry, text, owner, to=""):
    message = crm.reply(
        inquiry=inquiry, text=text, subject="Re: RFQ palletizer", actor=owner, now=timezone.now()
    )
    send_reply(message_id=message.pk, now=timezone.now() + timedelta(minutes=1))
    message.refresh_from_db()
    assert message.state == "sent", message.state_words
    return message


def test_a_buyer_writes_is_answered_and_answers_back_in_one_thread(server, box, workspace, owner):
    write(
        server,
        "您好，我司需要五百台码垛机器人，请报价。",
        charset="gb18030",
        file=b"%PDF-1.4",
        message_id="<loop1@embalagens.test>",
    )
    await_mail(server, box)
    [first] = said(workspace)
    assert first.text == "您好，我司需要五百台码垛机器人，请报价。"
    assert [one.name for one in first.attachments.of(workspace)] == ["图纸.pdf"]

    ours = answer(first.inquiry, "500 台，每台 3 美元。", owner)
    [got] = wait_until(lambda: server.mailbox(BUYER), "our answer did not arrive", server.log)
    assert (got["Message-ID"], got["In-Reply-To"]) == (ours.mail_id, "<loop1@embalagens.test>")
    assert got["References"].split() == ["<loop1@embalagens.test>"]
    assert "500 台" in got.get_content()

    text = (
        f"OK, we take 500.\n\nOn Mon, 23 Nov 2026 at 10:00, Tidelane <{US}> wrote:\n> 500 台，每台 3 美元。\n"
    )
    write(server, text, subject="Re: RFQ palletizer", answers=got, message_id="<loop2@embalagens.test>")
    await_mail(server, box)
    assert [(one.inquiry.number, one.direction) for one in said(workspace)] == [
        (1, "in"),
        (1, "out"),
        (1, "in"),
    ]
    assert said(workspace)[-1].text == "OK, we take 500."
    assert crm.Inquiry.objects.of(workspace).get().waiting_since


def test_an_answer_to_an_address_that_is_gone_comes_back_and_says_so(server, box, workspace, owner):
    write(server, "Price please", sender="gone@elsewhere.test", message_id="<gone1@elsewhere.test>")
    await_mail(server, box)
    ours = answer(said(workspace)[0].inquiry, "3 USD", owner)
    await_mail(server, box)
    ours.refresh_from_db()
    assert (ours.state, ours.bounce_status) == ("failed", "5.1.1")
    assert "User unknown" in ours.state_words
    inquiry = crm.Inquiry.objects.of(workspace).get()
    assert inquiry.contact.email_bounced_at and inquiry.waiting_since


def test_a_machines_answer_is_kept_and_asks_for_nothing(server, box, workspace, owner):
    write(server, "Price please", message_id="<auto1@embalagens.test>")
    await_mail(server, box)
    answer(said(workspace)[0].inquiry, "3 USD", owner)
    got = wait_until(lambda: server.mailbox(BUYER), "our answer did not arrive", server.log)[-1]
    write(server, "I am away until Friday.", subject="Automatic reply: RFQ", answers=got, message_id="<auto2@embalagens.test>",
          Auto_Submitted="auto-replied")  # fmt: skip
    await_mail(server, box)
    last = said(workspace)[-1]
    assert last.is_automatic
    assert last.inquiry.waiting_since is None


def test_reading_a_mailbox_changes_nothing_in_it_and_reads_nothing_twice(server, box, workspace):
    for number in range(3):
        write(server, f"Question {number}", subject=f"Q{number}", message_id=f"<q{number}@embalagens.test>")
    await_mail(server, box, 3)
    assert fetch(box) == 0
    assert len(said(workspace)) == 3
    with imap._opened(box) as client:
        assert client.uids("SEEN") == []


def test_a_worker_killed_between_storing_and_moving_on_doubles_nothing(server, box, workspace, monkeypatch):
    write(server, "Only once", message_id="<once@embalagens.test>")

    def killed(*_words):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(imap, "_move_on", killed)
        with pytest.raises(KeyboardInterrupt):
            wait_until(lambda: fetch(box) or None, "the mail did not arrive", server.log)
    await_mail(server, box)
    assert [one.text for one in said(workspace)] == ["Only once"]


def test_a_server_that_numbers_anew_brings_nothing_twice_and_loses_nothing(server, box, workspace):
    write(server, "Before", subject="Before", message_id="<before@embalagens.test>")
    await_mail(server, box)
    connectors.Mailbox.objects.of(workspace).update(uid_validity=1, last_uid=9999)
    write(server, "After", subject="After", message_id="<after@embalagens.test>")
    wait_until(lambda: fetch(box) and len(said(workspace)) > 1, "the mail did not arrive", server.log)
    texts = [one.text for one in said(workspace)]
    assert texts.count("Before") == 1 and texts.count("After") == 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"password": "wrong"}, "login"),
        ({"folder": "Nowhere"}, "folder"),
        ({"port": 1}, "host"),
        ({"security": "tls"}, "broken"),
    ],
)
def test_what_is_wrong_with_a_mailbox_is_said_in_words(
    server, box, workspace, client_of, owner, change, problem
):
    for field, value in change.items():
        setattr(box, field, value)
    box.save()
    client_of(owner).post(f"/console/{workspace.slug}/settings/mail/in/{box.pk}/test/")
    box.refresh_from_db()
    assert box.problem == problem
    assert (
        box.get_problem_display()
        in client_of(owner).get(f"/console/{workspace.slug}/settings/mail/in/").content.decode()
    )


def test_a_mailbox_in_the_inner_network_is_refused(server, box, settings):
    settings.OUTBOUND_ALLOW = []
    with pytest.raises(imap.MailboxUnreadable) as refused:
        imap.try_mailbox(box)
    assert refused.value.problem == "inner"
