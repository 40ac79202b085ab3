"""Plain data become the blocks of a page, or the faulty field is named."""

import pytest
from django.utils import translation

from yangfan.sites import public as sites
from yangfan.sites.testing import SVG, page_of, product

HERO = {"block": "hero", "title": "Arms that lift", "primary": {"text": "Ask", "anchor": "quote"}}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def problems_of(rows, workspace):
    with pytest.raises(sites.BodyError) as caught:
        sites.build_body(rows, workspace=workspace)
    return {problem.path: problem.message for problem in caught.value.problems}


def test_plain_data_become_a_page_that_visitors_see(built, workspace, visit):
    arm = product(workspace)
    body = sites.build_body(
        [
            HERO,
            {"block": "products", "title": "Arms", "products": [arm.pk]},
            {
                "block": "columns",
                "left": [{"block": "faq", "items": [{"question": "How far?", "answer": "2 m"}]}],
                "right": [{"block": "facts", "items": [{"title": "CE"}]}],
            },
            {"block": "text", "text": "<h3>Reach</h3><p>Far.</p>"},
        ],
        workspace=workspace,
    )
    page = sites.ContentPage(title="Arms", slug="arms", body=body)
    sites.add_page(parent=page_of(workspace, "home"), page=page)
    html = visit(workspace).get("/en/arms/").content.decode()
    for words in ("Arms that lift", "A12 arm", "How far?", ">Reach</h3>"):
        assert words in html


def test_every_faulty_field_is_named_by_its_path(built, workspace):
    found = problems_of(
        [
            {"block": "hero"},
            {
                "block": "faq",
                "items": [{"question": "How far?", "answer": "2 m"}, {"question": "", "answer": "x"}],
            },
            {
                "block": "columns",
                "left": [{"block": "steps", "items": [{"title": ""}]}],
                "right": [{"block": "facts", "items": [{"title": "CE"}]}],
            },
        ],
        workspace,
    )
    assert set(found) == {
        "[0] hero.title",
        "[1] faq.items[1].question",
        "[2] columns.left[0] steps.items[0].title",
    }


def test_wrong_shapes_unknown_names_and_wrong_kinds_are_refused(built, workspace):
    found = problems_of(
        [
            {"block": "heroine"},
            {"block": "hero", "titel": "x"},
            {"block": "faq", "items": {"question": "x"}},
            {"block": "hero", "title": 5},
            "hero",
            {"block": "form", "ask_file": "yes"},
        ],
        workspace,
    )
    assert set(found) == {
        "[0]",
        "[1] hero.titel",
        "[2] faq.items",
        "[3] hero.title",
        "[4]",
        "[5] form.ask_file",
    }
    assert "heroine" in found["[0]"]


def test_another_companys_page_picture_and_link_are_refused(built, other_built, workspace, other_workspace):
    foreign = product(other_workspace)
    picture = sites.add_image(workspace=other_workspace, title="x", filename="x.svg", data=SVG)
    found = problems_of(
        [
            {"block": "products", "products": [foreign.pk]},
            {"block": "hero", "title": "x", "picture": picture.pk},
            {"block": "text", "text": f'<p><a linktype="page" id="{foreign.pk}">x</a></p>'},
            {"block": "hero", "title": "x", "primary": {"text": "x", "page": 999999}},
        ],
        workspace,
    )
    assert set(found) == {
        "[0] products.products[0]",
        "[1] hero.picture",
        "[2] text.text",
        "[3] hero.primary.page",
    }


def test_rich_text_keeps_only_what_the_editor_could_write(built, workspace):
    body = sites.build_body(
        [
            {
                "block": "text",
                "text": '<h3>Safe</h3><script>alert(1)</script><p onclick="x()">Words <b>bold</b></p>',
            }
        ],
        workspace=workspace,
    )
    source = body[0].value["text"].source
    assert "<h3" in source and "<b>bold</b>" in source
    assert "script" not in source and "onclick" not in source


def test_a_check_without_the_database_trusts_references_and_nothing_else():
    good = [{"block": "gallery", "items": [{"picture": "factory.jpg", "caption": "Hall 2"}]}]
    assert sites.check_body(good) == []
    bad = sites.check_body([{"block": "gallery", "items": [{"caption": "Hall 2"}]}])
    assert [problem.path for problem in bad] == ["[0] gallery.items[0].picture"]


def test_other_fields_of_blocks_are_built_the_same_way(built, workspace):
    rows = [{"block": "group", "title": "Reach", "rows": [{"label": "Radius", "value": "2 m"}]}]
    value = sites.build_stream(rows, page_type=sites.ProductPage, field="specification", workspace=workspace)
    assert value[0].value["rows"][0]["label"] == "Radius"
