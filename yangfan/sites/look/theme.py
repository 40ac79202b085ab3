"""The six tokens of a site's theme as a style sheet of its own: our content policy allows no inline style."""

import hashlib

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


def tokens(built: BuiltSite) -> dict[str, str]:
    """Return the six tokens; the brand colour is darkened where it could not be read."""
    paper = built.paper if colours.luminance(built.paper) > 0.8 else "#ffffff"
    return {
        "brand": colours.readable(built.workspace.colour, on=(paper, "#ffffff"), ratio=5.0),
        "accent": built.accent,
        "ink": colours.readable(built.ink, on=(paper,), ratio=9.0),
        "paper": paper,
        "radius": f"{built.corners}px",
        "font-head": FONTS[built.font],
    }


def style_sheet(built: BuiltSite) -> str:
    lines = "".join(f"--{name}:{value};" for name, value in tokens(built).items())
    return f":root{{{lines}}}\n"


def version(built: BuiltSite) -> str:
    """Change whenever the style sheet does, so that browsers may keep it for ever."""
    return hashlib.sha256(style_sheet(built).encode()).hexdigest()[:12]


def icon(built: BuiltSite) -> str:
    """Return the site's icon: its initial on the brand colour."""
    initial = (built.workspace.name.strip() or "•")[0].upper()
    brand = tokens(built)["brand"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">'
        f'<rect width="32" height="32" rx="6" fill="{brand}"/>'
        '<text x="16" y="22.5" text-anchor="middle" font-family="Arial,sans-serif" font-weight="700" '
        f'font-size="18" fill="#fff">{escape(initial)}</text></svg>'
    )


def escape(letter: str) -> str:
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(letter, letter)
