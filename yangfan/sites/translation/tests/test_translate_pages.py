"""A site is translated page by page into another language, and nobody's own words are touched."""

import pytest
from wagtail.models import Page

from yangfan.sites import public as sites
from yangfan.sites.testing import page_of, product
from yangfan.sites.translation.models import PageTranslation, TranslationRun, Unit

pytestmark = pytest.mark.django_db
State = TranslationRun.State


def into_traditional(workspace, **wanted):
    return sites.translate_pages(workspace=workspace, source="zh-hans", target="zh-hant", **wanted)


def units_of(page, target="zh-hant"):
    rows = Unit.objects.across_workspaces().filter(
        translation__key=page.translation_key, translation__target=target
    )
    return {unit.source: unit for unit in rows.filter(is_here=True)}


def test_a_whole_site_is_there_in_traditional_chinese_offline(built, visit):
    run = into_traditional(built.workspace, publish=True)
    assert (run.state, run.refused, run.share) == (State.DONE, 0, 100)
    home = sites.home_of(built.workspace, "zh-hant")
    assert (
        home.live
        and home.get_descendants().live().count()
        == sites.home_of(built.workspace, "zh-hans").get_descendants().count()
    )
    answer = visit(built.workspace).get("/zh-hant/contact/")
    assert answer.status_code == 200 and "聯絡" in answer.content.decode()
    assert answer.headers["Content-Language"] == "zh-Hant"
    assert "OpenCC" in next(iter(run.engines))


def test_pages_are_drafts_until_somebody_publishes(built, visit):
    into_traditional(built.workspace)
    assert not sites.home_of(built.workspace, "zh-hant").live
    assert visit(built.workspace).get("/zh-hant/").status_code == 404


def test_one_page_brings_the_pages_above_it_and_no_others(built):
    page = product(
        built.workspace, title="A12 机械臂", language="zh-hans", summary="负载 12 kg，价格 ￥88,000。"
    )
    into_traditional(built.workspace, pages=[page.pk], publish=True)
    made = Page.objects.filter(locale__language_code="zh-hant").order_by("path")
    assert [each.translation_key for each in made] == [
        each.translation_key
        for each in page.get_ancestors(inclusive=True).filter(depth__gte=2).order_by("path")
    ]
    assert made.last().specific.summary == "負載 12 kg，價格 ￥88,000。"


def test_a_page_written_by_hand_in_the_target_language_is_left_alone(built):
    english = page_of(built.workspace, "about", "en")
    before = english.specific.intro
    run = sites.translate_pages(workspace=built.workspace, source="zh-hans", target="en")
    assert run.state == State.DONE and len(run.held_ids) == len(run.page_ids)
    assert page_of(built.workspace, "about", "en").intro == before
    assert not PageTranslation.objects.of(built.workspace).exists()


def test_without_a_translator_the_run_stops_and_says_so_and_goes_on_later(built, scripted):
    page = product(built.workspace, title="A12 机械臂", language="zh-hans", summary="负载 12 kg。")
    scripted.say((401, "no such key"))
    run = sites.translate_pages(workspace=built.workspace, source="zh-hans", target="es", pages=[page.pk])
    assert run.state == State.STOPPED and run.words


def test_pages_of_another_company_are_refused(built, other_built):
    foreign = page_of(other_built.workspace, "about", "en")
    with pytest.raises(ValueError, match="not pages of this site"):
        sites.translate_pages(workspace=built.workspace, source="en", target="pt", pages=[foreign.pk])


def test_a_language_that_is_none_of_ours_is_refused(built):
    with pytest.raises(ValueError, match="none of the languages"):
        sites.translate_pages(workspace=built.workspace, source="en", target="tlh")
