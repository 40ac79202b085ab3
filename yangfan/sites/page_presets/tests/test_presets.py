"""A page starts as a draft from a preset, in its language."""

import pytest
from django.urls import reverse

from yangfan.sites import public as sites
from yangfan.sites.page_presets import actions
from yangfan.sites.page_presets.presets import PRESETS


@pytest.mark.parametrize("key", sorted(PRESETS))
def test_each_preset_makes_a_draft_that_can_be_published(built, workspace, owner, visit, key):
    home = sites.home_of(workspace, "zh-hans")
    page = actions.start_page(home=home, preset=key, title=f"Page {key}", actor=owner)
    assert not page.live
    assert [block.block_type for block in page.body] == list(PRESETS[key].blocks)
    sites.save_page(page=page, actor=owner)
    response = visit(workspace).get(page.get_url_parts()[2])
    assert response.status_code == 200
    assert "What you offer" not in response.content.decode()  # its words are Chinese, as the page is


def test_the_screen_leads_into_the_editor_and_refuses_an_unknown_preset(
    built, workspace, client_of, marketer, outsider
):
    url = reverse("sites_start_page", args=[workspace.slug])
    response = client_of(marketer).post(url, {"title": "Spring fair", "preset": "event"})
    page = sites.pages_of(workspace).get(title="Spring fair")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client_of(marketer).post(url, {"title": "x", "preset": "none"}).status_code == 422
    assert client_of(outsider).post(url, {"title": "x", "preset": "event"}).status_code == 404
