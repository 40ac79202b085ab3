"""A page with every block: it answers, and each block says what it was given."""

import pytest

from yangfan.sites import public as sites
from yangfan.sites.blocks import presets
from yangfan.sites.blocks.body import BodyBlock
from yangfan.sites.blocks.tests.samples import english, page_with_everything
from yangfan.sites.testing import product


def test_a_page_with_every_block_says_all_it_was_given(built, workspace, visit):
    product(workspace)
    page = page_with_everything(workspace)
    assert {block.block_type for block in page.body} >= set(BodyBlock().child_blocks) - {"shared"}
    response = visit(workspace).get("/en/everything/")
    html = response.content.decode()
    for words in ("Eleven cycles a minute", "30 % with the order", "€31,500", "FIRSTCELL", "2,800", "99.4", "Marta Nowak",
                  "Founded in Suzhou", "Ana Sousa", "The same machine after two days", "Xinghai Street", "Monday to Friday",
                  "Data sheet A12", "A12 arm"):  # fmt: skip
        assert words in html, words


def test_a_foreign_player_is_named_in_the_policy_and_loaded_only_after_a_click(built, workspace, visit):
    product(workspace)
    page_with_everything(workspace)
    response = visit(workspace).get("/en/everything/")
    assert "<iframe" not in response.content.decode()
    policy = response.headers["Content-Security-Policy"]
    assert "frame-src 'self' https://player.bilibili.com https://www.openstreetmap.org" in policy
    assert "frame-src" not in visit(workspace).get("/en/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", sorted(BodyBlock().child_blocks))
def test_each_preset_can_be_put_on_a_page_as_it_is_but_for_pictures_and_files(name):
    block = BodyBlock().child_blocks[name]
    value = block.get_default()
    assert block.get_prep_value(value) is not None
    if name not in ("shared", "products", "cases", "news", "form"):
        assert presets.of(name), f"{name} has no preset"


def test_an_embed_of_an_unknown_site_is_refused(built, workspace):
    with pytest.raises(sites.BodyError) as caught:
        sites.build_body(
            [{"block": "embed", "url": "https://evil.example/x", "name": "x"}], workspace=workspace
        )
    assert caught.value.problems[0].path == "[0] embed.url"


def test_the_samples_pass_the_check_without_a_database(db):
    class Thing:
        pk = 1

    assert sites.check_body(english(Thing, Thing, Thing, Thing, Thing)) == []
