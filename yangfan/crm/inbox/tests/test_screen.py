"""The inbox in a browser: keys, picking, the phone, and what axe says."""

import pytest
from playwright.sync_api import expect

from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture
from yangfan.crm.models import AssignmentRule, Inquiry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def many(inquire, workspace, sales, now):
    said = [
        ("نحتاج إلى 12 روبوتًا لتكديس الكراتين، التسليم CIF جبل علي", "Khalid Al Mansoori", "AE"),
        ("Precisamos de 4 braços robóticos para a linha de embalagem", "Beatriz Souza", "BR"),
        ("想采购 12 台码垛机器人，请报价", "李工", "CN"),
        ("Wir brauchen 3 Greifer bis Ende März", "Anna Schmidt", "DE"),
    ]
    for number, (text, name, country) in enumerate(said):
        inquire(
            text,
            name=name,
            email=f"p{number}@firm{number}.example",
            company=f"Firm {number}",
            country=country,
        )
    first = Inquiry.objects.of(workspace).order_by("pk").first()
    first.summaries = {"en": "We need 12 robots to stack cartons", "zh-hans": "我们需要 12 台码垛机器人"}
    first.save()
    AssignmentRule.objects.create(workspace=workspace, name="LATAM", countries=["BR"], people=[sales.pk])
    return first


@pytest.fixture
def page(chromium, live_server, client_of, sales, many):
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    cookie = client_of(sales).cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_the_inbox_is_worked_with_keys_and_undone_with_one_click(page, workspace):
    said = complaints_of(page)
    page.goto("/console/tidelane/inquiries/")
    picture(page, "inbox-1280-en")
    assert not axe_problems(page)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-pick-said]")).to_have_text("2 picked")
    picture(page, "inbox-picked-1280-en")
    page.keyboard.press("e")
    expect(page.locator(".yf-toast")).to_contain_text("Status of 2 inquiries changed")
    expect(page.locator(".crm-row")).to_have_count(2)
    page.locator(".yf-toast-b").click()
    expect(page.locator(".crm-row")).to_have_count(4)
    page.keyboard.press("?")
    expect(page.locator("#crm-keys-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("码垛")
    page.keyboard.press("Enter")
    expect(page.locator(".crm-row")).to_have_count(1)
    expect(page.locator(".crm-chip")).to_contain_text("码垛")
    assert not said


def test_the_inbox_works_on_a_phone_in_chinese(page, sales):
    sales.language = "zh-hans"
    sales.save()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/console/tidelane/inquiries/")
    expect(page.locator(".crm-line").first).to_be_visible()
    picture(page, "inbox-390-zh")
    assert not is_too_wide(page) and not axe_problems(page)
    page.locator("[data-pick]").first.check()
    picture(page, "inbox-picked-390-zh")
    page.locator("[data-pick]").first.uncheck()
    page.locator(".crm-filters > summary").click()
    expect(page.locator(".crm-sheet")).to_be_visible()
    picture(page, "inbox-sheet-390-zh")
    page.keyboard.press("Escape")
    expect(page.locator(".crm-sheet")).to_be_hidden()


def test_the_rules_and_one_inquiry_show_the_clock(page, many):
    page.goto("/console/tidelane/inquiries/rules/")
    picture(page, "rules-1280-en")
    assert not axe_problems(page)
    page.goto(f"/console/tidelane/inquiries/{many.number}/")
    expect(page.locator(".crm-clock")).to_contain_text("Good for a call")
    picture(page, "inquiry-clock-1280-en")
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    picture(page, "inquiry-clock-390-en")
    assert not is_too_wide(page)
