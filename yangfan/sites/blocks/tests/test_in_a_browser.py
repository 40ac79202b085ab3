"""A page with every block in a real browser: wide and narrow, in every look, with and without JavaScript."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from yangfan.sites import public as sites
from yangfan.sites.blocks.tests.samples import page_with_everything
from yangfan.sites.testing import open_site, product

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def site(workspace, live_server, settings):
    """A site whose page /en/everything/ has every block; returns its address without the path."""
    cache.clear()
    port = urlsplit(live_server.url).port
    settings.CONSOLE_URL = f"http://localhost:{port}"
    open_site(workspace)
    product(workspace, title="A12 arm", model_number="A12")
    product(workspace, title="G2 gripper", model_number="G2")
    page_with_everything(workspace)
    return f"http://tidelane.localhost:{port}"


def too_wide(page) -> list[str]:
    """Return what sticks out of the page at either side, by its classes; what scrolls in itself does not count."""
    return page.evaluate(
        """() => {
        const width = document.documentElement.clientWidth, out = [];
        if (document.documentElement.scrollWidth > width) out.push("page " + document.documentElement.scrollWidth);
        document.querySelectorAll("main *").forEach(element => {
          const box = element.getBoundingClientRect();
          if (!box.width || element.closest(".scroll, .tablist, .vh, .trap, .tabs, svg")) return;
          if (box.right > width + 1 || box.left < -1) out.push(element.tagName + "." + element.className + " " + Math.round(box.right));
        });
        return out.slice(0, 8);
    }"""
    )


def test_every_block_fits_and_axe_finds_nothing(chromium, site):
    complaints = []
    for width in (1280, 390):
        for script in (True, False):
            context = chromium.new_context(
                viewport={"width": width, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
            )
            page = context.new_page()
            page.on(
                "console",
                lambda message: (
                    complaints.append(message.text) if "Content Security" in message.text else None
                ),
            )
            page.goto(f"{site}/en/everything/")
            if script:
                assert not too_wide(page), width
                found = Axe().run(page, options=AXE)
                assert found.violations_count == 0, found.generate_report()
                page.evaluate("document.documentElement.dir = 'rtl'")
                assert not too_wide(page), f"{width}, from right to left"
            else:
                expect(
                    page.get_by_text("38 seconds a part.")
                ).to_be_visible()  # of a tab that is not the first
                expect(page.get_by_text("99.4")).to_be_visible()
                expect(page.locator(".clock")).to_be_hidden()
                expect(page.get_by_role("link", name="Open at Bilibili")).to_be_visible()
            context.close()
    assert not complaints


def test_tabs_gallery_slider_and_players_answer_to_hand_and_keyboard(chromium, site):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page, asked = context.new_page(), []
    page.route("https://**", lambda route: (asked.append(route.request.url), route.fulfill(body="player")))
    page.goto(f"{site}/en/everything/")
    assert not asked  # nothing of a foreign site before a click
    page.get_by_role("tab", name="Packing").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("38 seconds a part.")).to_be_visible()
    expect(page.get_by_text("Eleven cycles a minute.")).to_be_hidden()

    page.locator("[data-gallery] a").first.click()
    expect(page.locator("dialog[open] img")).to_have_attribute("alt", "Hall 1 with a robot")
    page.keyboard.press("ArrowRight")
    expect(page.locator("dialog[open] .says")).to_contain_text("Test field")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)

    slider = page.locator("[data-compare] input")
    slider.focus()
    page.keyboard.press("End")
    assert page.locator("[data-compare]").evaluate("node => node.style.getPropertyValue('--at')") == "100%"

    with page.expect_request("https://player.bilibili.com/**"):
        page.get_by_role("button", name="Play here").click()
    expect(page.locator("iframe[sandbox]")).to_have_attribute("title", "See it in two minutes")
    expect(page.locator("[data-clock] [data-d]")).not_to_have_text("0")
    context.close()


def test_a_list_of_products_is_sent_once_without_javascript(chromium, site, workspace, event_store):
    from yangfan.crm import public as crm

    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/en/everything/")
    page.get_by_label("A12 arm", exact=False).first.check()
    page.get_by_label("Quantity of G2 gripper").fill("40")
    page.fill("#list-name", "Marta")
    page.fill("#list-email", "marta@browar.example")
    page.check("#list-consent")
    page.click("form[data-basket] button[type=submit]")
    page.wait_for_url("**/sent/*", timeout=8000)
    context.close()
    inquiry = crm.Inquiry.objects.of(workspace).get()
    text = crm.Message.objects.of(workspace).get().text
    assert "- A12 arm: —" in text and "- G2 gripper: 40" in text
    assert "A12 arm, G2 gripper" in inquiry.product


def test_what_is_wrong_with_a_list_is_said_beside_it(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site}/en/everything/")
    page.click("form[data-basket] button[type=submit]")
    expect(page.locator("#list-errors")).to_contain_text("Please choose at least one product.")
    found = Axe().run(page, options=AXE)
    context.close()
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_any_theme(chromium, site, workspace):
    for theme in sites.THEMES:
        sites.choose_theme(workspace=workspace, theme=theme, actor=None, now=timezone.now())
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{site}/en/everything/")
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, f"{theme}: {found.generate_report()}"
        assert not too_wide(page), theme
        context.close()


def test_a_click_on_a_card_puts_its_product_on_the_list_and_a_second_one_opens_it(chromium, site, workspace):
    body = sites.build_body([{"block": "rfq_basket"}], workspace=workspace)
    sites.add_page(
        parent=sites.home_of(workspace, "en"), page=sites.ContentPage(title="List", slug="list", body=body)
    )
    page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{site}/en/products/")
    link = page.locator("a[data-want]").first
    expect(link).to_contain_text("Add to inquiry list")
    link.click()
    expect(link).to_contain_text("On your inquiry list: open it")
    assert page.url.endswith("/en/products/")
    assert not Axe().run(page, options=AXE).response["violations"]
    assert not too_wide(page)
    link.click()
    page.wait_for_url("**/en/list/**")
    expect(page.locator("input[type=checkbox][name^=want_]").first).to_be_checked()
