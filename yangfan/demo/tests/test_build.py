"""The demo's companies become whole sites; a second start changes nothing; without DEMO nobody is made."""

import pytest
from django.utils import timezone

from yangfan.accounts.public import Membership, User, Workspace
from yangfan.demo.build import build_sites
from yangfan.demo.people import OWNER, PASSWORD, person
from yangfan.demo.season.emit import yesterday
from yangfan.events.public import Site
from yangfan.sites import public as sites

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


@pytest.mark.parametrize(
    ("slug", "products", "cases", "articles"), [("tidelane", 6, 4, 6), ("tingfield", 6, 2, 2)]
)
def test_the_site_stands_in_both_languages(slug, products, cases, articles):
    homes = sites.homes_of(Workspace.objects.get(slug=slug))
    assert [home.locale.language_code for home in homes] == ["zh-hans", "en"]
    for home in homes:
        assert sites.ProductPage.objects.live().descendant_of(home).count() == products
        assert sites.ApplicationPage.objects.live().descendant_of(home).count() == cases
        assert sites.ArticlePage.objects.live().descendant_of(home).count() == articles


def test_pages_are_tied_to_their_twins():
    for page in sites.ProductPage.objects.live():
        assert page.get_translations().live().count() == 1


@pytest.mark.parametrize("slug", ["tidelane", "tingfield"])
def test_every_kind_of_page_answers(client, slug):
    workspace = Workspace.objects.get(slug=slug)
    host = Site.objects.of(workspace).get().hosts[0]
    seen = set()
    for page in sites.pages_of(workspace).specific():
        if (type(page), page.locale_id) not in seen:
            seen.add((type(page), page.locale_id))
            path = page.get_url_parts()[2]
            assert client.get(path, headers={"host": host}).status_code == 200, path
    assert len(seen) >= 18


def test_the_season_is_closed_for_counting():
    case = Workspace.objects.get(slug="tidelane")
    assert (case.counting_to - case.counting_from).days == 179
    assert case.counting_to == yesterday(timezone.now())
    assert round(float(case.break_even_roi), 1) == 2.4


def test_a_second_start_does_nothing(settings):
    settings.DEMO = True
    before = Workspace.objects.count(), Membership.objects.across_workspaces().count(), User.objects.count()
    build_sites(say=lambda words: None)
    assert (
        Workspace.objects.count(),
        Membership.objects.across_workspaces().count(),
        User.objects.count(),
    ) == before


def test_the_known_password_opens_only_a_demo(settings):
    assert User.objects.get(email=OWNER).check_password(PASSWORD)
    settings.DEMO = False
    with pytest.raises(RuntimeError):
        person("new@tidelane.example", "新人")
