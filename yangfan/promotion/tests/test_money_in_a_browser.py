"""Budgets, plan and alerts in a real browser: accessible, inside the policy, never too wide, edited in place."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture
from yangfan.events import public as events
from yangfan.promotion.budgets.actions import Cell, set_cells
from yangfan.promotion.budgets.models import BudgetLine
from yangfan.promotion.public import import_costs
from yangfan.promotion.watch.models import Episode

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SCREENS = ["budgets/", "budgets/edit/", "budgets/import/", "budgets/alerts/", "plan/", ""]


@pytest.fixture
def busy(workspace, stream, owner):
    """Three channels with two months of costs and exposures, budgets this month and last, an alert."""
    events.seed_channels(workspace)
    now, lines = datetime.now(UTC), []
    today = now.date()
    for ago in range(1, 61):
        day = today - timedelta(days=ago)
        quiet = day.weekday() >= 5
        for channel, amount in (("google_ads", 320), ("linkedin", 95), ("baidu_ads", 210)):
            lines.append(f"{day},{channel},{amount // 3 if quiet else amount},CNY,{amount * 9},{amount // 6}")
    text = "Date,Channel,Cost,Currency,Impressions,Clicks\n" + "\n".join(lines)
    import_costs(workspace=workspace, file=text.encode(), filename="costs.csv", actor=owner, now=now)
    inquiries = [
        {"key": f"i{n}", "kind": "inquiry", "day": today - timedelta(days=1 + n % 20), "channel": "google_ads"} for n in range(30)
    ]  # fmt: skip
    events.put_facts(workspace, inquiries)
    stream.drain()
    month = today.replace(day=1)
    budgets = {"google_ads": 9000, "linkedin": 1500, "baidu_ads": 9500}
    cells = [Cell(month, channel, "amount", Decimal(amount)) for channel, amount in budgets.items()]
    cells += [Cell(month, "google_ads", "inquiries", 40), Cell(month, "google_ads", "visits", 1200)]
    cells += [Cell(month, "linkedin", "amount", Decimal(500), "Engineers DACH")]
    set_cells(workspace=workspace, cells=cells, actor=owner, now=now)
    figures = {"until": (today - timedelta(days=1)).isoformat(), "days": 2, "before": 1890}
    Episode.objects.create(
        workspace=workspace, kind="silence", channel="baidu_ads", figures=figures, opened_at=now
    )
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


@pytest.mark.parametrize(("language", "viewport"), [("zh-hans", PHONE), ("en", DESK)], ids=["phone", "desk"])
def test_every_screen_of_budgets_is_accessible(
    chromium, live_server, busy, owner, client_of, language, viewport
):
    page, said = enter(chromium, live_server, client_of, owner, language, viewport)
    problems = {}
    for path in SCREENS:
        page.goto(f"/console/tidelane/promote/{path}")
        page.wait_for_load_state("networkidle")
        picture(page, f"{path.strip('/').replace('/', '-') or 'channels'}-{language}-{viewport['width']}")
        if found := axe_problems(page):
            problems[path] = found
        assert not is_too_wide(page), path
    assert problems == {}
    assert said == []


def test_a_planned_figure_is_changed_where_it_stands(chromium, live_server, busy, owner, client_of):
    page, said = enter(chromium, live_server, client_of, owner, "en", DESK)
    page.goto("/console/tidelane/promote/plan/")
    field = page.locator('[id="inquiries:linkedin"]')
    field.fill("8")
    field.press("Tab")
    page.locator(".promo-plan tfoot td:text-is('48')").wait_for()
    assert page.evaluate("document.activeElement.id") == "deals:linkedin"
    line = BudgetLine.objects.of(busy).get(channel="linkedin", month=date.today().replace(day=1), campaign="")
    assert (line.inquiries, line.amount) == (8, 1500)
    assert said == []
