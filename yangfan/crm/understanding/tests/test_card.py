"""The card "What they want", in a real browser, on a desk and a phone."""

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from yangfan.core.ui.testing import axe_problems, is_too_wide, picture
from yangfan.crm import public as crm

pytestmark = pytest.mark.browser
RFQ = "Hola, somos importadores de México. Cotizar 2 unidades de TL-P180 y 4 piezas VG-40, precio objetivo USD 9,500 por unidad, con CE e ISO 9001. Es urgente."


@pytest.mark.parametrize(("size", "language"), [((1280, 900), "zh-hans"), ((390, 844), "en")])
def test_correcting_in_one_click_and_asking_what_is_missing(
    chromium, live_server, client_of, workspace, sales, inquire, size, language
):
    source = crm.ProductSource(key="card", names=lambda _workspace: ["TL-P180", "VG-40"])
    crm.product_sources.register(source)
    try:
        sales.language = language
        sales.save(update_fields=["language"])
        one = inquire(RFQ).inquiry
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
        cookie = client_of(sales).cookies[django_settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/console/{workspace.slug}/inquiries/{one.number}/")
        card = page.locator("#wants")
        expect(card).to_contain_text("CE, ISO 9001")
        picture(page, f"wants-{size[0]}-{language}")
        brief, is_phone = page.locator(".crm-brief"), size[0] < 768
        expect(brief).to_be_visible(visible=is_phone)
        if is_phone:  # what they want is said before the conversation, and a jump leaves its heading in sight
            assert brief.bounding_box()["y"] < page.locator("#h-conv").bounding_box()["y"]
            expect(brief).to_contain_text("USD 9,500 each")
            brief.locator("a").click()
            page.wait_for_function(
                """() => {
                    const top = document.querySelector("#h-need").getBoundingClientRect().top;
                    return top >= document.querySelector(".crm-jump").getBoundingClientRect().bottom && top < innerHeight;
                }"""
            )
        assert not axe_problems(page) and not is_too_wide(page)
        card.locator(".crm-ask [data-insert]").first.click()
        expect(page.locator("#reply-text")).not_to_have_value("")
        card.locator("li", has=page.locator("#want-quantity")).locator("summary").click()
        page.fill("#want-quantity", "3 units")
        picture(page, f"wants-open-{size[0]}-{language}")
        page.locator("li", has=page.locator("#want-quantity")).locator("button.yf-btn-1").click()
        expect(page.locator("#wants")).to_contain_text("3")
        one.refresh_from_db()
        assert one.quantity == "3 units"
        context.close()
    finally:
        crm.product_sources._items.pop("card")
