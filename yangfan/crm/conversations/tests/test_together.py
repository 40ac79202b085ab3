"""Several people at one inquiry: notes that name a colleague, who is here, texts in the buyer's language, other ways out."""

from datetime import timedelta

import pytest

from yangfan.crm import public as crm
from yangfan.crm.conversations import carriers, notes
from yangfan.crm.conversations.actions import send_due_replies, send_reply
from yangfan.crm.models import CannedText, CannedVariant, Mention, Message, Note, Presence

BASE = "/console/tidelane/"


@pytest.fixture
def inquiry(inquire):
    return inquire().inquiry


@pytest.fixture
def console(client_of, sales):
    return client_of(sales)


def test_who_is_named_in_a_note_is_told_once_and_rung_until_they_look(
    console, client_of, inquiry, owner, workspace, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        console.post(
            f"{BASE}inquiries/{inquiry.number}/note/", {"text": "@Owner please price this; @Sales too"}
        )
    assert [mail.to for mail in mailoutbox] == [[owner.email]] and "please price this" in mailoutbox[0].body
    note, browser = Note.objects.of(workspace).get(), client_of(owner)
    with django_capture_on_commit_callbacks(execute=True):
        console.post(f"{BASE}notes/{note.pk}/", {"text": "@Owner please price this today"})
    assert len(mailoutbox) == 1
    assert f"#n{note.pk}" in browser.get(BASE + "bell/").content.decode()
    assert (
        '<b class="crm-at">@Owner</b>' in browser.get(f"{BASE}inquiries/{inquiry.number}/").content.decode()
    )
    assert f"#n{note.pk}" not in browser.get(BASE + "bell/").content.decode()


def test_a_mail_that_failed_is_tried_again_and_a_killed_one_is_not_repeated(
    inquiry, sales, owner, workspace, mailoutbox, now
):
    crm.add_note(inquiry=inquiry, text="@Owner look", actor=sales, now=now - timedelta(minutes=10))
    notes.send_due_mentions(now)
    assert len(mailoutbox) == 1
    Mention.objects.of(workspace).update(state="sending", send_at=now - timedelta(minutes=1))
    notes.send_due_mentions(now)
    assert Mention.objects.of(workspace).get().state == "failed" and len(mailoutbox) == 1


def test_a_note_belongs_to_its_author(console, client_of, inquiry, owner, outsider, workspace):
    console.post(f"{BASE}inquiries/{inquiry.number}/note/", {"text": "mine"})
    note = Note.objects.of(workspace).get()
    assert client_of(owner).post(f"{BASE}notes/{note.pk}/", {"text": "yours"}).status_code == 403
    assert client_of(outsider).post(f"/console/harbour/notes/{note.pk}/", {"text": "x"}).status_code == 404
    console.post(f"{BASE}notes/{note.pk}/", {"delete": "1"})
    assert not Note.objects.of(workspace).exists()


def test_a_colleague_who_answers_is_seen_until_they_are_gone(
    console, client_of, inquiry, owner, workspace, now
):
    address, browser = f"{BASE}inquiries/{inquiry.number}/present/", client_of(owner)
    assert "Sales" not in console.post(address, {"typing": "1"}).content.decode()
    assert "is answering this right now" in browser.post(address, {"typing": "0"}).content.decode()
    Presence.objects.of(workspace).filter(user__email__startswith="sales").update(
        seen_at=now - timedelta(minutes=5)
    )
    assert "Sales" not in browser.post(address, {"typing": "0"}).content.decode()
    console.post(address, {"leaving": "1"})
    assert Presence.objects.of(workspace).get().user == owner


def test_a_text_of_our_own_in_their_language_is_offered(console, inquire, workspace):
    inquiry = inquire(
        "Bonjour, nous cherchons douze robots de palettisation pour notre usine à Lyon."
    ).inquiry
    text = CannedText.objects.create(workspace=workspace, title="Thanks", text="Dear {name}, thank you.")
    console.post(
        f"{BASE}inquiries/texts/{text.pk}/", {"variant": "1", "language": "fr", "text": "Merci, {name}."}
    )
    page = console.get(f"{BASE}inquiries/{inquiry.number}/").content.decode()
    assert "Merci, Khalid Al Mansoori." in page and "Dear Khalid Al Mansoori, thank you." in page
    console.post(f"{BASE}inquiries/texts/{text.pk}/", {"variant": "1", "language": "fr", "text": ""})
    assert not CannedVariant.objects.of(workspace).exists()


@pytest.fixture
def whatsapp():
    """A way other than mail that is open to everyone."""
    carried = []
    carrier = carriers.Carrier(way="whatsapp", can_carry=lambda inquiry: True, carry=carried.append)
    carriers.carriers.register(carrier)
    yield carried
    del carriers.carriers._items["whatsapp"]


def test_an_answer_goes_by_the_way_they_wrote_last_else_by_mail(inquire, whatsapp, sales, mailoutbox, now):
    inquiry = inquire(way="whatsapp").inquiry
    message = crm.reply(inquiry=inquiry, text="Hello", subject="", actor=sales, now=now)
    assert message.way == "whatsapp"
    send_reply(message_id=message.pk, now=now)
    send_due_replies(now)
    assert whatsapp == [message] and mailoutbox == []
    by_mail = crm.reply(inquiry=inquiry, text="Hello", subject="x", way="mail", actor=sales, now=now)
    assert by_mail.way == "mail" and by_mail.send_at > now
    with pytest.raises(Exception, match="no_such_way"):
        crm.reply(inquiry=inquiry, text="Hello", subject="x", way="phone", actor=sales, now=now)


def test_what_a_carrier_could_not_deliver_is_tried_again_or_shown(inquire, sales, workspace, now):
    inquiry = inquire(way="whatsapp").inquiry
    answers = [carriers.NotCarried("busy", is_passing=True), carriers.NotCarried("blocked")]

    def carry(message):
        raise answers.pop(0)

    carriers.carriers.register(carriers.Carrier(way="whatsapp", can_carry=lambda inquiry: True, carry=carry))
    try:
        message = crm.reply(inquiry=inquiry, text="Hello", subject="", actor=sales, now=now)
        send_reply(message_id=message.pk, now=now)
        assert Message.objects.of(workspace).get(pk=message.pk).state == "queued"
        send_reply(message_id=message.pk, now=now + timedelta(minutes=1))
        message.refresh_from_db()
        assert (message.state, message.state_words) == ("failed", "blocked")
    finally:
        del carriers.carriers._items["whatsapp"]
