"""A customer's colours stay readable."""

import pytest

from yangfan.sites.look import colours, theme


@pytest.mark.parametrize("colour", ["#ffe600", "#ffffff", "#9be7ff", "#0a4a5c", "#e0001b"])
def test_the_brand_colour_can_be_read_on_paper_and_under_white_text(colour):
    found = colours.readable(colour, on=("#ffffff",))
    assert colours.contrast(found, "#ffffff") >= 4.5


def test_a_readable_colour_is_left_alone():
    assert colours.readable("#0a4a5c", on=("#ffffff",)) == "#0a4a5c"


@pytest.mark.django_db
def test_the_style_sheet_changes_its_address_with_its_content(built):
    before = theme.version(built)
    built.accent = "#00aa00"
    assert theme.version(built) != before
