"""The overview and the cost import in a real browser: accessible, inside the policy, never too wide, and working."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture
from yangfan.events import public as events
from yangfan.promotion.costs.models import CostImport
from yangfan.promotion.costs.tests import samples
from yangfan.promotion.public import add_cost, import_costs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SCREENS = ["overview/", "promote/", "promote/costs/", "promote/costs/add/", "promote/costs/import/", "promote/costs/imports/",
           "promote/channels/google_ads/", "overview/trend/?show=money&period=90"]  # fmt: skip


@pytest.fixture
def busy(workspace, stream, owner):
    """A workspace with two weeks of visits, inquiries, a deal and costs, until today."""
    workspace.gross_margin = Decimal(40)
    workspace.save()
    site = events.create_site(workspace=workspace, name="Tidelane", hosts=["tidelane.test"])
    now = datetime.now(UTC)
    hits, facts = [], []
    for ago in range(1, 15):
        at, day = now - timedelta(days=ago), (now - timedelta(days=ago)).date()
        for n in range(4):
            url = "https://tidelane.test/en/?gclid=1" if n % 2 else "https://tidelane.test/en/products/"
            hits.append(
                stream.hit(
                    site,
                    at=at,
                    ip=f"203.0.113.{n}",
                    trusted=True,
                    import_id="x",
                    url=url,
                    time_zone="Europe/Berlin",
                    language="de-DE",
                )
            )
        facts.append(
            {"key": f"i{ago}", "kind": "inquiry", "day": day, "channel": "google_ads", "country": "DE"}
        )
    facts.append({"key": "d", "kind": "deal", "day": date.today(), "channel": "google_ads"})
    facts.append(
        {
            "key": "r",
            "kind": "revenue",
            "day": date.today(),
            "channel": "google_ads",
            "amount": Decimal(900),
            "currency": "CNY",
        }
    )
    stream.send(*hits)
    events.put_facts(workspace, facts)
    text = (
        f"Date,Channel,Cost,Currency,Impressions\n{(now - timedelta(days=3)).date()},google_ads,120,CNY,900\n"
    )
    import_costs(workspace=workspace, file=text.encode(), filename="costs.csv", actor=owner, now=now)
    add_cost(
        workspace=workspace,
        channel="",
        amount=Decimal(99),
        currency="CNY",
        on=date.today(),
        note="Software",
        actor=owner,
        now=now,
    )
    stream.drain()
    return workspace


def enter(chromium, live_server, client_of, person, language, viewport):
    person.language = language
    person.save()
    session = client_of(person).cookies["sessionid"].value
    context = chromium.new_context(viewport=viewport, base_url=live_server.url)
    cookies = {"sessionid": session, "yf_language": language}
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page = context.new_page()
    return page, complaints_of(page)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_every_screen_of_figures_and_costs_is_accessible(
    chromium, live_server, busy, owner, client_of, language, viewport
):
    page, said = enter(chromium, live_server, client_of, owner, language, viewport)
    problems = {}
    for path in SCREENS:
        page.goto(f"/console/tidelane/{path}")
        page.wait_for_load_state("networkidle")
        assert not page.locator(".yf-loading:visible").count(), path
        picture(page, f"{path.split('?')[0].strip('/').replace('/', '-')}-{language}-{viewport['width']}")
        if found := axe_problems(page):
            problems[path] = found
        assert not is_too_wide(page), path
    assert problems == {}
    assert said == []


def test_a_file_goes_from_drop_to_result_and_back(chromium, live_server, busy, owner, client_of):
    page, said = enter(chromium, live_server, client_of, owner, "en", DESK)
    page.goto("/console/tidelane/promote/costs/import/")
    file = {"name": "linkedin.csv", "mimeType": "text/csv", "buffer": samples.LINKEDIN}
    page.set_input_files("input[type=file]", file)
    page.click("text=Look at the file")
    page.wait_for_selector("text=LinkedIn Ads")
    assert page.locator("button:has-text('Import')").first.is_disabled()
    picture(page, "preview-problem-en-1280")
    assert axe_problems(page) == []
    page.select_option("[name=date_order]", "mdy")
    page.wait_for_selector(".promo-bad", state="detached")
    page.click("form#preview button.yf-btn-1")
    page.wait_for_selector("text=What it brought")
    assert CostImport.objects.of(busy).filter(filename="linkedin.csv", state="kept").exists()
    assert axe_problems(page) == []
    picture(page, "imported-en-1280")
    page.click(".yf-toast-b")
    page.wait_for_url("**/promote/costs/imports/")
    assert CostImport.objects.of(busy).filter(filename="linkedin.csv", state="undone").exists()
    assert said == []


def test_the_trend_and_the_table_answer_to_clicks(chromium, live_server, busy, owner, client_of):
    page, said = enter(chromium, live_server, client_of, owner, "en", DESK)
    page.goto("/console/tidelane/overview/")
    page.wait_for_selector("#ins-trend canvas")
    page.click("text=Money and ROI")
    page.wait_for_selector("#ins-trend a[aria-current]:has-text('Money')")
    page.wait_for_selector("#ins-trend canvas")
    page.click("#ins-channels th >> text=Cost")
    page.wait_for_selector("#ins-channels th[aria-sort=descending]")
    page.click("#ins-breakdown >> text=Device")
    page.wait_for_selector("#ins-breakdown a[aria-current=page]:has-text('Device')")
    assert said == []
