"""A visitor and one of ours in two browsers, with the real live process between them."""

import os
import threading
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from yangfan.config.hosts import HostMiddleware
from yangfan.core.ui.testing import complaints_of, picture
from yangfan.crm import public as crm
from yangfan.crm.chat.models import ChatSettings
from yangfan.crm.conversations.actions import send_due_replies
from yangfan.crm.inquiries.models import Inquiry
from yangfan.sites.testing import open_site

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.django_db(transaction=True)]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
IN_ARABIC = """new MutationObserver((_, watching) => {
  const tag = document.querySelector("script[data-side]");
  if (tag) { tag.dataset.lang = "ar"; watching.disconnect(); }
}).observe(document, { childList: true, subtree: true })"""
PATIENCE = 60_000  # ms: on a busy machine the first page alone may take ten seconds
expect.set_options(timeout=PATIENCE / 2)
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture
def turns(monkeypatch):
    """The live server shares one SQLite connection among its threads: let one thing at a time use it."""
    lock, answer = threading.RLock(), HostMiddleware.__call__

    def one_at_a_time(self, request):
        with lock:
            return answer(self, request)

    monkeypatch.setattr(HostMiddleware, "__call__", one_at_a_time)
    return lock


@pytest.fixture
def site(workspace, turns, stream, live_server, settings):
    """The first company's site with the chat on, on the live server; returns its address without the path."""
    cache.clear()
    port = urlsplit(live_server.url).port
    settings.CONSOLE_URL = f"http://localhost:{port}"
    open_site(workspace)
    ChatSettings.objects.of(workspace).create(workspace=workspace, is_on=True, hours="always")
    return f"http://tidelane.localhost:{port}"


@pytest.fixture
def context_of(chromium, site, turns):
    """Return a function that opens a browser of somebody's own; all are closed before the server goes."""
    opened = []

    def open_one(width=1280, **words):
        context = chromium.new_context(viewport={"width": width, "height": 800}, user_agent=AGENT, **words)
        context.set_default_navigation_timeout(PATIENCE)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    with turns:  # what was on its way has been answered
        return


def open_chat(page, address):
    page.goto(address)
    page.locator("#yf-chat button.l").click()
    expect(page.locator("#yf-chat [role=dialog]")).to_be_visible()


def say(page, text):
    page.locator("#yf-chat .b textarea").fill(text)
    page.keyboard.press("Enter")


def answer_by_chat(turns, inquiry, author, text):
    """Answer eleven seconds ago, so that the time to take it back is over, and let the worker send what is due."""
    with turns:
        then = timezone.now() - timedelta(seconds=11)
        crm.reply(inquiry=inquiry, text=text, subject="", actor=author, now=then, way="chat")
        send_due_replies(timezone.now())


def staff_page(context_of, turns, live_server, user):
    client = Client()
    with turns:
        client.force_login(user)
    context = context_of()
    port = urlsplit(live_server.url).port
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://localhost:{port}"}])
    return context.new_page(), f"http://localhost:{port}/console/tidelane/inquiries/"


def test_a_visitor_and_one_of_ours_talk(context_of, site, turns, live_here, live_server, workspace, sales):
    visitor_context = context_of()
    visitor = visitor_context.new_page()
    said = complaints_of(visitor)
    open_chat(visitor, f"{site}/en/")
    say(visitor, "Price for 12 arms, CIF Jebel Ali?")
    expect(visitor.locator("#yf-chat .m:not(.us)")).to_contain_text("12 arms")
    expect(visitor.locator("#yf-chat .m:not(.us) .s")).not_to_contain_text("…")
    inquiry = Inquiry.objects.of(workspace).get()

    staff, inbox = staff_page(context_of, turns, live_server, sales)
    staff.goto(f"{inbox}{inquiry.number}/")
    conversation = staff.locator("section[aria-labelledby=h-conv]")
    expect(conversation).to_contain_text("12 arms")
    expect(visitor.locator("#yf-chat .m:not(.us) .s")).to_contain_text("Read")
    say(visitor, "And the lead time?")
    expect(conversation).to_contain_text("lead time")
    expect(staff.locator("[data-chat-presence]")).to_contain_text("On the site now")
    picture(staff, "chat-console-1280")

    answer_by_chat(turns, inquiry, sales, "Six weeks from order.")
    expect(visitor.locator("#yf-chat .m.us").last).to_contain_text("Six weeks")
    assert said == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-hans", 390), ("ar", 390), ("ar", 1280)])
def test_axe_finds_nothing_closed_or_open(context_of, site, workspace, language, width):
    """There is no Arabic page in this site: the page's language is set in its tag, as an Arabic tree would."""
    context = context_of(width)
    page = context.new_page()
    if language == "ar":
        page.add_init_script(IN_ARABIC)
    where = f"{site}/{'en' if language == 'ar' else language}/"
    page.goto(where)
    expect(page.locator("#yf-chat button.l")).to_be_visible()
    assert Axe().run(page, options=AXE).violations_count == 0
    picture(page, f"chat-closed-{language}-{width}")
    page.locator("#yf-chat button.l").click()
    say(page, {"ar": "ما هو السعر؟", "zh-hans": "12 台什么价格？"}.get(language, "What is the price?"))
    expect(page.locator("#yf-chat .f.d")).to_be_visible()
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    page.screenshot(path=f"{_pictures()}/chat-open-{language}-{width}.png") if _pictures() else None
    direction = page.locator("#yf-chat").get_attribute("dir")
    assert direction == ("rtl" if language == "ar" else "ltr")


def _pictures():
    return os.environ.get("PICTURES", "")


def test_without_live_notices_it_asks_now_and_then(context_of, site, turns, workspace, sales):
    """No live process runs here, and this browser knows no EventSource."""
    context = context_of()
    context.add_init_script("delete window.EventSource")
    page = context.new_page()
    open_chat(page, f"{site}/en/")
    say(page, "Hello?")
    expect(page.locator("#yf-chat .m:not(.us) .s")).not_to_contain_text("…")
    inquiry = Inquiry.objects.of(workspace).get()
    answer_by_chat(turns, inquiry, sales, "Hello back.")
    expect(page.locator("#yf-chat .m.us").last).to_contain_text("Hello back.")


def test_outside_the_hours_there_is_a_form(context_of, site, workspace):
    from yangfan.crm.settings.models import InquirySettings

    InquirySettings.objects.of(workspace).create(workspace=workspace, business_hours={})
    ChatSettings.objects.of(workspace).update(hours="business")
    context = context_of(390)
    page = context.new_page()
    open_chat(page, f"{site}/en/")
    form = page.locator("#yf-chat form.f")
    expect(form).to_be_visible()
    assert Axe().run(page, options=AXE).violations_count == 0
    form.locator("[name=name]").fill("Marta")
    form.locator("[name=email]").fill("marta@browar.example")
    form.locator("[name=text]").fill("Two arms, please")
    form.locator("button").click()
    expect(page.locator("#yf-chat [role=dialog]")).to_contain_text("answer by e-mail")
    assert Inquiry.objects.of(workspace).get().contact.email == "marta@browar.example"


def test_a_file_is_taken_or_refused_in_words(context_of, site, workspace):
    context = context_of()
    page = context.new_page()
    open_chat(page, f"{site}/en/")
    chooser = page.locator("#yf-chat input[type=file]")
    chooser.set_input_files({"name": "run.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ\x90"})
    expect(page.locator("#yf-chat .x")).to_contain_text("Please send a PDF")
    chooser.set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 plan"})
    expect(page.locator("#yf-chat .m a")).to_have_text("plan.pdf")


def test_the_chat_goes_on_on_the_next_page_and_the_keyboard_stays_inside(context_of, site, workspace):
    context = context_of()
    page = context.new_page()
    open_chat(page, f"{site}/en/")
    say(page, "Hello?")
    expect(page.locator("#yf-chat .m:not(.us) .s")).not_to_contain_text("…")
    for _step in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "yf-chat"
    page.keyboard.press("Escape")
    expect(page.locator("#yf-chat button.l")).to_be_focused()
    open_chat(page, f"{site}/en/contact/")
    expect(page.locator("#yf-chat .m:not(.us)")).to_contain_text("Hello?")
    assert "yf_chat" not in {cookie["name"] for cookie in context.cookies()}


def test_without_javascript_there_is_a_link_to_the_form(context_of, site):
    context = context_of(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/")
    page.locator("[data-chat-link]").click()
    assert urlsplit(page.url).fragment == "quote"
    expect(page.locator("#quote-message")).to_be_visible()
