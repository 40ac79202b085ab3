"""Inbox and inquiry for everybody: axe finds nothing, on a wide screen and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "path",
    ["inquiries/?tab=all", "inquiries/1/", "deals/", "contacts/", "settings/alerts/", "settings/alerts/new/"],
)
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing(
    chromium, live_server, settings, client_of, owner, inquire, event_store, path, width
):
    settings.CONSOLE_HOSTS = [*settings.CONSOLE_HOSTS, "localhost"]
    inquire("السلام عليكم، نرغب في شراء 12 روبوت بشرط CIF ميناء جبل علي", country="AE")
    inquire("casino http://a.test", email="spam@a.example")
    session = client_of(owner).cookies["sessionid"].value
    context = chromium.new_context(viewport={"width": width, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/console/tidelane/{path}")
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=AXE)
    context.close()
    assert found.violations_count == 0, found.generate_report()
