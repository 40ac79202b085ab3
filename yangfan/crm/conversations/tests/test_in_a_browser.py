"""A seller who reads only Chinese, an Arabic request, one screen: from the alert's link to the won deal."""

import json
import re
import threading
from datetime import timedelta
from http.server import ThreadingHTTPServer

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from playwright.sync_api import expect

from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture
from yangfan.crm import public as crm
from yangfan.crm.conversations.actions import send_due_replies, send_reply
from yangfan.crm.models import Deal, InquirySettings, Message
from yangfan.intelligence.public import use_standin
from yangfan.intelligence.standin.book import Book
from yangfan.intelligence.standin.server import handler_of
from yangfan.intelligence.testing import scripted  # noqa: F401

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TALK = [
    {
        "ar": "السلام عليكم، نجهز منتجعاً جديداً ونحتاج 320 كرسي تشمس TF-350، CIF ميناء جبل علي. نرجو عرض السعر قبل 15 يناير.",
        "zh-hans": "您好，我们正在筹备新度假村，需要 320 张 TF-350 躺椅，CIF 杰贝阿里港。请在 1 月 15 日前报价。",
    },
    {
        "ar": "مرحباً، يمكننا شحن 320 كرسي تشمس TF-350 خلال 45 يوماً.",
        "zh-hans": "您好，320 张 TF-350 躺椅可以在 45 天内发货。",
    },
]


@pytest.fixture
def standin(workspace, settings, tmp_path):
    """The stand-in over real HTTP, with the words of this talk."""
    texts = tmp_path / "texts.json"
    texts.write_text(json.dumps(TALK, ensure_ascii=False))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(Book.open(texts)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.STANDIN_URL = f"http://127.0.0.1:{server.server_port}/v1"
    yield use_standin(workspace=workspace)
    server.shutdown()
    server.server_close()


@pytest.fixture
def chinese(workspace, sales):
    workspace.language = sales.language = "zh-hans"
    workspace.save(update_fields=["language"])
    sales.save(update_fields=["language"])
    return sales


@pytest.fixture
def open_as(chromium, live_server, client_of):
    """Open a page as this person."""

    def enter(person, viewport):
        context = chromium.new_context(viewport=viewport, base_url=live_server.url)
        session = client_of(person).cookies[django_settings.SESSION_COOKIE_NAME].value
        for name, value in ((django_settings.SESSION_COOKIE_NAME, session), ("yf_language", person.language)):
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        return page, complaints_of(page)

    return enter


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_alert_to_the_won_deal_in_chinese(
    open_as, standin, chinese, workspace, inquire, stream, mailoutbox, viewport
):
    inquiry = inquire(TALK[0]["ar"]).inquiry
    stream.drain()
    [alert] = mailoutbox
    assert (
        TALK[0]["zh-hans"][:12].replace(" ", "") in alert.body.replace(" ", "")
        and "السلام عليكم" in alert.body
    )
    page, said = open_as(chinese, viewport)
    page.goto(re.search(r"https?://[^/]+(/console/\S+)", alert.body)[1])
    name = f"conversation-zh-{viewport['width']}"

    heard = page.locator(".crm-msg").first
    expect(heard.locator(".yf-trans")).to_contain_text("度假村")
    expect(heard).to_contain_text("样例")
    original = heard.locator("[data-original] p")
    if viewport is PHONE:
        expect(original).to_be_hidden()
        heard.locator("[data-original] summary").click()
    expect(original).to_be_visible()
    expect(original).to_have_attribute("dir", "rtl")
    picture(page, f"{name}-read")

    page.locator("#reply-text").fill(TALK[1]["zh-hans"])
    page.get_by_role("button", name="看译文").click()
    theirs = page.locator("#their-text")
    expect(theirs).to_have_value(re.compile("TF-350"))
    expect(theirs).to_have_attribute("dir", "rtl")
    assert axe_problems(page) == []
    assert not is_too_wide(page)
    picture(page, f"{name}-look")
    page.get_by_role("button", name="用阿拉伯语发送").click()
    mine = page.locator(".crm-msg.us")
    expect(mine).to_contain_text("45 天")
    picture(page, f"{name}-queued")
    message = Message.objects.of(workspace).get(direction="out")
    send_reply(message_id=message.pk, now=timezone.now() + timedelta(seconds=11))
    expect(mine).to_contain_text("已发出", timeout=15_000)
    assert mailoutbox[-1].to == ["khalid@alnoor-pack.example"] and mailoutbox[-1].body.strip() == message.text
    assert message.language == "ar" and "320" in message.text and message.written_text == TALK[1]["zh-hans"]
    expect(page.locator("#reply-text")).to_have_value("")

    if viewport is PHONE:
        page.locator(".crm-jump a[href='#deal']").click()
    deal = page.locator("#deal")
    deal.locator("[name=amount]").first.fill("48000")
    deal.locator("form[action$='/deal/'] button").click()
    expect(page.locator(".yf-amt")).to_contain_text("48,000")
    deal.locator("details:has(form[action$='/win/']) > summary").click()
    deal.locator("form[action$='/win/'] button").click()
    expect(deal.locator("form[action$='/reopen/']")).to_be_visible()
    assert Deal.objects.of(workspace).get().won_at
    picture(page, f"{name}-won")
    assert not is_too_wide(page)
    assert said == [] and inquiry.number


@pytest.mark.django_db(transaction=True)
def test_a_draft_survives_keys_work_and_a_colleague_is_seen(open_as, standin, chinese, owner, inquire):
    inquiry = inquire(TALK[0]["ar"]).inquiry
    page, _said = open_as(chinese, DESK)
    address = f"/console/tidelane/inquiries/{inquiry.number}/"
    page.goto(address)
    page.keyboard.press("r")
    page.keyboard.type("您好，320 张")
    page.reload()
    expect(page.locator("#reply-text")).to_have_value("您好，320 张")
    page.locator("h1").click()
    expect(page.locator("[data-original]").first).to_have_attribute("open", "")
    page.keyboard.press("t")
    expect(page.locator("[data-original]").first).not_to_have_attribute("open", "")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.type("@own")
    page.keyboard.press("Enter")
    expect(page.locator("#note")).to_have_value("@Owner ")
    page.locator("#reply-text").fill("您好，320 张 TF-350")
    other, _complaints = open_as(owner, DESK)
    other.goto(address)
    expect(other.locator("#present")).to_contain_text("Sales", timeout=25_000)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_an_answer_that_was_held_and_no_translator_in_english(
    open_as, workspace, sales, inquire, scripted_wrong, viewport
):
    inquiry = inquire(TALK[0]["ar"]).inquiry
    InquirySettings.objects.create(workspace=workspace, approve_translations=False)
    crm.reply(inquiry=inquiry, text="Hello, 320 chairs ship in 45 days.", subject="", translate_to="ar", actor=sales,
              now=timezone.now() - timedelta(minutes=1))  # fmt: skip
    send_due_replies(timezone.now())
    page, said = open_as(sales, viewport)
    page.goto(f"/console/tidelane/inquiries/{inquiry.number}/")
    page.wait_for_load_state("networkidle")
    held = page.locator(".crm-held")
    expect(held).to_contain_text("45")
    picture(page, f"conversation-en-{viewport['width']}-held")
    assert axe_problems(page) == []
    assert not is_too_wide(page)
    held.get_by_role("button", name="Put it right").click()
    expect(page.locator("#reply-text")).to_have_value(re.compile("320 chairs"))
    expect(page.locator(".crm-problems")).to_contain_text("45")
    picture(page, f"conversation-en-{viewport['width']}-refused")
    assert said == []


@pytest.fixture
def scripted_wrong(scripted):  # noqa: F811
    """A language model that turns 45 into 54."""

    def answer(body):
        question = next(json.loads(one["content"]) for one in body["messages"] if one["role"] == "user")
        wrong = {"ar": "مرحباً، يمكن شحن 320 كرسي خلال 54 يوماً.", "en": "Hello, we need 320 chairs."}
        return {"units": [{"n": one["n"], "text": wrong[question["target"]]} for one in question["units"]]}

    scripted.answer = answer
    return scripted
