"""Two languages, both ways: read in ours, answered in theirs, and nothing sent that says something else."""

import json
import re
from datetime import timedelta

import pytest
from django.db.models import F

from yangfan.crm import public as crm
from yangfan.crm.conversations import actions, translations
from yangfan.crm.conversations.actions import send_due_replies, send_reply
from yangfan.crm.models import Inquiry, InquirySettings, Message, Translation
from yangfan.intelligence.testing import scripted  # noqa: F401

BASE = "/console/tidelane/"
RFQ = "السلام عليكم، نرغب في شراء 12 روبوت تستيف. نرجو إرسال عرض السعر."
READ = "您好，我们想购买 12 台码垛机器人。请报价。"
ANSWER = "您好，12 台可以在 45 天内发货。"
SENT = "مرحباً، يمكن شحن 12 روبوت خلال 45 يوماً."


@pytest.fixture
def chinese(workspace, sales):
    """Everybody here reads Chinese only."""
    workspace.language = sales.language = "zh-hans"
    workspace.save(update_fields=["language"])
    sales.save(update_fields=["language"])
    return workspace


@pytest.fixture
def model(scripted):  # noqa: F811
    """A language model that answers each unit with the sentence of the same place in `says`."""
    scripted.says = {"zh-hans": READ, "ar": SENT}

    def answer(body):
        question = next(json.loads(one["content"]) for one in body["messages"] if one["role"] == "user")
        wanted = re.split(r"(?<=[.。])\s*", scripted.says[question["target"]].strip())
        return {"units": [{"n": one["n"], "text": wanted[one["n"] - 1]} for one in question["units"]]}

    scripted.answer = answer
    return scripted


@pytest.fixture
def inquiry(chinese, model, inquire, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return inquire(RFQ).inquiry


@pytest.fixture
def console(client_of, sales, chinese):
    return client_of(sales)


def page_of(browser, inquiry):
    return browser.get(f"{BASE}inquiries/{inquiry.number}/").content.decode()


def fields_of(page):
    return dict(
        re.findall(r'name="(submission_id|seen|target|preview_of|translated_by)" value="([^"]*)"', page)
    )


def answer(browser, inquiry, text=ANSWER, **more):
    return browser.post(
        f"{BASE}inquiries/{inquiry.number}/reply/",
        fields_of(page_of(browser, inquiry)) | {"text": text, "subject": "", "send_in": "translate"} | more,
    )


def look(browser, inquiry, text=ANSWER):
    fields = fields_of(page_of(browser, inquiry)) | {"text": text, "subject": "", "send_in": "translate"}
    page = browser.post(f"{BASE}inquiries/{inquiry.number}/preview/", fields, headers={"hx-request": "true"})
    return fields | fields_of(page.content.decode()), page.content.decode()


def outgoing(inquiry):
    return Message.objects.of(inquiry.workspace).get(direction="out")


# --- reading ------------------------------------------------------------------------------------------------------------


def test_a_message_is_read_in_ours_with_the_original_beside_it(console, inquiry):
    page = page_of(console, inquiry)
    assert "码垛机器人" in page and 'lang="ar" dir="rtl"' in page and "السلام عليكم" in page
    assert page.index("码垛机器人") < page.index("السلام عليكم")
    assert Inquiry.objects.of(inquiry.workspace).get().summary_for("zh-hans").startswith("您好")


def test_without_a_translator_it_says_so_and_shows_the_original(console, chinese, inquire):
    inquiry = inquire(RFQ).inquiry
    assert Translation.objects.of(chinese).get().state == "none"
    page = page_of(console, inquiry)
    assert "السلام عليكم" in page and "阿拉伯语" in page and "→" in page
    assert "data-look" not in page


def test_a_translation_that_lost_a_figure_is_shown_with_a_warning(
    console, chinese, model, inquire, django_capture_on_commit_callbacks
):
    model.says["zh-hans"] = "您好，我们想购买 120 台码垛机器人。请报价。"
    with django_capture_on_commit_callbacks(execute=True):
        inquiry = inquire(RFQ).inquiry
    assert Translation.objects.of(chinese).get().state == "held"
    assert "“120”" in page_of(console, inquiry)


def test_a_failed_translation_can_be_tried_again(
    console, chinese, model, inquire, django_capture_on_commit_callbacks
):
    model.answer, working = (lambda body: (401, "bad key")), model.answer
    with django_capture_on_commit_callbacks(execute=True):
        inquiry = inquire(RFQ).inquiry
    row = Translation.objects.of(chinese).get()
    assert row.state == "failed"
    model.answer = working
    with django_capture_on_commit_callbacks(execute=True):
        console.post(f"{BASE}messages/{row.message_id}/translate/")
    row.refresh_from_db()
    assert row.state == "done" and "码垛" in row.text and inquiry.number


def test_a_killed_worker_leaves_nothing_waiting_for_ever(chinese, inquiry, now):
    row = Translation.objects.of(chinese).get()
    Translation.objects.of(chinese).update(state="waiting", attempts=1, asked_at=now - timedelta(minutes=5))
    translations.send_due_translations(now)
    row.refresh_from_db()
    assert row.state == "done"
    Translation.objects.of(chinese).update(state="waiting", attempts=3, asked_at=now - timedelta(minutes=5))
    translations.send_due_translations(now)
    row.refresh_from_db()
    assert row.state == "failed"


def test_a_correction_is_kept_and_never_overwritten(console, inquiry, now):
    row = Translation.objects.of(inquiry.workspace).get()
    console.post(
        f"{BASE}messages/{row.message_id}/translation/", {"text": "您好，我方拟购 12 台码垛机器人。请报价。"}
    )
    translations.ask_translation(message=row.message, language="zh-hans", now=now)
    row.refresh_from_db()
    assert row.by_hand and row.state == "done" and "我方拟购" in row.text
    assert "我方拟购" in page_of(console, inquiry)


def test_a_wrongly_detected_language_is_put_right_and_translated_anew(
    console, inquiry, model, django_capture_on_commit_callbacks
):
    message = inquiry.messages.of(inquiry.workspace).get()
    with django_capture_on_commit_callbacks(execute=True):
        console.post(f"{BASE}messages/{message.pk}/language/", {"language": "fa"})
    message.refresh_from_db()
    assert (message.language, message.language_confidence) == ("fa", 1)
    assert model.user_json()["source"] == "fa"
    assert console.post(f"{BASE}messages/{message.pk}/language/", {"language": "xx"}).status_code == 400


def test_a_sample_translation_is_marked_as_one(console, chinese, inquire):
    received = inquire(RFQ)
    crm.add_sample_translation(message=received.message, language="zh-hans", text=READ)
    assert "样例" in page_of(console, received.inquiry)


# --- answering ----------------------------------------------------------------------------------------------------------


def test_nothing_goes_out_before_its_author_has_seen_the_translation(console, inquiry):
    response = answer(console, inquiry)
    assert response.status_code == 422 and SENT in response.content.decode()
    assert not Message.objects.of(inquiry.workspace).filter(direction="out").exists()


def test_what_was_approved_goes_out_to_the_letter(console, inquiry, mailoutbox, now):
    fields, seen = look(console, inquiry)
    assert SENT in seen and 'dir="rtl"' in seen
    edited = SENT + " شكراً لكم."
    assert (
        console.post(f"{BASE}inquiries/{inquiry.number}/reply/", fields | {"translation": edited}).status_code
        == 302
    )
    message = outgoing(inquiry)
    assert (message.text, message.written_text, message.language, message.written_language, message.is_approved) == (
        edited, ANSWER, "ar", "zh-hans", True,
    )  # fmt: skip
    send_reply(message_id=message.pk, now=now + timedelta(minutes=1))
    assert mailoutbox[0].body.strip() == edited
    page = page_of(console, inquiry)
    assert page.index(ANSWER) < page.index("شكراً لكم")


def test_an_edited_translation_that_changes_a_figure_is_refused(console, inquiry):
    fields, _seen = look(console, inquiry)
    wrong = fields | {"translation": SENT.replace("45", "54")}
    response = console.post(f"{BASE}inquiries/{inquiry.number}/reply/", wrong)
    assert response.status_code == 422 and 'class="crm-wrong">45<' in response.content.decode()
    assert not Message.objects.of(inquiry.workspace).filter(direction="out").exists()


def test_a_text_changed_after_the_look_is_looked_at_again(console, inquiry):
    fields, _seen = look(console, inquiry)
    changed = fields | {"text": "您好，12 台可以在 45 天内到港。", "translation": SENT}
    assert console.post(f"{BASE}inquiries/{inquiry.number}/reply/", changed).status_code == 422
    assert not Message.objects.of(inquiry.workspace).filter(direction="out").exists()


def test_as_written_goes_out_as_written(console, inquiry):
    assert answer(console, inquiry, send_in="as_written").status_code == 302
    message = outgoing(inquiry)
    assert (message.text, message.written_text, message.language) == (ANSWER, "", "zh-hans")


def test_who_writes_the_buyers_language_is_not_translated(console, inquiry):
    assert answer(console, inquiry, text=SENT).status_code == 302
    assert outgoing(inquiry).text == SENT and outgoing(inquiry).written_text == ""


@pytest.fixture
def by_itself(chinese):
    """Answers are translated when they go out, unseen."""
    return InquirySettings.objects.create(workspace=chinese, approve_translations=False)


def test_without_approval_it_is_translated_when_it_goes_out(console, inquiry, by_itself, mailoutbox, now):
    assert answer(console, inquiry).status_code == 302
    message = outgoing(inquiry)
    assert (message.text, message.translate_to) == (ANSWER, "ar")
    send_reply(message_id=message.pk, now=now + timedelta(minutes=1))
    message.refresh_from_db()
    assert mailoutbox[0].body.strip() == SENT
    assert (message.state, message.text, message.written_text, message.translate_to) == (
        "sent",
        SENT,
        ANSWER,
        "",
    )


def test_a_translation_that_changes_a_figure_holds_the_answer_and_tells_its_author(
    console, inquiry, by_itself, model, mailoutbox, now, django_capture_on_commit_callbacks
):
    model.says["ar"] = SENT.replace("45", "54")
    answer(console, inquiry)
    with django_capture_on_commit_callbacks(execute=True):
        send_reply(message_id=outgoing(inquiry).pk, now=now + timedelta(minutes=1))
    message = outgoing(inquiry)
    assert message.state == "held" and message.text == ANSWER and inquiry.waiting_since
    assert [mail.to for mail in mailoutbox] == [[message.author.email]]
    assert "“45”" in mailoutbox[0].body
    assert f"#m{message.pk}" in console.get(BASE + "bell/").content.decode()
    page = console.post(f"{BASE}messages/{message.pk}/take-back/").content.decode()
    assert ANSWER in page and 'name="translation"' in page


def test_a_held_answer_may_go_out_as_written(console, inquiry, by_itself, model, mailoutbox, now):
    model.says["ar"] = SENT.replace("45", "54")
    answer(console, inquiry)
    send_reply(message_id=outgoing(inquiry).pk, now=now + timedelta(minutes=1))
    console.post(f"{BASE}messages/{outgoing(inquiry).pk}/again/", {"as_written": "1"})
    send_reply(message_id=outgoing(inquiry).pk, now=now + timedelta(minutes=2))
    assert mailoutbox[-1].body.strip() == ANSWER and outgoing(inquiry).state == "sent"


def test_what_was_killed_while_it_was_translated_is_sent_later_not_given_up(inquiry, sales, now):
    message = crm.reply(inquiry=inquiry, text=ANSWER, subject="", translate_to="ar", actor=sales, now=now)
    rows = Message.objects.of(inquiry.workspace).filter(pk=message.pk)
    rows.update(state="sending", send_at=now - timedelta(minutes=1))
    send_due_replies(now)
    message.refresh_from_db()
    assert message.state == "sent" and message.text == SENT
    rows.update(state="sending", translate_to="", send_at=now - timedelta(minutes=1))
    send_due_replies(now)
    message.refresh_from_db()
    assert message.state == "failed"


def test_what_cannot_be_translated_for_hours_is_held_in_the_end(inquiry, sales, now):
    message = crm.reply(inquiry=inquiry, text=ANSWER, subject="", translate_to="ar", actor=sales, now=now)
    rows = Message.objects.of(inquiry.workspace).filter(pk=message.pk)
    rows.update(state="sending", attempts=5, send_at=now - timedelta(minutes=1))
    send_due_replies(now)
    message.refresh_from_db()
    assert (message.state, message.text) == ("held", ANSWER)


def test_who_is_slow_to_translate_leaves_the_answer_to_who_took_it_over(
    inquiry, sales, now, mailoutbox, monkeypatch
):
    message = crm.reply(inquiry=inquiry, text=ANSWER, subject="", translate_to="ar", actor=sales, now=now)
    rows, translate = (
        Message.objects.of(inquiry.workspace).filter(pk=message.pk),
        actions.intelligence.translate,
    )

    def slowly(**words):
        rows.update(attempts=F("attempts") + 1)  # another worker believed this one dead
        return translate(**words)

    monkeypatch.setattr(actions.intelligence, "translate", slowly)
    send_reply(message_id=message.pk, now=now + timedelta(minutes=1))
    assert mailoutbox == [] and rows.get().text == ANSWER


def test_a_look_without_javascript_shows_the_whole_screen(console, inquiry):
    fields = fields_of(page_of(console, inquiry)) | {"text": ANSWER, "send_in": "translate"}
    page = console.post(f"{BASE}inquiries/{inquiry.number}/preview/", fields).content.decode()
    assert SENT in page and "<html" in page


def test_an_automatic_message_joins_without_asking_for_an_answer(inquiry, sales, now):
    crm.log_answer(inquiry=inquiry, text="已电话答复", way="phone", actor=sales, now=now)
    words = {"workspace": inquiry.workspace, "site": None, "way": "mail", "is_automatic": True, "now": now}
    received = crm.receive_inquiry(message="أنا خارج المكتب", email=inquiry.contact.email, **words)
    inquiry.refresh_from_db()
    assert received.inquiry == inquiry and received.message.is_automatic and inquiry.waiting_since is None
    with pytest.raises(crm.InquiryRefused):
        crm.receive_inquiry(message="Out of office", email="stranger@else.example", **words)


def test_a_message_joins_the_inquiry_it_belongs_to_however_old(inquire, workspace, now):
    old = inquire(now=now - timedelta(days=90)).inquiry
    words = {"workspace": workspace, "site": None, "way": "mail", "now": now}
    received = crm.receive_inquiry(
        message="And the price?",
        contact=old.contact,
        joins=old,
        subject="Re: Offer",
        mail_id="<a@b>",
        **words,
    )
    assert (received.inquiry, received.is_new, received.message.mail_id) == (old, False, "<a@b>")
    assert received.inquiry.waiting_since
