"""Blocks are copied from one page and pasted into the draft of another."""

from django.urls import reverse

from yangfan.accounts.public import Membership, Role
from yangfan.sites import public as sites
from yangfan.sites.testing import SVG, page_of


def blocks_url(workspace, page):
    return reverse("sites_page_blocks", args=[workspace.slug, page.pk])


def draft(page):
    return page.get_latest_revision_as_object()


def test_blocks_go_from_the_home_page_into_the_draft_of_another(built, workspace, client_of, marketer):
    home, about, browser = page_of(workspace, "home"), page_of(workspace, "about"), client_of(marketer)
    names = [block.block_type for block in home.body]
    browser.post(blocks_url(workspace, home), {"copy": "1", "place": ["0", "2"]})
    assert "2" in browser.get(blocks_url(workspace, about)).content.decode()
    browser.post(blocks_url(workspace, about), {"paste": "1", "at": "0"})
    about = page_of(workspace, "about")
    assert [block.block_type for block in draft(about).body][:2] == [names[0], names[2]]
    assert draft(about).body[0].id != home.body[0].id
    assert len(about.body) == 0  # what visitors see has not changed


def test_a_block_with_a_picture_of_another_company_is_not_pasted(
    built, other_built, workspace, other_workspace, client_of, marketer
):
    Membership.objects.create(workspace=other_workspace, user=marketer, role=Role.MARKETER)
    picture = sites.add_image(workspace=workspace, title="x", filename="x.svg", data=SVG)
    body = sites.build_body([{"block": "hero", "title": "Ours", "picture": picture.pk}], workspace=workspace)
    page = sites.add_page(parent=page_of(workspace, "home"), page=sites.ContentPage(title="Ours", body=body))
    browser, theirs = client_of(marketer), page_of(other_workspace, "about")
    browser.post(blocks_url(workspace, page), {"copy": "1", "place": ["0"]})
    browser.post(blocks_url(other_workspace, theirs), {"paste": "1", "at": ""})
    assert not [block for block in draft(theirs).body if block.block_type == "hero"]


def test_a_page_of_another_company_is_not_found(
    built, other_built, workspace, other_workspace, client_of, marketer
):
    theirs = page_of(other_workspace, "about")
    assert client_of(marketer).get(blocks_url(workspace, theirs)).status_code == 404
