"""The translation editor as a person uses it: side by side, by keyboard, on a desk and on a phone, in both languages."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture
from yangfan.sites import public as sites
from yangfan.sites.testing import open_site, product
from yangfan.sites.translation import actions
from yangfan.sites.translation.models import PageTranslation, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def flagged(workspace, owner):
    """A page in Traditional Chinese with one text of a person, whose source has changed since."""
    cache.clear()
    open_site(workspace)
    page = product(
        workspace,
        title="A12 机械臂",
        language="zh-hans",
        summary="负载 12 kg，交期 30 天。",
        kind="协作机械臂",
    )
    sites.translate_pages(
        workspace=workspace, source="zh-hans", target="zh-hant", pages=[page.pk], publish=True
    )
    row = PageTranslation.objects.of(workspace).get(key=page.translation_key)
    unit = (
        Unit.objects.of(workspace)
        .select_related("translation", "workspace")
        .get(translation=row, path="summary")
    )
    actions.edit_unit(unit=unit, words="負重 12 kg，30 天交貨。", actor=owner, now=NOW)
    page.summary = "负载 12 kg，交期 25 天，含运费。"
    sites.save_page(page=page)
    return row


@pytest.fixture
def open_page(chromium, live_server, owner):
    opened = []

    def go(path, *, language, width):
        owner.language = language
        owner.save()
        client = Client()
        client.force_login(owner)
        context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        opened.append(context)
        page = context.new_page()
        said = complaints_of(page)
        page.goto(path)
        assert not said
        return page

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1280), ("en", 390)])
def test_the_screens_fit_and_are_accessible(open_page, workspace, flagged, language, width):
    for name, args in (("", []), ("_page", [flagged.pk]), ("_review", []), ("_rules", [])):
        page = open_page(
            reverse(f"sites_translation{name}", args=["tidelane", *args]), language=language, width=width
        )
        picture(page, f"translation{name}-{language}-{width}")
        assert not is_too_wide(page)
        assert axe_problems(page) == []


def test_a_flagged_text_is_edited_by_keyboard_and_a_wrong_figure_is_answered_with_a_reason(
    open_page, workspace, flagged
):
    page = open_page(
        reverse("sites_translation_page", args=["tidelane", flagged.pk]) + "?state=flagged",
        language="en",
        width=1280,
    )
    field = page.get_by_label("Translation", exact=True)
    field.fill("負重 12 kg，20 天交貨，含運費。")
    field.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("25")
    expect(field).to_have_value("負重 12 kg，20 天交貨，含運費。")
    field.fill("負重 12 kg，25 天交貨，含運費。")
    field.press("Control+Enter")
    expect(page.locator("[data-unit]")).to_contain_text("Done")
    unit = Unit.objects.of(workspace).get(translation=flagged, path="summary")
    assert (unit.state, unit.text) == ("done", "負重 12 kg，25 天交貨，含運費。")
