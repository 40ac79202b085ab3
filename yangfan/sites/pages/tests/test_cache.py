"""Kept pages: what is kept, for how long, and that every change a visitor could see ends it."""

import gzip
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from yangfan.sites import public as sites
from yangfan.sites.blocks.tests.samples import page_with_everything
from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.hosts.models import RootSettings
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.media import pictures
from yangfan.sites.pages import cache
from yangfan.sites.pages.entry_points import SHOWN
from yangfan.sites.pages.models import PAGE_TYPES
from yangfan.sites.testing import page_of, page_of_every_kind

pytestmark = pytest.mark.django_db
# Tables a page reads that need no watching of their own, and why.
COVERED = {
    "wagtailcore_page": "the signals of Wagtail",
    "wagtailcore_locale": "never written after a language was added, which freshens",
    "wagtailcore_site": "written only with the hosts, which freshens",
    "wagtailimages_rendition": "made from the picture",
    "sites_siterendition": "made from the picture",
    "sites_siteimage": "watched as media",
    "sites_sitedocument": "watched as media",
    "accounts_workspace": "a listener of the workspace",
    "crm_chatsettings": "a listener of the chat",
    "django_content_type": "never written",
}


@pytest.fixture
def full(built):
    """A site with a page of every kind."""
    built.paths = page_of_every_kind(built.workspace)
    return built


def test_every_table_that_a_page_shows_is_watched(full, visit):
    asked = set()

    def note(execute, sql, params, many, context):
        asked.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
        return execute(sql, params, many, context)

    page_with_everything(full.workspace)
    for address in [*full.paths, "/en/everything/"]:
        with connection.execute_wrapper(note):
            assert visit(full.workspace).get(address).status_code == 200
    watched = {model._meta.db_table for model in (*PAGE_TYPES, *SHOWN)}
    missing = asked - watched - set(COVERED)
    assert not missing, f"pages read {missing}: add the model to entry_points.SHOWN"
    assert {"sites_attribute", "events_site", "sites_productpage"} <= asked


def rename(page):
    page.title = "Changed by somebody"
    sites.save_page(page=page)


def consent(site):
    site.consent = site.Consent.ASK
    site.save(update_fields=["consent"])


CHANGES = {
    "published": lambda built: rename(page_of(built.workspace, "about")),
    "unpublished": lambda built: page_of(built.workspace, "about").unpublish(),
    "moved": lambda built: page_of(built.workspace, "about").move(
        page_of(built.workspace, "products"), pos="left"
    ),
    "deleted": lambda built: page_of(built.workspace, "privacy").delete(),
    "home page": lambda built: rename(page_of(built.workspace, "home")),
    "consent": lambda built: consent(built.tracked),
    "look": lambda built: BuiltSite.objects.of(built.workspace).get().save(),
    "root": lambda built: RootSettings.objects.create(workspace=built.workspace, site=built.tracked),
    "attribute": lambda built: Attribute.objects.of(built.workspace).get().save(),
    "picture": lambda built: sites.SiteImage.objects.filter(workspace=built.workspace).first().save(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_ends_what_is_kept_of_its_site_and_of_no_other(
    full, other_built, visit, change, django_capture_on_commit_callbacks
):
    mine, theirs = visit(full.workspace), visit(other_built.workspace)
    address = "/en/products/a12/"
    for browser, path in ((mine, address), (theirs, "/en/")):
        browser.get(path)
        assert browser.get(path).headers["X-Page-Cache"] == "hit"
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](full)
    assert mine.get(address).headers["X-Page-Cache"] == "miss"
    assert theirs.get("/en/").headers["X-Page-Cache"] == "hit"


def test_a_page_drawn_while_something_is_published_is_not_found_again(full, visit, monkeypatch):
    browser = visit(full.workspace)
    drawn = cache.packed

    def published_meanwhile(response):
        cache.touch(full.tracked_id)
        return drawn(response)

    monkeypatch.setattr(cache, "packed", published_meanwhile)
    browser.get("/en/about/")
    monkeypatch.undo()
    assert browser.get("/en/about/").headers["X-Page-Cache"] == "miss"
    assert browser.get("/en/about/").headers["X-Page-Cache"] == "hit"


def test_a_hundred_changes_in_one_tick_of_the_clock_give_a_hundred_marks(built):
    marks = set()
    for _ in range(100):
        cache.touch(built.tracked_id)
        marks.add(cache.age_mark(built.tracked_id))
    assert len(marks) == 100


def test_with_a_cache_that_machines_share_the_mark_lies_in_it(built, visit, settings, tmp_path):
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    }
    browser = visit(built.workspace)
    browser.get("/en/")
    assert browser.get("/en/").headers["X-Page-Cache"] == "hit"
    before = cache.age_mark(built.tracked_id)
    cache.touch(built.tracked_id)
    assert cache.age_mark(built.tracked_id) not in (before, 0)
    assert browser.get("/en/").headers["X-Page-Cache"] == "miss"


def test_a_kept_page_comes_compressed_plain_or_not_at_all_as_the_browser_wishes(built, visit):
    browser = visit(built.workspace)
    for found in ("miss", "hit"):
        packed = browser.get("/en/about/", HTTP_ACCEPT_ENCODING="gzip, br")
        assert (packed.headers["X-Page-Cache"], packed.headers["Content-Encoding"]) == (found, "gzip")
    plain = browser.get("/en/about/")
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.content) == plain.content
    assert plain.headers["Cache-Control"] == "no-cache"
    assert plain.headers["Vary"] == "Accept-Encoding"
    again = browser.get("/en/about/", HTTP_IF_NONE_MATCH=plain.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    other = browser.get("/en/contact/", HTTP_IF_NONE_MATCH=plain.headers["ETag"])
    assert other.status_code == 200


@pytest.fixture
def parts(settings):
    """Keep what pages share, as outside the tests."""
    settings.CACHES = settings.CACHES | {
        "parts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "parts of a test"}
    }
    caches["parts"].clear()


def test_what_pages_share_is_drawn_once_until_something_changes(
    full, visit, parts, django_capture_on_commit_callbacks
):
    browser = visit(full.workspace)
    browser.get("/en/about/")
    with django_capture_on_commit_callbacks() as waiting:
        rename(page_of(full.workspace, "contact"))
    assert "Changed by somebody" not in browser.get("/en/products/a12/").content.decode()
    for after_commit in waiting:
        after_commit()
    assert "Changed by somebody" in browser.get("/en/products/a12/").content.decode()
    assert "Changed by somebody" not in browser.get("/zh-hans/products/a12/").content.decode()


def test_what_pages_share_is_one_sites_own(full, other_built, visit, parts):
    mine, theirs = visit(full.workspace), visit(other_built.workspace)
    rename(page_of(full.workspace, "home"))
    assert "Changed by somebody" in mine.get("/en/about/").content.decode()
    html = theirs.get("/en/about/").content.decode()
    assert full.workspace.slug not in html and "Changed by somebody" not in html


def test_a_product_with_all_its_parts_asks_at_most_nine_times(
    full, visit, parts, django_assert_max_num_queries
):
    browser = visit(full.workspace)
    for image in sites.SiteImage.objects.filter(workspace=full.workspace):
        pictures.make_all(image)  # as the worker does
    browser.get("/en/products/a12/?draw=1")
    browser.get("/en/articles/news/?draw=1")
    with django_assert_max_num_queries(9):
        assert browser.get("/en/products/a12/?draw=1").status_code == 200
    with django_assert_max_num_queries(5):
        browser.get("/en/articles/news/?draw=1")


@pytest.fixture
def clock(monkeypatch):
    """Return a function that moves the clock of pages and of what keeps them; it stands still otherwise."""
    start = timezone.now()

    def at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr("django.core.cache.backends.locmem.time.time", moment.timestamp)
        monkeypatch.setattr("django.core.cache.backends.base.time.time", moment.timestamp)

    at(start)
    return at


def page_with(workspace, *rows):
    body = sites.build_body(list(rows), workspace=workspace)
    page = sites.ContentPage(title="Sale", slug="sale", body=body)
    return sites.add_page(parent=page_of(workspace, "home"), page=page)


def test_a_page_is_kept_until_the_first_thing_on_it_ends_to_the_second(built, visit, clock):
    start = timezone.now()
    ends = start + timedelta(seconds=180)
    later = start + timedelta(seconds=300)
    page_with(
        built.workspace,
        {
            "block": "countdown",
            "title": "Later",
            "until": later.isoformat(),
            "after": "The later one is over",
        },
        {"block": "countdown", "title": "Fair", "until": ends.isoformat(), "after": "The fair is over"},
    )
    browser = visit(built.workspace)

    def look(moment):
        clock(moment)
        response = browser.get("/en/sale/")
        ended = re.findall(r"data-over><strong>([^<]+)", response.content.decode())
        return response.headers["X-Page-Cache"], ended

    assert look(start) == ("miss", [])
    assert look(ends - timedelta(seconds=1)) == ("hit", [])
    assert look(ends) == ("miss", ["The fair is over"])
    assert look(later - timedelta(seconds=1)) == ("hit", ["The fair is over"])
    assert look(later) == ("miss", ["The later one is over", "The fair is over"])
    assert look(later + timedelta(seconds=cache.SECONDS - 1))[0] == "hit"  # nothing more will end


def test_an_offer_ends_with_its_day_by_the_companys_clock(built, visit, clock):
    workspace = built.workspace
    workspace.time_zone = "Asia/Shanghai"
    workspace.save(update_fields=["time_zone"])
    page_with(workspace, {"block": "offer", "title": "Ten off", "code": "TEN", "until": "2027-03-01"})
    midnight = datetime(2027, 3, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
    browser = visit(workspace)
    for moment, is_there, found in (
        (midnight - timedelta(minutes=5), True, "miss"),
        (midnight - timedelta(seconds=1), True, "hit"),
        (midnight, False, "miss"),
    ):
        clock(moment)
        response = browser.get("/en/sale/")
        assert (b"TEN" in response.content, response.headers["X-Page-Cache"]) == (is_there, found)
        assert response.headers["Cache-Control"] == "no-cache"  # browsers ask again each time
