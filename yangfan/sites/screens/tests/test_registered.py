"""What the shell and the CRM are told of sites."""

import pytest

from yangfan.sites.screens.registered import page_titles
from yangfan.sites.testing import product

pytestmark = pytest.mark.django_db


def test_a_path_is_known_by_its_pages_title_in_its_own_language_and_workspace_only(built, other_built):
    product(built.workspace, "A12 arm")
    paths = {"/en/products/a12-arm/", "/de/products/a12-arm/", "/en/nowhere/"}
    assert page_titles(built.workspace, paths) == {"/en/products/a12-arm/": "A12 arm"}
    assert page_titles(other_built.workspace, paths) == {}
