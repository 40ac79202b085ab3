"""From answers to a site: what is written, what visitors see, and what is never overwritten."""

import pytest
from django.utils import timezone
from wagtail.models import Locale

from yangfan.scenarios.applying import actions, marks
from yangfan.scenarios.applying.models import AppliedPage
from yangfan.sites import public as sites

NOW = timezone.now()


def build(setup, actor):
    return actions.build(setup=setup, actor=actor, now=timezone.now())


def page_at(setup, path, language="en"):
    row = AppliedPage.objects.of(setup.workspace).get(setup=setup, path=path, language=language)
    return row.page.specific.get_latest_revision_as_object()


def test_a_pack_becomes_drafts_in_three_languages_that_no_visitor_sees(setup, built, owner, visit):
    setup.languages = ["zh-hans", "en", "zh-hant"]
    report = build(setup, owner)
    assert report["pages"]["en"] == report["pages"]["zh-hans"] >= 12 and report["kept"] == []
    assert page_at(setup, "quality").title == "Quality"
    assert page_at(setup, "quality", "zh-hans").title == "质量与认证"
    assert sites.home_of(setup.workspace, "zh-hant").get_latest_revision_as_object().title == "拓嵐機器人"
    assert (
        page_at(setup, "products/centrifugal-pump-housing").specification[0].value["rows"][0]["value"]
        == "200"
    )
    assert visit(setup.workspace).get("/en/quality/").status_code == 404
    assert not page_at(setup, "quality").live
    actions.publish(setup=setup, actor=owner, now=NOW)
    for language in ("zh-hans", "en", "zh-hant"):
        assert visit(setup.workspace).get(f"/{language}/quality/").status_code == 200
    assert "四道檢驗" in visit(setup.workspace).get("/zh-hant/quality/").content.decode()


def test_a_pack_brings_a_language_that_this_installation_never_had(setup, built, owner, visit):
    assert not Locale.objects.filter(language_code="ar").exists()
    setup.pack, setup.languages = "consumer_goods", ["en", "ar"]
    report = build(setup, owner)
    assert report["pages"]["ar"] == report["pages"]["en"]
    home = sites.home_of(setup.workspace, "ar")
    assert home.translation_key == sites.home_of(setup.workspace, "en").translation_key
    assert setup.workspace.locales == ["en", "ar", "zh-hans"]
    actions.publish(setup=setup, actor=owner, now=NOW)
    page = visit(setup.workspace).get("/ar/partner-policy/").content.decode()
    assert 'dir="rtl"' in page and "【" not in page


def test_a_language_that_came_with_the_pack_goes_when_it_is_taken_back(setup, built, owner):
    setup.pack, setup.languages = "consumer_goods", ["en", "ar"]
    build(setup, owner)
    actions.undo(setup=setup, actor=owner, now=NOW)
    assert sites.home_of(setup.workspace, "ar") is None and "ar" not in setup.workspace.locales


def test_missing_facts_are_marked_in_the_draft_and_left_out_for_visitors(setup, built, owner, visit):
    build(setup, owner)
    asked = marks.asked_for(page_at(setup, "quality"))
    assert "certificate number" in asked and "product standards" in asked
    result = actions.publish(setup=setup, actor=owner, now=NOW)
    assert ["en", "applications/first-case"] in result["held"]
    shown = visit(setup.workspace).get("/en/quality/").content.decode()
    assert "Four inspections" in shown and "Please add" not in shown and "【" not in shown
    assert "certificate number" in marks.asked_for(page_at(setup, "quality"))


def test_publishing_in_the_editor_does_not_show_a_mark_either(setup, built, owner, visit):
    build(setup, owner)
    actions.publish(setup=setup, actor=owner, now=NOW)
    draft = page_at(setup, "quality")
    draft.intro = "By hand."
    sites.save_page(page=draft, actor=owner, publish=True)
    shown = visit(setup.workspace).get("/en/quality/").content.decode()
    assert "By hand." in shown and "【" not in shown
    assert "certificate number" in marks.asked_for(page_at(setup, "quality"))


def test_building_again_keeps_what_a_person_changed_and_fills_its_marks(setup, built, owner):
    build(setup, owner)
    draft = page_at(setup, "quality")
    draft.title = "How we inspect"
    sites.save_page(page=draft, actor=owner, publish=False)
    setup.facts |= {"certificate_number": {"en": "CN-4711"}}
    setup.save()
    report = build(setup, owner)
    assert report["filled"] == [["en", "quality"]]
    again = page_at(setup, "quality")
    assert again.title == "How we inspect" and "certificate number" not in marks.asked_for(again)
    assert "CN-4711" in str(page_at(setup, "").body.get_prep_value())
    assert build(setup, owner)["changed"] == 0


def test_a_page_from_before_the_pack_that_a_person_wrote_is_kept(setup, built, owner):
    about = sites.home_of(setup.workspace, "en").get_children().get(slug="about").specific
    about.intro = "Ours."
    sites.save_page(page=about, actor=owner, publish=True)
    assert ["en", "about"] in build(setup, owner)["kept"]
    about.refresh_from_db()
    assert about.intro == "Ours."


def test_taking_back_removes_new_pages_restores_old_ones_and_keeps_a_persons(setup, built, owner):
    build(setup, owner)
    draft = page_at(setup, "faq")
    draft.intro = "Ours."
    sites.save_page(page=draft, actor=owner, publish=False)
    done = actions.undo(setup=setup, actor=owner, now=NOW)
    assert done["kept"] == [["en", "faq"]] and done["removed"] >= 12 and done["restored"] == 7
    home = sites.home_of(setup.workspace, "en")
    assert not home.get_children().filter(slug="quality").exists()
    assert home.get_children().get(slug="faq").specific.get_latest_revision_as_object().intro == "Ours."


def test_a_published_site_is_not_taken_back(setup, built, owner):
    build(setup, owner)
    actions.publish(setup=setup, actor=owner, now=NOW)
    with pytest.raises(actions.SetupRefused):
        actions.undo(setup=setup, actor=owner, now=NOW)
