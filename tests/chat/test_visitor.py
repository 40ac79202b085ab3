"""What a visitor's page may say and ask, and what it is refused."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.chat.conftest import Page
from yangfan.crm.chat import actions
from yangfan.crm.chat.models import ChatLine, ChatSession
from yangfan.crm.conversations.models import Attachment, Message
from yangfan.crm.inquiries.models import Inquiry
from yangfan.sites.testing import open_site

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def only(model, workspace):
    [row] = model.objects.of(workspace)
    return row


def test_the_first_line_opens_an_inquiry_of_a_nameless_contact(page, workspace):
    answer = page.say()
    assert answer.status_code == 200
    inquiry = only(Inquiry, workspace)
    assert (inquiry.way, inquiry.page_language, inquiry.contact.email) == ("chat", "en", "")
    assert [line["text"] for line in answer.json()["lines"]] == ["Hello, price for 12 arms?"]


def test_further_lines_join_it(page, workspace):
    page.say()
    page.say("CIF Jebel Ali", id="line-2")
    assert only(Inquiry, workspace).messages.of(workspace).count() == 2


def test_the_same_line_twice_is_one_line(page, workspace):
    first, again = page.say(), page.say()
    assert first.json()["lines"] == again.json()["lines"]
    assert Message.objects.of(workspace).count() == ChatSession.objects.of(workspace).count() == 1


def test_a_visitor_sees_the_lines_of_the_own_chat_and_nothing_else_of_the_conversation(
    page, workspace, sales
):
    page.say(email="khalid@alnoor-pack.example")
    inquiry = only(Inquiry, workspace)
    page.call("introduce", name="Khalid", email="khalid@alnoor-pack.example")
    second = Page(workspace)
    second.say("I am Khalid too", email="khalid@alnoor-pack.example")
    assert [line["text"] for line in second.call("look").json()["lines"]] == ["I am Khalid too"]
    assert inquiry.contact_id


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ({"text": "  "}, 422, "empty"),
        ({"text": "x" * 4001}, 422, "long"),
        ({"id": ""}, 400, "body"),
        ({"email": "nonsense"}, 422, "email"),
    ],
)
def test_a_line_that_is_no_line_is_refused_and_leaves_nothing(page, workspace, words, status, code):
    answer = page.say(**words)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert not Message.objects.of(workspace).exists()


def test_another_sites_page_is_refused(page, workspace):
    assert page.call("say", origin="https://evil.example", text="Hi", id="1").status_code == 403
    assert not ChatSession.objects.of(workspace).exists()


def test_a_body_that_is_no_object_or_too_large_is_refused(page):
    for body in ("[1]", "{", json.dumps({"text": "x" * 40_000})):
        answer = page.client.post("/chat/say/", body, content_type="application/json")
        assert answer.status_code == 400


def test_a_switched_off_chat_answers_404(page, chat_on):
    chat_on.is_on = False
    chat_on.save()
    assert page.say().status_code == 404
    assert page.call("hello").status_code == 404


@pytest.mark.parametrize("path", ["look", "introduce", "typing"])
def test_the_token_of_another_companys_chat_is_unknown_here(page, workspace, other_workspace, path):
    from yangfan.crm.chat.models import ChatSettings

    open_site(other_workspace)
    ChatSettings.objects.of(other_workspace).create(workspace=other_workspace, is_on=True)
    page.say()
    stranger = Page(other_workspace, token=page.token)
    assert stranger.call(path, name="x").status_code == 404
    assert page.call(path, name="x").status_code == 200


@pytest.mark.parametrize("token", ["", "short", "Z" * 32, "0" * 33, None])
def test_a_token_that_is_none_is_unknown(page, token):
    assert page.call("look", token=token).status_code == 404


def test_too_many_lines_are_refused_for_a_while(page):
    for number in range(40):
        assert page.say(id=f"l{number}", text=f"line {number}").status_code == 200
    assert page.say(id="more").status_code == 429
    cache.clear()
    assert page.say(id="more").status_code == 200


def test_only_new_lines_are_given_out(page):
    first = page.say().json()["lines"][-1]["n"]
    page.say("Second", id="line-2")
    assert [line["text"] for line in page.call("look", since=first).json()["lines"]] == ["Second"]


def test_an_answer_is_carried_into_the_chat_and_unread_until_it_is_read(page, workspace, sales):
    page.say()
    answered(page, workspace, sales, "From 8,900 USD each.")
    state = page.call("look").json()
    assert [line["us"] for line in state["lines"]] == [False, True]
    assert state["lines"][1]["by"] == "Sales"
    assert state["unread"] == 1
    assert page.call("look", read=True).json()["unread"] == 0


def answered(page, workspace, author, text, minutes_ago=0):
    """Let an answer pass through the carrier, as the worker does when its ten seconds are over."""
    inquiry = only(Inquiry, workspace)
    message = Message.objects.of(workspace).create(
        workspace=workspace, conversation=inquiry.contact.conversation, inquiry=inquiry, direction="out", way="chat",
        author=author, text=text, state="sent", mail_id="<m1@tidelane.test>",
    )  # fmt: skip
    actions.carry(message=message, now=timezone.now() - timedelta(minutes=minutes_ago))
    return message


def test_an_introduction_fills_in_the_contact(page, workspace):
    page.say()
    assert page.call("introduce", name="Khalid", email="khalid@alnoor-pack.example").json()["known"]
    contact = only(Inquiry, workspace).contact
    assert (contact.name, contact.email) == ("Khalid", "khalid@alnoor-pack.example")


def test_an_address_of_another_contact_becomes_a_note_and_changes_nobody(page, workspace, inquire_by_mail):
    known = inquire_by_mail("khalid@alnoor-pack.example")
    page.say()
    page.call("introduce", name="Impostor", email="khalid@alnoor-pack.example")
    mine = Inquiry.objects.of(workspace).get(way="chat")
    assert mine.contact.email == ""
    assert "khalid@alnoor-pack.example" in mine.notes.of(workspace).get().text
    known.contact.refresh_from_db()
    assert known.contact.name == "Khalid"


def test_an_address_of_another_contact_typed_before_the_first_line_joins_nobody(
    page, workspace, inquire_by_mail
):
    known = inquire_by_mail("khalid@alnoor-pack.example")
    page.say(name="Impostor", email="Khalid@alnoor-pack.example")
    mine = Inquiry.objects.of(workspace).get(way="chat")
    assert mine != known and mine.contact != known.contact and mine.contact.email == ""
    assert "alnoor-pack.example" in mine.notes.of(workspace).get().text


@pytest.fixture
def inquire_by_mail(workspace):
    from yangfan.crm import public as crm

    def send(email):
        return crm.receive_inquiry(
            workspace=workspace, site=None, way="mail", message="Please quote", name="Khalid", email=email, now=timezone.now()
        ).inquiry  # fmt: skip

    return send


def test_an_introduction_needs_a_name_or_an_address_that_is_one(page):
    page.say()
    assert page.call("introduce").status_code == 422
    assert page.call("introduce", email="nonsense").status_code == 422


def test_a_required_address_is_required_before_the_first_line(page, chat_on, workspace):
    chat_on.ask, chat_on.is_email_required = "before", True
    chat_on.save()
    assert page.say().json() == {"error": "email"}
    assert page.say(email="khalid@alnoor-pack.example").status_code == 200
    assert only(Inquiry, workspace).contact.email == "khalid@alnoor-pack.example"


def test_a_file_is_kept_privately_and_given_to_this_visitor_only(page, workspace):
    state = page.send_file(SimpleUploadedFile("plan.png", PNG)).json()
    [file] = state["lines"][0]["files"]
    assert file["name"] == "plan.png"
    got = page.client.get(file["url"])
    assert b"".join(got.streaming_content) == PNG
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert page.client.get("/chat/files/nonsense/").status_code == 404
    assert "private" in only(Attachment, workspace).file.path


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("run.exe", b"MZ\x90", "kind"),
        ("page.html", b"<html>", "kind"),
        ("plan.png", b"MZ\x90\x00", "content"),
        ("plan.pdf", b"<script>", "content"),
        ("notes.txt", b"<!DOCTYPE html><script>", "content"),
        ("notes.txt", b"", "size"),
    ],
)
def test_a_file_that_is_not_what_we_take_is_refused(page, workspace, name, content, code):
    answer = page.send_file(SimpleUploadedFile(name, content))
    assert answer.json() == {"error": code}
    assert not Attachment.objects.of(workspace).exists()


def test_a_file_that_is_too_large_is_refused(page):
    assert page.send_file(SimpleUploadedFile("plan.png", PNG + b"0" * 10 * 1024 * 1024)).status_code in (
        400,
        413,
    )


def test_outside_the_hours_a_word_is_left_with_an_address(page, workspace, chat_on):
    chat_on.hours = "business"
    chat_on.save()
    assert page.call("leave", text="Call me", name="Khalid").status_code == 422
    assert (
        page.call("leave", text="Call me", name="Khalid", email="khalid@alnoor-pack.example").status_code
        == 200
    )
    assert only(Inquiry, workspace).contact.email == "khalid@alnoor-pack.example"


def test_hello_says_whether_anybody_is_there(page, chat_on, workspace):
    assert page.call("hello").json()["open"] is True
    from yangfan.crm.settings.models import InquirySettings

    InquirySettings.objects.of(workspace).create(workspace=workspace, business_hours={})
    chat_on.hours = "business"
    chat_on.save()
    assert page.call("hello", lang="zh-Hans").json()["greeting"].startswith("现在不是上班时间")


def test_the_own_greeting_wins_and_a_strange_language_falls_to_english(page, chat_on):
    chat_on.greetings = {"en": "Ahoy"}
    chat_on.save()
    assert page.call("hello", lang="en").json()["greeting"] == "Ahoy"
    assert page.call("hello", lang="ar").json()["greeting"].startswith("مرحب")
    assert page.call("hello", lang="fi").json()["greeting"].startswith("Hello")


def test_what_a_machine_fills_in_is_spam(page, workspace):
    page.say(website="http://x.example")
    assert only(Inquiry, workspace).is_spam


def test_a_returning_visitor_finds_the_chat_for_a_month(page, workspace):
    page.say()
    ChatSession.objects.of(workspace).update(last_seen_at=timezone.now() - timedelta(days=31))
    assert page.call("look").status_code == 404


def test_staff_are_told_of_a_line_and_of_typing(page, workspace, told):
    page.say()
    page.call("typing", on=True)
    session = only(ChatSession, workspace)
    kinds = [(topic, kind) for topic, kind, _data in told]
    assert (f"chat:{session.pk}:staff", "message") in kinds
    assert (f"chat:{session.pk}:staff", "typing") in kinds
    assert (f"inbox:{workspace.pk}", "message") in kinds


def test_an_answer_that_stays_unread_goes_by_mail_once(page, workspace, sales, mailoutbox):
    from yangfan.crm.chat.carrier import mail_unread

    page.say()
    page.call("introduce", name="Khalid", email="khalid@alnoor-pack.example")
    answered(page, workspace, sales, "From 8,900 USD each.", minutes_ago=11)
    for _again in range(2):
        mail_unread(timezone.now())
    [mail] = mailoutbox
    assert mail.to == ["khalid@alnoor-pack.example"]
    assert "From 8,900 USD each." in mail.body


def test_an_answer_that_was_read_goes_by_no_mail(page, workspace, sales, mailoutbox):
    from yangfan.crm.chat.carrier import mail_unread

    page.say()
    page.call("introduce", name="Khalid", email="khalid@alnoor-pack.example")
    answered(page, workspace, sales, "From 8,900 USD each.", minutes_ago=5)
    page.call("look", read=True)
    mail_unread(timezone.now() + timedelta(hours=1))
    assert mailoutbox == []
    assert not ChatLine.objects.of(workspace).exclude(mail_at=None).exists()


def test_a_worker_that_dies_while_mailing_loses_nothing_and_the_retry_is_the_same_mail(
    page, workspace, sales, mailoutbox, monkeypatch
):
    from yangfan.connectors import public as connectors
    from yangfan.crm.chat.carrier import CLAIMED_FOR, mail_unread

    page.say()
    page.call("introduce", name="Khalid", email="khalid@alnoor-pack.example")
    answered(page, workspace, sales, "From 8,900 USD each.", minutes_ago=11)
    send = connectors.send_mail

    def die(**words):
        send(**words)
        raise SystemExit("killed after the wire, before the mark")

    now = timezone.now()
    monkeypatch.setattr(connectors, "send_mail", die)
    with pytest.raises(SystemExit):
        mail_unread(now)
    monkeypatch.undo()
    mail_unread(now + timedelta(minutes=1))
    assert len(mailoutbox) == 1, "it is still claimed"
    for _again in range(2):
        mail_unread(now + CLAIMED_FOR + timedelta(minutes=1))
    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
