"""The public site and the way into its editor, in a real browser."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from yangfan.sites import public as sites
from yangfan.sites.testing import SVG, open_site, page_of, page_of_every_kind, product

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def site(workspace, live_server, settings):
    """A site with one full product, on the live server; returns its address without the path."""
    cache.clear()
    port = urlsplit(live_server.url).port
    settings.CONSOLE_URL = f"http://localhost:{port}"
    open_site(workspace)
    picture = sites.add_image(
        workspace=workspace, title="A12", filename="a.svg", data=SVG, description="The A12"
    )
    document = sites.add_document(workspace=workspace, title="Sheet", filename="a.pdf", data=b"%PDF-1.4")
    product(
        workspace,
        title="A12 arm",
        model_number="A12",
        kind="Collaborative arm",
        summary="Lifts 12 kg.",
        picture=picture,
        key_figures=[("figure", {"value": "12 kg", "label": "Payload"})],
        specification=[("group", {"title": "Reach", "rows": [{"label": "Reach", "value": "1,300 mm"}]})],
        documents=[("download", {"title": "Data sheet", "document": document, "note": ""})],
        questions=[("question", {"question": "Fence?", "answer": "Often not."})],
        delivery_terms="Six weeks",
    )
    return f"http://tidelane.localhost:{port}"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "path",
    ["/en/", "/zh-hans/", "/en/products/", "/en/products/a12-arm/", "/zh-hans/contact/", "/en/nothing/"],
)
def test_axe_finds_nothing(chromium, site, path, width):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(site + path)
    found = Axe().run(page, options=AXE)
    too_wide = page.evaluate("document.documentElement.scrollWidth") > width
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert not too_wide


def test_axe_finds_nothing_on_any_kind_of_page(chromium, site, workspace):
    paths = page_of_every_kind(workspace)
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page, axe, wrong = context.new_page(), Axe(), []
    for path in paths:
        page.goto(site + path)
        found = axe.run(page, options=AXE)
        if found.violations_count:
            wrong.append(f"{path}: {found.generate_report()}")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wrong.append(f"{path} is wider than the screen")
    context.close()
    assert not wrong, "\n".join(wrong)


def test_axe_finds_nothing_in_a_form_with_errors(chromium, site):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site}/en/contact/")
    page.click("form[data-inquiry] button[type=submit]")
    page.wait_for_selector("#quote-errors:focus")
    found = Axe().run(page, options=AXE)
    context.close()
    assert found.violations_count == 0, found.generate_report()


def test_everything_works_without_javascript(chromium, site, event_store):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/en/")
    page.click("summary:has-text('Menu')")
    page.click(".menu a:has-text('Contact')")
    page.fill("#quote-name", "Marta")
    page.fill("#quote-email", "marta@browar.example")
    page.fill("#quote-message", "Two arms, please")
    page.check("#quote-consent")
    page.click("button[type=submit]")
    page.wait_for_url("**/en/contact/sent/*", timeout=8000)
    context.close()


def test_no_page_breaks_its_own_content_policy(chromium, site):
    context = chromium.new_context()
    page, complaints = context.new_page(), []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    for path in ("/en/", "/en/products/a12-arm/", "/en/contact/"):
        page.goto(site + path)
    context.close()
    assert not complaints


def test_from_the_public_page_to_a_published_change_in_three_clicks(
    chromium, site, workspace, client_of, marketer, settings
):
    session = client_of(marketer).cookies["sessionid"].value
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": settings.CONSOLE_URL}])
    page = context.new_page()
    page.goto(f"{site}/en/about/#edit")
    page.click(".edit-link")  # one
    page.click("#id_title")  # two
    page.keyboard.press("Control+A")
    page.keyboard.type("Who stands behind it")
    page.click("button[name=action-publish]")  # three
    page.wait_for_url("**/cms/pages/*/")
    page.wait_for_load_state("networkidle")  # the editor still talks to the server for a while
    context.close()
    about = page_of(workspace, "about")
    assert (about.title, about.has_unpublished_changes) == ("Who stands behind it", False)
