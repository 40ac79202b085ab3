"""The shell in a real browser: readable to everyone, in both languages, on a desk and on a phone."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from yangfan.accounts.members.actions import invite, link_of
from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture
from yangfan.crm import public as crm
from yangfan.events import public as events

pytestmark = pytest.mark.browser
PASSWORD = "correct horse"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SEEN = ["", "kit/", "settings/", "settings/team/", "settings/tokens/", "settings/workspace/", "settings/audit/", "settings/tracking/", "profile/",
        "help/", "more/", "search/?q=robot", "jobs/"]  # fmt: skip


@pytest.fixture
def two_months(workspace, owner, stream):
    """Sixty days of visits, costs, a deal's revenue and three inquiries that wait."""
    workspace.gross_margin = Decimal("41.67")
    workspace.save()
    site = events.create_site(workspace=workspace, name="Tidelane", hosts=["tidelane.localhost"])
    now = timezone.now()
    dice = Random(5)
    hits = []
    for ago in range(61):
        for visitor in range(3 + (60 - ago) // 8 + dice.randrange(4)):
            at = now - timedelta(days=ago, minutes=dice.randrange(1, 300))
            hits.append(
                stream.hit(site, at=at, ip=f"203.0.113.{visitor + 1}", referrer="https://www.google.com/")
            )
    stream.send(*hits)
    today = timezone.localdate()
    facts = []
    for ago in range(1, 61):
        day = today - timedelta(days=ago)
        facts.append(
            {
                "key": f"x{ago}",
                "kind": "exposure",
                "day": day,
                "amount": Decimal(400 - 3 * ago),
                "channel": "google_ads",
            }
        )
        facts.append(
            {
                "key": f"c{ago}",
                "kind": "cost",
                "day": day,
                "amount": Decimal(120),
                "currency": "CNY",
                "channel": "google_ads",
            }
        )
        if ago % 9 == 0:
            facts.append(
                {
                    "key": f"r{ago}",
                    "kind": "revenue",
                    "day": day,
                    "amount": Decimal(3900 - 30 * ago),
                    "currency": "CNY",
                }
            )
        if ago % 2:
            facts.append({"key": f"i{ago}", "kind": "inquiry", "day": day, "channel": "google_ads"})
    events.put_facts(workspace, facts)
    asked = [
        ("Khalid Al Mansoori", "khalid@alnoor.test", "AE", "نحتاج 12 روبوت تغليف TL-P180, CIF Jebel Ali, قبل نهاية السنة", 134),
        ("María Fernanda Ríos", "mf@bajio.test", "MX", "Necesitamos 4 estaciones TL-W10, precio y plazos de pago por favor", 340),
        ("陈立群", "chen@hengrun.test", "CN", "注塑机取件，2 台 TL-S6，约看样机", 40),
    ]  # fmt: skip
    for name, email, country, message, minutes in asked:
        crm.receive_inquiry(workspace=workspace, site=site, way="form", message=message, name=name, email=email,
                            country=country, now=now - timedelta(minutes=minutes))  # fmt: skip
    stream.drain()
    return workspace


def enter(chromium, live_server, person, language, viewport):
    person.language = language
    person.save()
    context = chromium.new_context(viewport=viewport, base_url=live_server.url)
    context.add_cookies([{"name": "yf_language", "value": language, "url": live_server.url}])
    page = context.new_page()
    said = complaints_of(page)
    page.goto("/accounts/login/")
    assert axe_problems(page) == []
    picture(page, f"login-{language}-{viewport['width']}")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.click("button.yf-btn-1")
    page.wait_for_url("**/console/tidelane/")
    return page, said


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_every_screen_of_the_shell_is_accessible(
    chromium, live_server, two_months, owner, language, viewport
):
    page, said = enter(chromium, live_server, owner, language, viewport)
    problems = {}
    for path in SEEN:
        page.goto(f"/console/tidelane/{path}")
        page.wait_for_load_state("networkidle")
        assert not page.locator(".yf-loading:visible").count() or path == "kit/", path
        picture(
            page,
            f"{path.split('?')[0].strip('/').replace('/', '-') or 'today'}-{language}-{viewport['width']}",
        )
        if found := axe_problems(page):
            problems[path] = found
        assert not is_too_wide(page), path
    assert problems == {}
    assert said == []


def test_a_job_a_menu_and_a_dialog_work(chromium, live_server, two_months, owner):
    page, said = enter(chromium, live_server, owner, "en", DESK)
    page.goto("/console/tidelane/kit/")
    page.click("text=Ask")
    assert page.locator("dialog[open] h2").inner_text() == "Remove this channel?"
    assert axe_problems(page) == []
    page.click("dialog[open] >> text=Cancel")
    page.wait_for_selector("dialog[open]", state="detached")
    page.goto("/console/tidelane/kit/?toast=1")
    assert "Undo" in page.locator(".yf-toast").inner_text()
    page.click("summary.yf-ws")
    expect(page.locator(".yf-menu-ws .yf-pop")).to_be_visible()
    picture(page, "menu-en-1280")
    page.keyboard.press("Escape")
    expect(page.locator(".yf-menu-ws .yf-pop")).to_be_hidden()
    page.click("#example thead >> text=Visits")
    page.wait_for_url("**sort=**")
    assert page.locator("#example tbody th").first.inner_text() == "LinkedIn"
    assert said == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_before_the_door_are_accessible(
    chromium, live_server, owner, workspace, settings, language, viewport
):
    settings.SIGNUP, settings.DEMO = "open", True
    context = chromium.new_context(viewport=viewport, base_url=live_server.url)
    context.add_cookies([{"name": "yf_language", "value": language, "url": live_server.url}])
    page = context.new_page()
    invitation = invite(workspace=workspace, email="new@tidelane.test", role="sales", language=language, actor=owner,
                        now=timezone.now())  # fmt: skip
    paths = {
        "signup": "/accounts/signup/", "reset": "/accounts/password/reset/", "start": "/", "missing": "/console/nowhere/",
        "join": "/" + link_of(invitation).split("/", 3)[3], "join-refused": "/accounts/join/old/",
    }  # fmt: skip
    for name, path in paths.items():
        page.goto(path)
        picture(page, f"{name}-{language}-{viewport['width']}")
        assert axe_problems(page) == [], name
        assert not is_too_wide(page), name
    page.goto("/accounts/signup/")
    page.fill("[name=name]", "Lan")
    page.fill("[name=email]", f"lan-{language}-{viewport['width']}@new.test")
    page.fill("[name=password1]", "short")
    page.click("button.yf-btn-1")
    expect(page.locator(".yf-alert.bad")).to_be_visible()
    assert axe_problems(page) == []
    page.fill("[name=password1]", "a long enough one")
    page.click("button.yf-btn-1")
    page.goto("/console/new/")
    picture(page, f"company-{language}-{viewport['width']}")
    assert axe_problems(page) == []
    assert not is_too_wide(page)
