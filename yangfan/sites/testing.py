"""What tests of sites begin with; other capabilities may import these fixtures too."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from yangfan.events import public as events
from yangfan.sites import public as sites

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path class="i-k" d="M0 0h40v40H0z"/></svg>'
)


def open_site(workspace):
    site = events.create_site(workspace=workspace, name=workspace.name, hosts=[])
    return sites.create_site_skeleton(workspace=workspace, site=site, now=timezone.now())


@pytest.fixture
def built(workspace):
    """The site of the first company: en and zh-hans, on tidelane.localhost."""
    cache.clear()
    return open_site(workspace)


@pytest.fixture
def other_built(other_workspace):
    """The site of the other company, on harbour.localhost."""
    cache.clear()
    return open_site(other_workspace)


@pytest.fixture
def visit():
    """Return a stranger's browser on the site of this workspace."""

    def browser(workspace):
        return Client(HTTP_HOST=f"{workspace.slug}.localhost")

    return browser


def page_of(workspace, slug, language="en"):
    """Return a page of the skeleton."""
    home = sites.home_of(workspace, language)
    return home if slug == "home" else home.get_children().get(slug=slug).specific


def product(workspace, title="A12 arm", language="en", **fields):
    """Add a live product."""
    parent = page_of(workspace, "products", language)
    return sites.add_page(parent=parent, page=sites.ProductPage(title=title, **fields))
