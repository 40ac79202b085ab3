"""The tokens of a site's look and the rules of its theme as a style sheet of its own: our policy allows no inline style.

A theme is one file in `themes/`: what differs from theme.css, in the words of the same tokens.
"""

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from yangfan.accounts.public import Workspace
from yangfan.sites.look import colours
from yangfan.sites.look.models import BuiltSite

SANS = '-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif'
FONTS = {
    BuiltSite.Font.SANS: SANS,
    BuiltSite.Font.SERIF: (
        '"Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Liberation Serif","Songti SC",SimSun,'
        '"Noto Serif CJK SC",serif'
    ),
    BuiltSite.Font.ROUND: (
        'ui-rounded,"SF Pro Rounded","Nunito","Quicksand","Arial Rounded MT Bold","PingFang SC","Microsoft YaHei",'
        '"Noto Sans CJK SC",sans-serif'
    ),
}


THEMES = Path(__file__).parent / "themes"
HEADLINES = {BuiltSite.Theme.WARM: BuiltSite.Font.SERIF}  # where the font is left to the theme; else plain
CREAM, NIGHT, MOON = "#fffaf2", "#0e1519", "#e9eff2"


def version(built: BuiltSite) -> str:
    """Change whenever the style sheet does, so that browsers may keep it for ever."""
    return version_of(
        built.theme, built.font, built.corners, built.accent, built.ink, built.paper, built.workspace.colour
    )


@lru_cache(1000)
def version_of(theme, font, corners, accent, ink, paper, colour) -> str:
    """As above, of nothing but what the style sheet is made from: every page asks."""
    built = BuiltSite(theme=theme, font=font, corners=corners, accent=accent, ink=ink, paper=paper)
    built.workspace = Workspace(colour=colour)
    return hashlib.sha256(style_sheet(built).encode()).hexdigest()[:12]


def tokens(built: BuiltSite) -> dict[str, str]:
    """Return the tokens of the theme; colours are darkened (on the dark theme lightened) until they can be read."""
    paper = built.paper if colours.luminance(built.paper) > 0.8 else "#ffffff"
    if built.theme == BuiltSite.Theme.TECHNICAL:
        colour_tokens = dark_tokens(built)
    else:
        if built.theme == BuiltSite.Theme.WARM and paper == "#ffffff":
            paper = CREAM
        grounds = (paper, "#ffffff", *tinted(built, paper))
        ratio = 6.0 if built.theme == BuiltSite.Theme.BOLD else 5.0  # bold tints its bands more strongly
        colour_tokens = {
            "brand": colours.readable(built.workspace.colour, on=grounds, ratio=ratio),
            "accent": built.accent,
            "ink": colours.readable(built.ink, on=(paper,), ratio=9.0),
            "paper": paper,
        }
    font = (
        built.font if built.font != BuiltSite.Font.AUTO else HEADLINES.get(built.theme, BuiltSite.Font.SANS)
    )
    return {**colour_tokens, "radius": f"{built.corners}px", "font-head": FONTS[font]}


def tinted(built: BuiltSite, paper: str) -> tuple[str, ...]:
    """The grounds that a theme mixes of other colours than the brand, on which the brand colour stands as text."""
    if built.theme != BuiltSite.Theme.WARM:
        return ()
    return (colours.mixed(built.accent, paper, 0.11), colours.mixed(built.accent, paper, 0.07))


def dark_tokens(built: BuiltSite) -> dict[str, str]:
    """Light on dark: the brand colour is lightened for text and marks, darkened for bands with white text."""
    brand = built.workspace.colour
    deep = colours.mixed(colours.readable(brand, on=("#ffffff",), ratio=5.0), "#000000", 0.78)
    light = colours.readable_on_dark(brand, on=(NIGHT,), ratio=7.0)
    return {
        "brand": light,
        "brand-deep": deep,
        "on-brand": NIGHT,
        "accent": built.accent,
        "ink": MOON,
        "paper": NIGHT,
    }


def style_sheet(built: BuiltSite) -> str:
    """Return the theme's rules and, after them, the site's tokens."""
    rules = "" if built.theme == BuiltSite.Theme.PLAIN else rules_of(built.theme)
    lines = "".join(f"--{name}:{value};" for name, value in tokens(built).items())
    return f"{rules}:root{{{lines}}}\n"


@cache
def rules_of(name: str) -> str:
    return (THEMES / f"{name}.css").read_text(encoding="utf-8")


def icon(built: BuiltSite) -> str:
    """Return the site's icon: its initial on the brand colour."""
    initial = (built.workspace.name.strip() or "•")[0].upper()
    brand = colours.readable(built.workspace.colour, on=("#ffffff",), ratio=5.0)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">'
        f'<rect width="32" height="32" rx="6" fill="{brand}"/>'
        '<text x="16" y="22.5" text-anchor="middle" font-family="Arial,sans-serif" font-weight="700" '
        f'font-size="18" fill="#fff">{escape(initial)}</text></svg>'
    )


def escape(letter: str) -> str:
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(letter, letter)
