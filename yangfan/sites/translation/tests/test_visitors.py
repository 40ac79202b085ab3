"""What visitors meet in other languages: pages that are not translated, hreflang, errors in their language, direction."""

import pytest
from django.core.cache import cache

from yangfan.sites import public as sites
from yangfan.sites.testing import page_of, product
from yangfan.sites.translation.models import TranslationRules

pytestmark = pytest.mark.django_db


@pytest.fixture
def halfway(built):
    """A site in English and Chinese whose Traditional Chinese has only the home page and the contact page."""
    contact = page_of(built.workspace, "contact", "zh-hans")
    sites.translate_pages(
        workspace=built.workspace, source="zh-hans", target="zh-hant", pages=[contact.pk], publish=True
    )
    cache.clear()
    return built


def test_a_page_that_is_not_translated_leads_to_the_main_language_for_now(halfway, visit):
    answer = visit(halfway.workspace).get("/zh-hant/about/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/about/")


def test_or_is_hidden_if_the_workspace_wants_it(halfway, visit):
    TranslationRules.objects.create(workspace=halfway.workspace, untranslated_pages="hide")
    assert visit(halfway.workspace).get("/zh-hant/about/").status_code == 404


def test_a_page_that_is_nowhere_is_not_found_and_says_so_in_the_language_asked_for(halfway, visit):
    answer = visit(halfway.workspace).get("/zh-hant/nowhere/")
    assert answer.status_code == 404 and 'lang="zh-Hant"' in answer.content.decode()


def test_a_language_the_site_does_not_have_leads_nowhere(halfway, visit):
    assert visit(halfway.workspace).get("/fr/about/").status_code == 404


def test_every_language_is_named_in_the_head_with_a_default(halfway, visit):
    page = visit(halfway.workspace).get("/zh-hant/contact/").content.decode()
    for code in ("en", "zh-Hans", "zh-Hant", "x-default"):
        assert f'hreflang="{code}"' in page
    assert 'lang="zh-Hant"' in page


def test_the_switcher_stays_on_the_page(halfway, visit):
    page = visit(halfway.workspace).get("/zh-hant/contact/").content.decode()
    assert 'href="/zh-hans/contact/"' in page


def test_the_sitemap_names_the_translated_page_among_its_twins(halfway, visit):
    rows = visit(halfway.workspace).get("/sitemap-zh-hant.xml").content.decode()
    assert "/zh-hant/contact/" in rows and 'hreflang="zh-Hans"' in rows and 'hreflang="x-default"' in rows


def test_arabic_is_written_from_right_to_left(built, scripted, visit):
    scripted.answer = lambda body: {"units": []}
    product(built.workspace)
    run = sites.translate_pages(
        workspace=built.workspace,
        source="en",
        target="ar",
        pages=[sites.home_of(built.workspace, "en").pk],
        publish=True,
    )
    assert run.state == "done" and run.refused
    cache.clear()
    page = visit(built.workspace).get("/ar/").content.decode()
    assert 'lang="ar" dir="rtl"' in page
