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


BRANDS = ["#ffe600", "#ffffff", "#9be7ff", "#0a4a5c", "#e0001b", "#000000", "#7a00ff", "#2f9e44"]


def ground_pairs(built):
    """Return (what, text colour, ground, ratio needed) of every pairing the theme draws."""
    of = theme.tokens(built)
    paper, ink, brand = of["paper"], of["ink"], of["brand"]
    deep = of.get("brand-deep") or colours.mixed(brand, "#000000", 0.78)
    share = {
        "clean": (ink, 0.035),
        "bold": (brand, 0.09),
        "warm": (built.accent, 0.11),
        "technical": (brand, 0.08),
    }
    other, part = share.get(built.theme, (brand, 0.06))
    tint = colours.mixed(other, paper, part)
    muted = colours.mixed(ink, paper, 0.72)
    return [
        ("text on paper", ink, paper, 7.0),
        ("text on tint", ink, tint, 7.0),
        ("quiet text on paper", muted, paper, 4.5),
        ("quiet text on tint", muted, tint, 4.5),
        ("links on paper", brand, paper, 4.5),
        ("links on tint", brand, tint, 4.5),
        ("words of a button", of.get("on-brand", "#ffffff"), brand, 4.5),
        ("white on a dark band", "#ffffff", deep, 4.5),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["plain", "clean", "bold", "warm", "technical"])
@pytest.mark.parametrize("brand", BRANDS)
def test_every_theme_can_be_read_whatever_the_brand_colour(built, name, brand):
    for accent in ("#ff6a13", "#101010", "#fff200"):
        built.theme, built.workspace.colour, built.accent = name, brand, accent
        for what, text, ground, least in ground_pairs(built):
            found = colours.contrast(text, ground)
            assert found >= least, f"{what}: {text} on {ground} is {found:.2f} ({accent})"


@pytest.mark.django_db
def test_the_plain_theme_adds_no_rules_and_each_other_theme_its_own(built):
    plain = theme.style_sheet(built)
    assert plain.startswith(":root{--brand:")
    built.theme = "bold"
    assert "bold" in theme.style_sheet(built)


@pytest.mark.django_db
def test_a_look_is_tried_without_being_saved_and_nonsense_is_refused(
    built, workspace, client_of, marketer, outsider
):
    sheet = f"/cms-look/{workspace.slug}/theme.css"
    assert "color-scheme:dark" in client_of(marketer).get(sheet, {"theme": "technical"}).content.decode()
    assert "color-scheme:dark" not in client_of(marketer).get(sheet).content.decode()
    for bad in ({"theme": "x"}, {"accent": "red;}"}, {"colour": "x"}, {"corners": "99"}):
        assert client_of(marketer).get(sheet, bad).status_code == 404
    preview = client_of(marketer).get(f"/cms-look/{workspace.slug}/preview/", {"theme": "warm"})
    assert preview.status_code == 200 and "theme=warm" in preview.content.decode()
    assert client_of(outsider).get(f"/cms-look/{workspace.slug}/preview/").status_code == 404
    built.refresh_from_db()
    assert built.theme == "plain"
