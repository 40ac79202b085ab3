"""What tests of sites begin with; other capabilities may import these fixtures too."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from PIL import Image

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


def photo(width=1600, height=1200) -> bytes:
    """A picture as a camera would send it (JPEG)."""
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def page_of_every_kind(workspace) -> list[str]:
    """Add, in English and Chinese, a page of each kind that the skeleton lacks; return the paths of all live pages."""
    picture = sites.add_image(
        workspace=workspace, title="Arm", filename="a.jpg", data=photo(), description="机械臂 arm"
    )
    drawing = sites.add_image(workspace=workspace, title="A7", filename="a.svg", data=SVG, description="A7")
    sheet = sites.add_document(workspace=workspace, title="Sheet", filename="a.pdf", data=b"%PDF-1.4")
    sites.Attribute.objects.create(
        workspace=workspace, key="reach", names={"en": "Reach", "zh-hans": "臂展"}, kind="number", unit="mm"
    )
    rich = {
        "model_number": "A12",
        "summary": "12 kg, 1,300 mm",
        "attributes": {"reach": 1300},
        "documents": [("download", {"title": "PDF", "document": sheet, "note": ""})],
        "gallery": [("picture", {"picture": picture, "caption": "A12"})],
        "key_figures": [("figure", {"value": "12 kg", "label": "kg"})],
        "specification": [("group", {"title": "A", "rows": [{"label": "R", "value": "1 <m>"}]})],
        "questions": [("question", {"question": "A12?", "answer": "A & B"})],
        "delivery_terms": "FOB",
    }
    twins = {}
    for language in ("en", "zh-hans"):

        def grow(slug, page, language=language):
            of = twins.get(page.slug)
            page = sites.add_page(parent=page_of(workspace, slug, language), page=page, translation_of=of)
            twins.setdefault(page.slug, page)
            return page

        shelf = grow("products", sites.ProductCategoryPage(title="Arms 机械臂", slug="arms"))
        other = sites.add_page(
            parent=shelf,
            page=sites.ProductPage(title="A7", slug="a7", picture=drawing),
            translation_of=twins.get("a7"),
        )
        twins.setdefault("a7", other)
        grow(
            "products",
            sites.ProductPage(title="A12", slug="a12", picture=picture, related=[("product", other)], **rich),
        )
        grow("articles", sites.ArticlePage(title="News 新闻", slug="news", picture=picture, summary="…"))
        grow(
            "applications",
            sites.ApplicationPage(
                title="Brewery", slug="brewery", picture=picture, products=[("product", other)]
            ),
        )
        grow("home", sites.LandingPage(title="Fair 展会", slug="fair"))
        grow("home", sites.ContentPage(title="Service", slug="service", intro="A\nB"))
    pages = sites.pages_of(workspace).live().specific()
    return [page.get_url_parts()[2] for page in pages]
