"""Old addresses lead on: by hand, and by themselves when a page moves."""

import pytest

from yangfan.sites import public as sites
from yangfan.sites.redirects.models import Redirect
from yangfan.sites.testing import page_of, product

ADDRESS = "/console/tidelane/site/redirects/"


@pytest.fixture
def console(client, marketer):
    client.force_login(marketer)
    return client


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Give a page another name in its address; Wagtail tells of it when the transaction is through."""

    def do(page, slug):
        page = page.specific
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            return sites.save_page(page=page)

    return do


def test_a_page_with_a_new_name_is_found_by_its_old_one(built, workspace, visit, rename):
    page = rename(product(workspace, "Arm", slug="arm"), "a12-arm")
    answer = visit(workspace).get("/en/products/arm/?utm_source=x")
    assert (answer.status_code, answer.url) == (301, "/en/products/a12-arm/?utm_source=x")
    assert visit(workspace).get(page.get_url_parts()[2]).status_code == 200


def test_what_stands_below_a_renamed_page_moves_along(built, workspace, visit, rename):
    product(workspace, "Arm", slug="arm")
    rename(page_of(workspace, "products"), "machines")
    assert visit(workspace).get("/en/products/arm/").url == "/en/machines/arm/"


def test_two_renamings_lead_straight_to_the_last_name(built, workspace, visit, rename):
    rename(rename(product(workspace, "Arm", slug="one"), "two"), "three")
    for old in ("one", "two"):
        assert visit(workspace).get(f"/en/products/{old}/").url == "/en/products/three/"


def test_a_page_that_gets_its_old_name_back_leads_in_no_circle(built, workspace, visit, rename):
    rename(rename(product(workspace, "Arm", slug="one"), "two"), "one")
    assert visit(workspace).get("/en/products/one/").status_code == 200
    assert visit(workspace).get("/en/products/two/").url == "/en/products/one/"


def test_a_draft_that_nobody_saw_leaves_no_redirect(built, workspace, django_capture_on_commit_callbacks):
    parent = page_of(workspace, "products")
    page = sites.add_page(parent=parent, page=sites.ProductPage(title="Arm", slug="arm"), publish=False)
    page.slug = "other"
    with django_capture_on_commit_callbacks(execute=True):
        page.save()
    assert not Redirect.objects.of(workspace).exists()


def test_visits_by_an_old_address_are_counted(console, built, workspace, visit):
    console.post(ADDRESS, {"old_path": "/old/", "target": "/en/"})
    visit(workspace).get("/old")
    visit(workspace).get("/old/")
    assert Redirect.objects.of(workspace).get().hits == 2
    assert "/old" in console.get(f"{ADDRESS}?q=ol").content.decode()
    assert "→" not in console.get(f"{ADDRESS}?q=nowhere").content.decode()


@pytest.mark.parametrize(
    "target", ["/a/", "http://tidelane.localhost/a/", "/b", "//evil.test/", "javascript:alert(1)", "a page"]
)
def test_circles_and_what_is_no_address_are_refused(console, built, workspace, target):
    assert console.post(ADDRESS, {"old_path": "/b", "target": "/a"}).status_code == 302
    wrong = {"old_path": "/a", "target": target}
    assert console.post(ADDRESS, wrong).status_code == 422
    assert Redirect.objects.of(workspace).count() == 1


def test_a_redirect_of_one_company_does_not_work_at_another(
    console, built, other_built, other_workspace, visit
):
    console.post(ADDRESS, {"old_path": "/old", "target": "/en/"})
    assert visit(other_workspace).get("/old").status_code == 404
