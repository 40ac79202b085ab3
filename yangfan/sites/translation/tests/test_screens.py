"""The console's translation screens: what they show, what a person does there, and who is let in."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.urls import reverse

from yangfan.accounts.public import Workspace
from yangfan.sites import public as sites
from yangfan.sites.testing import product
from yangfan.sites.translation import actions, queries
from yangfan.sites.translation.models import PageTranslation, TranslationRules, TranslationRun, Unit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def arm(built):
    """A Chinese product with its page in Traditional Chinese, both live."""
    page = product(
        built.workspace, title="A12 机械臂", language="zh-hans", summary="负载 12 kg，交期 30 天。"
    )
    sites.translate_pages(
        workspace=built.workspace, source="zh-hans", target="zh-hant", pages=[page.pk], publish=True
    )
    return page


def row_of(page):
    return (
        PageTranslation.objects.across_workspaces().select_related("workspace").get(key=page.translation_key)
    )


def unit_of(page, path="summary"):
    return (
        Unit.objects.across_workspaces()
        .select_related("translation", "workspace")
        .get(translation__key=page.translation_key, path=path)
    )


def at(name, *args):
    return reverse(f"sites_translation{name}", args=["tidelane", *args])


def test_the_overview_says_how_every_page_stands_in_every_language(built, arm, client_of, marketer):
    page = client_of(marketer).get(at("") + "?source=zh-hans").content.decode()
    assert "繁體中文" in page and "A12 机械臂" in page and "100 %" in page and "Written by hand" in page


def test_a_person_sees_what_it_takes_before_and_starts_it(built, client_of, marketer):
    browser, asked = client_of(marketer), {"source": "zh-hans", "target": "zh-hant", "scope": "site"}
    before = browser.get(f"{at('_new')}?{urlencode(asked)}")
    cost = before.context["cost"]
    assert cost.pages == 7 and cost.characters > 300 and "OpenCC" in cost.translator and cost.tokens == 0
    assert not TranslationRun.objects.of(built.workspace).exists()
    answer = browser.post(at("_new"), {**asked, "publish": "on", "start": "1"})
    run = TranslationRun.objects.of(built.workspace).get()
    assert answer["Location"] == at("_run", run.pk) and run.publish
    assert "0 of 7 pages" in browser.get(at("_run", run.pk)).content.decode()
    actions.carry_out(run_id=run.pk, now=NOW)
    done = browser.get(at("_run", run.pk)).content.decode()
    assert "7 of 7 pages" in done and "every 1s" not in done
    after = queries.cost_of(built.workspace, source="zh-hans", target="zh-hant", wanted=None, now=NOW)
    run.refresh_from_db()
    assert (after.units, after.characters) == (0, 0) and run.characters <= cost.characters


def test_a_pair_nobody_translates_cannot_be_started(built, client_of, marketer):
    answer = client_of(marketer).post(
        at("_new"), {"source": "en", "target": "ko", "scope": "site", "start": "1"}
    )
    assert (
        "Nothing is set up" in answer.content.decode()
        and not TranslationRun.objects.of(built.workspace).exists()
    )


def test_the_same_language_twice_is_refused_with_a_reason(built, client_of, marketer):
    answer = client_of(marketer).get(at("_new") + "?source=en&target=en")
    assert answer.status_code == 422 and "another language" in answer.content.decode()


def test_a_unit_is_edited_accepted_and_reset(built, arm, client_of, marketer):
    browser, unit = client_of(marketer), unit_of(arm)
    part = browser.post(at("_unit", unit.pk), {"do": "accept"}, headers={"HX-Request": "true"})
    assert part.status_code == 200 and unit_of(arm).state == "done" and not unit_of(arm).by_hand
    words = "負重 12 kg，30 天交貨。"
    part = browser.post(
        at("_unit", unit.pk),
        {"do": "save", "words": words, "seen": unit.source},
        headers={"HX-Request": "true"},
    )
    assert words in part.content.decode() and unit_of(arm).by_hand and unit_of(arm).edited_by == marketer
    browser.post(at("_unit", unit.pk), {"do": "reset"})
    assert (unit_of(arm).state, unit_of(arm).by_hand) == ("missing", False)
    browser.post(at("_unit", unit.pk), {"do": "again"})
    assert (unit_of(arm).state, unit_of(arm).text) == ("draft", "負載 12 kg，交期 30 天。")


def test_a_wrong_figure_is_refused_with_its_reason_and_the_words_stay_in_the_field(
    built, arm, client_of, marketer
):
    unit = unit_of(arm)
    part = client_of(marketer).post(
        at("_unit", unit.pk),
        {"do": "save", "words": "負重 21 kg，30 天交貨。"},
        headers={"HX-Request": "true"},
    )
    assert (
        part.status_code == 422 and "負重 21 kg" in part.content.decode() and "12 kg" in part.content.decode()
    )
    assert unit_of(arm).by_hand is False


def test_a_flagged_unit_shows_old_source_new_source_and_translation(built, arm, client_of, marketer):
    actions.edit_unit(unit=unit_of(arm), words="負重 12 kg，30 天交貨。", actor=marketer, now=NOW)
    arm.summary = "负载 12 kg，交期 25 天。"
    sites.save_page(page=arm)
    page = client_of(marketer).get(at("_page", row_of(arm).pk) + "?state=flagged").content.decode()
    assert (
        "Flagged" in page
        and "<del>30</del>" in page
        and "<ins>25</ins>" in page
        and "負重 12 kg，30 天交貨。" in page
    )
    assert "Old source" in page and "Summary" in page
    queue = client_of(marketer).get(at("_review") + "?state=flagged").content.decode()
    assert "負重 12 kg，30 天交貨。" in queue


def test_the_memory_shows_what_is_alike_with_its_per_cent(built, arm, client_of, marketer):
    actions.edit_unit(unit=unit_of(arm), words="負重 12 kg，30 天交貨。", actor=marketer, now=NOW)
    other = product(
        built.workspace, title="A20 机械臂", language="zh-hans", summary="负载 20 kg，交期 30 天。"
    )
    sites.translate_pages(workspace=built.workspace, source="zh-hans", target="zh-hant", pages=[other.pk])
    part = client_of(marketer).get(at("_unit", unit_of(other).pk)).content.decode()
    assert "負重 12 kg，30 天交貨。" in part and "94 %" in part


def test_a_page_is_reviewed_published_and_given_an_address_of_its_own(built, arm, client_of, marketer, visit):
    browser, row = client_of(marketer), row_of(arm)
    browser.post(at("_page_deed", row.pk), {"do": "reviewed"})
    assert {unit.state for unit in queries.units_of(row)} == {"done"}
    browser.post(at("_page_deed", row.pk), {"do": "slug", "slug": "jixiebi"})
    assert visit(built.workspace).get("/zh-hant/products/jixiebi/").status_code == 200
    actions.edit_unit(unit=unit_of(arm), words="可載 12 kg，30 天交貨。", actor=marketer, now=NOW)
    browser.post(at("_page_deed", row.pk), {"do": "publish"})
    cache.clear()  # the page kept for visitors; in life it is made old when the transaction is through
    assert "可載 12 kg" in visit(built.workspace).get("/zh-hant/products/jixiebi/").content.decode()
    assert row.page().slug == "jixiebi"


def test_a_page_with_an_untranslated_text_is_held_back_if_the_workspace_wants_it(
    built, arm, client_of, marketer
):
    TranslationRules.objects.create(workspace=built.workspace, hold_incomplete=True)
    actions.reset_unit(unit=unit_of(arm), now=NOW)
    with pytest.raises(actions.Refused, match="not translated yet|未译"):
        actions.publish_page(row=row_of(arm), actor=marketer, now=NOW)
    assert (
        row_of(arm).page().specific.summary == "負載 12 kg，交期 30 天。"
    )  # visitors go on reading what was there


def test_a_run_stops_at_the_workspaces_limit_and_goes_on_when_it_is_raised(built, client_of, marketer):
    rules = TranslationRules.objects.create(workspace=built.workspace, characters_per_month=60)
    run = sites.translate_pages(workspace=built.workspace, source="zh-hans", target="zh-hant")
    assert run.state == "stopped" and "60" in run.words and run.characters <= 60
    rules.characters_per_month = None
    rules.save()
    actions.carry_out(run_id=run.pk, now=NOW)
    run.refresh_from_db()
    assert (run.state, run.share) == ("done", 100)


@pytest.mark.parametrize("name", ["", "_new", "_review", "_rules"])
def test_a_stranger_and_a_reader_get_no_screen(built, client_of, outsider, viewer, name):
    assert client_of(outsider).get(at(name)).status_code == 404
    assert client_of(viewer).get(at(name)).status_code in (403, 404)


def test_a_strangers_own_workspace_opens_nothing_of_ours(built, other_built, arm, client_of, outsider):
    browser, row, unit = client_of(outsider), row_of(arm), unit_of(arm)
    run = TranslationRun.objects.of(built.workspace).first()
    for slug in ("tidelane", "harbour"):
        for name, pk in (("_page", row.pk), ("_unit", unit.pk), ("_run", run.pk), ("_xliff", row.pk)):
            assert browser.get(reverse(f"sites_translation{name}", args=[slug, pk])).status_code == 404
        for name, pk, data in (
            ("_unit", unit.pk, {"do": "save", "words": "X"}),
            ("_page_deed", row.pk, {"do": "publish"}),
        ):
            assert browser.post(reverse(f"sites_translation{name}", args=[slug, pk]), data).status_code == 404
    assert unit_of(arm).by_hand is False


def test_the_memory_of_one_company_is_not_anothers(built, other_built, arm, marketer):
    actions.edit_unit(unit=unit_of(arm), words="負重 12 kg，30 天交貨。", actor=marketer, now=NOW)
    stranger = Workspace.objects.get(slug="harbour")
    from yangfan.intelligence import public as intelligence

    said = {"text": "负载 12 kg，交期 30 天。", "source": "zh-hans", "target": "zh-hant"}
    assert intelligence.alike(workspace=stranger, **said) == []
    assert intelligence.alike(workspace=built.workspace, **said)[0].match == 100
