"""Products are put on the inquiry list from their cards."""

import re

import pytest

from yangfan.sites import public as sites
from yangfan.sites.testing import page_of, product

pytestmark = pytest.mark.django_db


def with_list(workspace, **block):
    body = sites.build_body([{"block": "rfq_basket", **block}], workspace=workspace)
    parent = page_of(workspace, "home")
    return sites.add_page(parent=parent, page=sites.ContentPage(title="List", slug="list", body=body))


def added(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)" rel="nofollow" data-want="\d+"', html)


def test_a_card_leads_to_the_list_with_its_product_ticked(built, workspace, visit):
    arm, gripper = product(workspace, "A12 arm"), product(workspace, "G2 gripper")
    with_list(workspace)
    browser = visit(workspace)
    addresses = added(browser.get("/en/products/").content.decode())
    assert addresses == [f"/en/list/?add={arm.pk}#list", f"/en/list/?add={gripper.pk}#list"]
    html = browser.get(addresses[1].partition("#")[0]).content.decode()
    assert re.findall(r'name="want_(\d+)"[^>]* checked', html) == [str(gripper.pk)]


def test_only_what_the_list_offers_can_be_added(built, workspace, visit):
    arm, _other = product(workspace, "A12 arm"), product(workspace, "G2 gripper")
    with_list(workspace, products=[arm.pk])
    assert added(visit(workspace).get("/en/products/").content.decode()) == [f"/en/list/?add={arm.pk}#list"]


def test_without_a_list_cards_offer_none_and_made_up_ids_tick_nothing(built, workspace, visit):
    product(workspace, "A12 arm")
    browser = visit(workspace)
    assert added(browser.get("/en/products/").content.decode()) == []
    with_list(workspace)
    response = browser.get("/en/list/?add=999999&add=%3Cb%3E")
    assert response.status_code == 200 and " checked" not in response.content.decode()
