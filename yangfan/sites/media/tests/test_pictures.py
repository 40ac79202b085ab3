"""A photo on a page: formats, widths, and no jump while it loads."""

import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from yangfan.sites import public as sites
from yangfan.sites.media import pictures
from yangfan.sites.media.tasks import make_sizes
from yangfan.sites.testing import SVG, product

pytestmark = pytest.mark.django_db


def add_photo(workspace, width=2400, height=1600):
    file = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(file, "JPEG")
    return sites.add_image(
        workspace=workspace, title="Arm", filename="a.jpg", data=file.getvalue(), description="The arm"
    )


def picture_in(browser, address):
    return BeautifulSoup(browser.get(address).content, "html.parser").select_one(
        ".lead picture, .family picture"
    )


def widths_in(srcset):
    return sorted(int(width) for width in re.findall(r" (\d+)w", srcset))


def test_a_photo_comes_as_webp_at_once_and_as_avif_when_the_worker_has_made_it(built, visit):
    image = add_photo(built.workspace)
    product(built.workspace, picture=image)
    browser = visit(built.workspace)
    first = picture_in(browser, "/en/products/a12-arm/?draw=1")
    assert not first.select("source")
    assert widths_in(first.img["srcset"]) == [640, 1280, 1920]
    make_sizes.func(image.pk)
    now = picture_in(browser, "/en/products/a12-arm/?draw=1")
    assert [source["type"] for source in now.select("source")] == ["image/avif"]
    assert widths_in(now.source["srcset"]) == [640, 1280, 1920]
    for address in (now.source["srcset"].split()[0], now.img["src"]):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] in ("image/avif", "image/webp")
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_place_of_a_photo_is_kept_and_only_the_first_is_fetched_at_once(built, visit):
    product(built.workspace, picture=add_photo(built.workspace))
    browser = visit(built.workspace)
    leading = picture_in(browser, "/en/products/a12-arm/").img
    assert (leading["width"], leading["height"]) == ("1280", "853")
    assert leading["fetchpriority"] == "high"
    assert not leading.has_attr("loading")
    card = picture_in(browser, "/en/products/").img
    assert (card["loading"], card["width"]) == ("lazy", "800")
    assert card["sizes"] and card["alt"] == ""


def test_a_small_photo_is_never_blown_up_nor_named_twice(built, visit):
    product(built.workspace, picture=add_photo(built.workspace, 700, 500))
    image = picture_in(visit(built.workspace), "/en/products/a12-arm/").img
    assert widths_in(image["srcset"]) == [640, 700]


def test_a_drawing_needs_no_sizes(built):
    drawing = sites.add_image(workspace=built.workspace, title="A", filename="a.svg", data=SVG)
    pictures.make_all(drawing)
    assert not drawing.renditions.exists()
    make_sizes.func(drawing.pk + 1)  # gone meanwhile


def test_a_photo_that_comes_in_is_given_to_the_worker(built, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = add_photo(built.workspace, 800, 600)
    assert image.renditions.filter(filter_spec__contains="avif").count() == 6
