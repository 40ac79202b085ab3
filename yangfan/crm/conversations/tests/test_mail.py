"""What becomes of a mail that comes in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.connectors.testing import DSN, a_mail
from yangfan.crm import public as crm
from yangfan.crm.conversations import actions

pytestmark = pytest.mark.django_db
State = connectors.IncomingMail.State


def inquiries(workspace):
    return list(crm.Inquiry.objects.of(workspace).order_by("number"))


def messages(workspace):
    return list(crm.Message.objects.of(workspace).order_by("pk"))


@pytest.fixture
def answered(workspace, owner, arrive, mailoutbox):
    """A buyer has written and has our answer; return what we sent."""
    arrive(a_mail())
    [inquiry] = inquiries(workspace)
    reply = actions.reply(
        inquiry=inquiry,
        text="3 USD each.",
        subject="Re: RFQ",
        actor=owner,
        now=timezone.now(),
    )
    actions.send_reply(message_id=reply.pk, now=timezone.now() + timedelta(minutes=1))
    reply.refresh_from_db()
    assert reply.state == "sent"
    return reply


def test_a_buyers_mail_becomes_an_inquiry_with_its_files(workspace, arrive):
    row = arrive(a_mail(files=[("spec.pdf", b"%PDF")]))
    [inquiry] = inquiries(workspace)
    assert (row.state, row.what, row.number) == (State.TAKEN, "inquiry", inquiry.number)
    assert (inquiry.way, inquiry.contact.email, inquiry.contact.name) == (
        "mail",
        "ana@embalagens.example",
        "Ana",
    )
    [said] = messages(workspace)
    assert (said.subject, said.mail_id) == ("RFQ", "<a1@embalagens.example>")
    assert [one.name for one in said.attachments.of(workspace)] == ["spec.pdf"]


def test_the_same_mail_twice_is_one_message_even_by_two_mailboxes(workspace, arrive):
    first = arrive(a_mail())
    assert arrive(a_mail() + b"\r\n-- list footer").pk == first.pk
    assert len(messages(workspace)) == 1


def test_two_mails_under_one_id_are_two(workspace, arrive):
    arrive(a_mail())
    arrive(a_mail(subject="Another thing"))
    assert len(messages(workspace)) == 2


def test_an_answer_joins_its_thread_however_old_and_whoever_writes(workspace, answered, arrive):
    crm.Inquiry.objects.of(workspace).update(last_message_at=timezone.now() - timedelta(days=90))
    raw = a_mail(
        "Agreed.",
        sender="Boss <boss@embalagens.example>",
        message_id="<b2@e.example>",
        answers=answered.mail_id,
    )
    row = arrive(raw)
    [inquiry] = inquiries(workspace)
    assert (row.what, row.number) == ("answer", inquiry.number)
    assert inquiry.waiting_since
    assert messages(workspace)[-1].from_address == "boss@embalagens.example"


def test_our_answer_names_the_mail_it_answers(answered, mailoutbox):
    [sent] = mailoutbox
    assert sent.extra_headers["In-Reply-To"] == "<a1@embalagens.example>"
    assert sent.extra_headers["Message-ID"] == answered.mail_id


def test_our_answer_asks_for_answers_to_a_mailbox_we_read(workspace, owner, arrive, mailoutbox):
    connectors.Mailbox.objects.create(
        workspace=workspace, address="sales@tidelane.test", host="h", username="u", password="p"
    )
    arrive(a_mail())
    reply = actions.reply(
        inquiry=inquiries(workspace)[0],
        text="Yes",
        subject="Re",
        actor=owner,
        now=timezone.now(),
    )
    actions.send_reply(message_id=reply.pk, now=timezone.now() + timedelta(minutes=1))
    assert mailoutbox[0].reply_to == ["sales@tidelane.test"]


def test_an_automatic_answer_is_kept_but_asks_for_nothing(workspace, answered, arrive):
    row = arrive(a_mail("I am away.", subject="Automatic reply: RFQ", message_id="<o1@e.example>", answers=answered.mail_id,
                        Auto_Submitted="auto-replied"))  # fmt: skip
    [inquiry] = inquiries(workspace)
    assert (row.what, row.number) == ("automatic", inquiry.number)
    assert inquiry.waiting_since is None
    assert messages(workspace)[-1].is_automatic


def test_a_bounce_fails_the_answer_flags_the_address_and_puts_the_inquiry_back(workspace, answered, arrive):
    dsn = DSN.replace(b"<m7@tidelane.test>", answered.mail_id.encode()).replace(
        b"Gone@elsewhere.test", answered.to_address.encode()
    )
    row = arrive(dsn)
    answered.refresh_from_db()
    [inquiry] = inquiries(workspace)
    assert (row.what, row.number) == ("bounce", inquiry.number)
    assert (answered.state, answered.bounce_status) == ("failed", "5.1.1")
    assert "550 5.1.1" in answered.state_words
    assert inquiry.waiting_since and inquiry.contact.email_bounced_at
    arrive(a_mail("I am here", message_id="<a9@e.example>"))
    assert inquiries(workspace)[0].contact.email_bounced_at is None


def test_a_report_of_a_delay_changes_nothing(workspace, answered, arrive):
    late = (
        DSN.replace(b"<m7@tidelane.test>", answered.mail_id.encode())
        .replace(b"failed", b"delayed")
        .replace(b"5.1.1", b"4.4.1")
    )
    assert arrive(late).what == "late"
    answered.refresh_from_db()
    assert answered.state == "sent"


@pytest.mark.parametrize(
    ("mail", "what"),
    [
        ({"List_Unsubscribe": "<mailto:u@x.example>"}, "mass"),
        ({"sender": "no-reply@shop.example"}, "no_reply"),
        ({"sender": "sales@tidelane.test"}, "ours"),
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"sender": "MAILER-DAEMON@mx.example", "subject": "Undelivered Mail Returned to Sender"}, "bounce"),
    ],
)
def test_what_is_no_inquiry_is_kept_and_listed(workspace, arrive, client_of, sales, mail, what):
    connectors.Mailbox.objects.create(
        workspace=workspace, address="sales@tidelane.test", host="h", username="u", password="p"
    )
    row = arrive(a_mail(**mail))
    assert (row.state, row.what) == (State.OTHER, what)
    assert inquiries(workspace) == []
    page = client_of(sales).get(f"/console/{workspace.slug}/mails/")
    assert str(row) in page.content.decode()


def test_our_own_mail_that_comes_round_makes_no_inquiry(workspace, arrive):
    row = arrive(a_mail(sender="list@elsewhere.example", X_Loop=connectors.loop_mark(workspace)))
    assert row.what == "ours"


def test_one_click_makes_an_inquiry_of_other_mail_and_a_stranger_cannot(
    workspace, arrive, client_of, sales, viewer, outsider
):
    row = arrive(a_mail(sender="news@portal.example", Reply_To="buyer@x.example", Precedence="bulk"))
    url = f"/console/{workspace.slug}/mails/{row.pk}/inquiry/"
    assert client_of(outsider).post(url).status_code == 404
    assert client_of(viewer).post(url).status_code == 403
    assert inquiries(workspace) == []
    answer = client_of(sales).post(url)
    [inquiry] = inquiries(workspace)
    assert answer.url.endswith(f"/inquiries/{inquiry.number}/")
    assert inquiry.contact.email == "buyer@x.example"


def test_a_mail_that_breaks_its_reader_is_tried_again_and_then_shown(workspace, arrive, monkeypatch):
    from yangfan.connectors.mail import incoming

    receiver = incoming.incoming_mail.get("crm")

    def broken(*args, **kwargs):
        raise RuntimeError("full disk")

    monkeypatch.setitem(
        incoming.incoming_mail._items,
        "crm",
        connectors.MailReceiver("crm", broken, receiver.words, receiver.link),
    )
    row = arrive(a_mail())
    for _again in range(3):
        incoming.take_mail(mail_id=row.pk, now=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.error) == (State.FAILED, "RuntimeError: full disk")
    monkeypatch.undo()
    incoming.take_by_hand(mail=row, actor=None, now=timezone.now())
    assert len(inquiries(workspace)) == 1


def test_an_alert_says_that_no_machine_shall_answer_it(workspace, mailoutbox):
    connectors.send_mail(workspace=workspace, to="a@b.example", subject="x", text="y", is_automatic=True)
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert mailoutbox[0].extra_headers["X-Loop"] == connectors.loop_mark(workspace)


def test_a_mail_that_breaks_the_parser_is_kept_and_shown_and_the_next_one_comes_in(
    workspace, arrive, client_of, owner, monkeypatch
):
    from yangfan.connectors.mail import incoming, incoming_views
    from yangfan.connectors.mail.parsing import parse_mail

    def parse(raw):
        if b"BREAKS" in raw:
            raise LookupError("unknown encoding: x-odd")
        return parse_mail(raw)

    monkeypatch.setattr(incoming, "parse_mail", parse)
    monkeypatch.setattr(incoming_views, "parse_mail", parse)
    arrive(b"Subject: x\r\n\r\nBREAKS the parser")
    arrive(a_mail())
    [odd] = connectors.IncomingMail.objects.of(workspace).filter(state=State.FAILED)
    assert "x-odd" in odd.error and b"BREAKS" in odd.file.open("rb").read()
    assert len(inquiries(workspace)) == 1
    console = client_of(owner)
    page = console.get(reverse("incoming_mail", args=[workspace.slug, odd.pk]))
    assert page.status_code == 200 and "BREAKS the parser" in page.content.decode()
    assert console.post(reverse("incoming_mail_inquiry", args=[workspace.slug, odd.pk])).status_code == 302
    assert len(inquiries(workspace)) == 1
