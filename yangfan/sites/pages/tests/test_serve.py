"""What a visitor gets from a site."""

import json
import re

import pytest
from django.test import Client

from yangfan.sites import public as sites
from yangfan.sites.pages import cache
from yangfan.sites.redirects.models import Redirect
from yangfan.sites.shared.models import SharedBlock
from yangfan.sites.testing import page_of, product

pytestmark = pytest.mark.django_db


def test_an_unknown_host_is_nobodys(built):
    assert Client(HTTP_HOST="stranger.example").get("/").status_code == 404


def test_the_console_does_not_answer_on_a_site(built, visit):
    assert visit(built.workspace).get("/accounts/login/").status_code == 404
    assert visit(built.workspace).get("/cms/").status_code == 404


def test_the_front_door_leads_to_the_main_language_and_keeps_the_campaign(built, visit):
    response = visit(built.workspace).get("/?utm_source=baidu")
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/?utm_source=baidu"


@pytest.mark.parametrize(
    "slug", ["", "products/", "applications/", "articles/", "about/", "contact/", "privacy/"]
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_of_a_new_site_answers(built, visit, language, slug):
    response = visit(built.workspace).get(f"/{language}/{slug}")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == {"en": "en", "zh-hans": "zh-Hans"}[language]
    assert not response.cookies


def test_a_page_names_its_languages_for_search_engines(built, visit):
    html = visit(built.workspace).get("/zh-hans/about/").content.decode()
    found = dict(re.findall(r'hreflang="([^"]+)" href="(http[^"]+)"', html))
    assert set(found) == {"en", "zh-Hans", "x-default"}
    assert found["x-default"] == found["en"]
    assert found["zh-Hans"].endswith("/zh-hans/about/")
    assert f'<link rel="canonical" href="{found["zh-Hans"]}">' in html


def test_a_product_says_what_it_is_in_structured_data(built, visit):
    product(
        built.workspace,
        model_number="A12",
        specification=[
            ("group", {"title": "Performance", "rows": [{"label": "Reach", "value": "1,300 mm"}]})
        ],
        questions=[("question", {"question": "Fence?", "answer": "Often <not>."})],
    )
    html = visit(built.workspace).get("/en/products/a12-arm/").content.decode()
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', html).group(1)
    kinds = {item["@type"]: item for item in json.loads(text)["@graph"]}
    assert set(kinds) == {"Product", "FAQPage", "BreadcrumbList"}
    assert kinds["Product"]["mpn"] == "A12"
    assert kinds["Product"]["additionalProperty"][0]["value"] == "1,300 mm"
    assert len(kinds["BreadcrumbList"]["itemListElement"]) == 3


def test_the_sitemap_lists_each_language_with_its_twin(built, visit):
    browser = visit(built.workspace)
    index = browser.get("/sitemap.xml").content.decode()
    assert re.findall(r"sitemap-([a-z-]+)\.xml", index) == ["en", "zh-hans"]
    listed = browser.get("/sitemap-en.xml").content.decode()
    assert listed.count("<loc>") == 7
    assert 'hreflang="zh-Hans"' in listed
    assert "Sitemap: http" in browser.get("/robots.txt").content.decode()


def test_a_missing_page_is_answered_in_the_sites_own_look_and_language(built, visit):
    response = visit(built.workspace).get("/zh-hans/nothing/")
    assert response.status_code == 404
    assert 'lang="zh-Hans"' in response.content.decode()


def test_a_draft_is_not_shown(built, visit):
    parent = page_of(built.workspace, "products")
    sites.add_page(parent=parent, page=sites.ProductPage(title="Secret"), publish=False)
    assert visit(built.workspace).get("/en/products/secret/").status_code == 404
    assert "Secret" not in visit(built.workspace).get("/en/products/").content.decode()


def test_an_old_address_leads_on_only_on_its_own_site(built, other_built, visit):
    Redirect.objects.create(
        workspace=built.workspace, site=built.tracked, old_path="/en/old", target="/en/products/"
    )
    response = visit(built.workspace).get("/en/old/")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/products/")
    assert visit(other_built.workspace).get("/en/old/").status_code == 404


def test_a_kept_page_asks_the_database_nothing(built, visit, django_assert_num_queries):
    browser = visit(built.workspace)
    first = browser.get("/en/?utm_source=x")
    with django_assert_num_queries(0):
        kept = browser.get("/en/?gclid=1")
    assert kept.headers["X-Page-Cache"] == "hit"
    assert kept.content == first.content
    assert kept.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_publishing_makes_kept_pages_old(built, visit, django_capture_on_commit_callbacks):
    browser = visit(built.workspace)
    browser.get("/en/about/")
    page = page_of(built.workspace, "about")
    page.title = "Who we are today"
    with django_capture_on_commit_callbacks(execute=True):
        sites.save_page(page=page)
    assert "Who we are today" in browser.get("/en/about/").content.decode()


def test_a_query_that_may_change_the_page_is_never_kept(built, visit):
    browser = visit(built.workspace)
    browser.get("/en/?page=2")
    assert "X-Page-Cache" not in browser.get("/en/?page=2").headers


def test_one_sites_kept_pages_never_show_on_another(built, other_built, visit):
    visit(built.workspace).get("/en/")
    html = visit(other_built.workspace).get("/en/").content.decode()
    assert built.workspace.name not in html
    assert cache.age_mark(built.tracked_id) >= 0


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/en/", "#quote"),
        ("/en/contact/", "#quote"),
        ("/en/about/", "/en/contact/#quote"),
        ("/en/contact/sent/", "/en/contact/#quote"),
        ("/en/nothing/", "/en/contact/#quote"),
    ],
)
def test_the_button_for_a_quote_always_leads_to_a_form(built, visit, path, target):
    html = visit(built.workspace).get(path).content.decode()
    assert f'<a class="btn slim" href="{target}">' in html
    assert target != "#quote" or 'id="quote"' in html


def graph_of(html: str) -> dict[str, dict]:
    """Return what the page says of itself, by type."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
    return {node["@type"]: node for node in json.loads(found)["@graph"]}


def page_with_hours(workspace, *rows):
    body = sites.build_body(list(rows), workspace=workspace)
    return sites.add_page(
        parent=page_of(workspace, "home"), page=sites.ContentPage(title="Shop", slug="shop", body=body)
    )


HOURS = {
    "block": "opening_hours",
    "items": [
        {"first_day": "mo", "last_day": "fr", "opens": "09:00", "closes": "18:30"},
        {"first_day": "sa", "opens": "20:00", "closes": "02:00"},
        {"first_day": "su"},
    ],
}


def test_opening_hours_are_told_as_a_place_with_its_address_and_phone(built, visit):
    card = {"block": "map_card", "name": "Works", "address": "1 Dock Road\nSuzhou", "phone": "+86 512 1"}
    page_with_hours(built.workspace, card, HOURS)
    place = graph_of(visit(built.workspace).get("/en/shop/").content.decode())["LocalBusiness"]
    assert (place["name"], place["address"], place["telephone"]) == (
        "Works",
        "1 Dock Road Suzhou",
        "+86 512 1",
    )
    week, night, closed = place["openingHoursSpecification"]
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert week["dayOfWeek"] == [f"https://schema.org/{day}" for day in days]
    assert (week["opens"], week["closes"]) == ("09:00", "18:30")
    assert (night["dayOfWeek"], night["closes"]) == (["https://schema.org/Saturday"], "02:00")
    assert (closed["opens"], closed["closes"]) == ("00:00", "00:00")


def test_hours_in_a_reusable_block_are_told_and_a_page_without_hours_is_no_place(built, visit):
    workspace = built.workspace
    hours = sites.build_body([HOURS], workspace=workspace)
    home = page_of(workspace, "home")
    home.legal_name, home.address = "Tidelane Robotics Ltd.", "2 Quay"
    sites.save_page(page=home)
    shared = SharedBlock.objects.create(workspace=workspace, name="Hours", body=hours, locale=home.locale)
    page_with_hours(workspace, {"block": "shared", "content": shared.pk})
    browser = visit(workspace)
    place = graph_of(browser.get("/en/shop/").content.decode())["LocalBusiness"]
    assert (place["name"], place["address"]) == ("Tidelane Robotics Ltd.", "2 Quay")
    assert len(place["openingHoursSpecification"]) == 3
    assert "LocalBusiness" not in graph_of(browser.get("/en/about/").content.decode())
