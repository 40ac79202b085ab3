"""A visitor becomes an order, in a real browser against the real processes: the product's whole promise once."""

import json
import re
import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.e2e.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.xdist_group("processes")]
A_PERSON = (  # a headless browser says so in its name, and is set apart as a robot
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
PATIENCE = 60_000  # ms: how long a slow machine may take, not how long it should


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """The demo's two companies, without their stories: what happens here is all that happened."""
    running = Product(tmp_path_factory.mktemp("home"), "demo", "--bare")
    running.wait_until_ready()
    yield running
    running.stop()


@pytest.fixture
def browser_page(chromium):
    pages = []

    def new_page(**options):
        context = chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(PATIENCE)
        pages.append(context)
        return context.new_page()

    yield new_page
    for context in pages:
        context.close()


def funnel(product):
    done = product.run("report", "funnel", "--workspace", "tingfield", "--json")
    return json.loads(done.stdout)


def until(condition, seconds=60):
    """Ask again until it is true; the machine decides how long that takes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError("it did not happen")


def test_a_visitor_from_an_ad_becomes_an_order_that_moves_the_roi(product, browser_page, tmp_path):
    port = product.environment["WEB_PORT"]
    console, site = f"http://localhost:{port}", f"http://tingfield.localhost:{port}"
    today = datetime.now(UTC).date()
    bill = tmp_path / "bill.csv"
    bill.write_text(f"Day,Campaign,Currency code,Cost,Impr.,Clicks\n{today},Garden,CNY,10000,900,40\n")
    done = product.run(
        "costs", "import", str(bill), "--workspace", "tingfield", "--channel", "google_ads", "--json"
    )
    assert done.returncode == 0, done.stderr

    # A visitor arrives by an ad, reads two pages and asks.
    visitor = browser_page(user_agent=A_PERSON)
    visitor.goto(f"{site}/en/?utm_source=google&utm_medium=cpc&utm_campaign=garden&gclid=abc")
    visitor.get_by_role("navigation").get_by_role("link", name="Products", exact=True).first.click()
    visitor.wait_for_load_state("networkidle")
    visitor.goto(f"{site}/en/contact/")
    visitor.get_by_label("Your name").fill("María Fernanda Ríos")
    visitor.get_by_label("Company").fill("Jardines del Bajío")
    visitor.get_by_label("Work e-mail").fill("mrios@jardines.example")
    visitor.locator("textarea[name=message]").fill(
        "Buenos días, necesitamos 240 juegos de comedor para terraza, CIF Manzanillo, antes del 15 de febrero. "
        "¿Nos pueden enviar una cotización y los certificados FSC?"
    )
    visitor.locator("input[name=consent]").check()
    time.sleep(3)  # a person needs a moment; faster ones are looked at twice
    visitor.get_by_role("button", name=re.compile("send", re.IGNORECASE)).click()
    visitor.wait_for_url("**/sent/**")

    # The inbox shows it: source, language, and why.
    desk = browser_page()
    desk.goto(f"{console}/")
    desk.locator("form[action$='/demo/sales/'] button").click()
    until(lambda: funnel(product)["inquiries"] == 1)

    def in_the_inbox():
        desk.goto(f"{console}/console/tingfield/inquiries/")
        return desk.get_by_role("link", name=re.compile("María Fernanda Ríos")).count()

    until(in_the_inbox)
    desk.goto(f"{console}/console/tingfield/inquiries/1/")
    header = desk.locator(".yf-head")
    expect(header).to_contain_text("Google Ads")
    expect(header).to_contain_text("Spanish")
    expect(desk.locator(".yf-first li").first).to_be_visible()
    expect(desk.locator("main")).to_contain_text("Manzanillo")

    # The alert went out; without a mail server it lies in the visible outbox.
    def alert_is_out():
        desk.goto(f"{console}/console/tingfield/outbox/")
        return "María Fernanda Ríos" in desk.locator("main").inner_text()

    until(alert_is_out)

    # It is answered, becomes a deal of ¥50,000, and is won.
    desk.goto(f"{console}/console/tingfield/inquiries/1/")
    desk.locator("textarea[name=text]#reply-text").fill(
        "Estimada María, adjuntamos la cotización. Saludos, He Miao"
    )
    desk.get_by_label("as I write it").check()
    desk.get_by_role("button", name="Send", exact=True).click()
    desk.wait_for_load_state("networkidle")
    desk.locator("form.crm-dealf input[name$=amount]").first.fill("50000")
    desk.get_by_role("button", name="Open a deal").click()
    desk.wait_for_load_state("networkidle")
    desk.locator("details:has(> summary:text-is('Won')) summary").first.click()
    desk.get_by_role("button", name="Count as won").click()
    desk.wait_for_load_state("networkidle")

    report = until(lambda: (found := funnel(product))["revenue"] == 50000 and found)
    assert (report["visits"], report["inquiries"], report["deals"], report["roi"]) == (1, 1, 1, 5.0)
    owner = browser_page()
    owner.goto(f"{console}/")
    owner.locator("form[action$='/demo/agency/'] button").click()
    owner.goto(f"{console}/console/tingfield/overview/")
    row = owner.locator("tr", has_text="Google Ads").first
    expect(row).to_contain_text("1:5.0", timeout=PATIENCE)
