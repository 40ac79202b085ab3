"""QR codes of addresses: as SVG, PNG or PDF, in one's own colours, with the logo in the middle."""

import base64
import io
import re
from dataclasses import dataclass

import segno
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from yangfan.sites import public as sites

HEX = re.compile(r"#[0-9a-fA-F]{6}")
# What readers of codes need: dark on light, well apart (WCAG's ratio; black on white is 21).
LEAST_CONTRAST = 4.5
# Of the width of the code; error correction H makes good 30 % of the code's words, the plate hides some 5 %.
PLATE, LOGO = 0.22, 0.18
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".svg": "image/svg+xml"}  # fmt: skip


class QrRefused(ValueError):
    """No scanner would read such a code; the message says why."""


@dataclass(frozen=True)
class Logo:
    data: bytes
    media: str

    @property
    def is_drawing(self) -> bool:
        return self.media == "image/svg+xml"


@dataclass(frozen=True)
class Look:
    """How a code is drawn; `size` is in pixels, `border` in modules."""

    dark: str = "#000000"
    light: str = "#ffffff"
    size: int = 600
    border: int = 4
    logo: Logo | None = None

    def check(self) -> None:
        """Raise QrRefused for colours that cannot be read or told apart."""
        if not (HEX.fullmatch(self.dark) and HEX.fullmatch(self.light)):
            raise QrRefused(_("A colour is written like #0a1b2c."))
        dark, light = luminance(self.dark), luminance(self.light)
        if dark >= light:
            raise QrRefused(
                _("The code must be darker than its ground: many scanners read no reversed codes.")
            )
        ratio = (light + 0.05) / (dark + 0.05)
        if ratio < LEAST_CONTRAST:
            words = {"ratio": f"{ratio:.1f}", "least": LEAST_CONTRAST}
            raise QrRefused(
                _("The two colours are too much alike: contrast %(ratio)s, at least %(least)s is needed.")
                % words
            )


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def logo_of(workspace) -> Logo | None:
    """Return the logo of the workspace's site, or None."""
    built = sites.workspace_site(workspace)
    if built is None or built.logo is None:
        return None
    name = built.logo.file.name
    media = MEDIA.get(name[name.rfind(".") :].lower())
    if media is None:
        return None
    with built.logo.file.open("rb") as file:
        return Logo(file.read(), media)


def code_of(address: str) -> segno.QRCode:
    return segno.make(address, error="h", boost_error=False, micro=False)


def draw_svg(address: str, look: Look) -> str:
    """Return the code as a drawing."""
    look.check()
    code, out = code_of(address), io.BytesIO()
    code.save(out, kind="svg", dark=look.dark, light=look.light, border=look.border, omitsize=True, xmldecl=False, svgclass=None, lineclass=None)  # fmt: skip
    text = out.getvalue().decode().strip()
    text = text.replace("<svg ", f'<svg width="{look.size}" height="{look.size}" ', 1)
    if look.logo is None:
        return text
    width = code.symbol_size(border=look.border)[0]
    inner = code.symbol_size(border=0)[0]
    return text.replace("</svg>", _plate(width, inner, look) + "</svg>")


def _plate(width: int, inner: int, look: Look) -> str:
    side, logo = inner * PLATE, inner * LOGO
    at, logo_at = (width - side) / 2, (width - logo) / 2
    data = base64.b64encode(look.logo.data).decode()
    return (
        f'<rect x="{at:.3f}" y="{at:.3f}" width="{side:.3f}" height="{side:.3f}" rx="1" fill="{look.light}"/>'
        f'<image x="{logo_at:.3f}" y="{logo_at:.3f}" width="{logo:.3f}" height="{logo:.3f}" '
        f'preserveAspectRatio="xMidYMid meet" href="data:{look.logo.media};base64,{data}"/>'
    )


def draw_png(address: str, look: Look) -> bytes:
    """Return the code as a picture of about `size` pixels; a logo that is a drawing (SVG) is left out."""
    look.check()
    code, out = code_of(address), io.BytesIO()
    scale = max(1, look.size // code.symbol_size(border=look.border)[0])
    code.save(out, kind="png", dark=look.dark, light=look.light, border=look.border, scale=scale)
    if look.logo is None or look.logo.is_drawing:
        return out.getvalue()
    return _with_logo(out, code.symbol_size(border=0)[0] * scale, look)


def _with_logo(out: io.BytesIO, inner: int, look: Look) -> bytes:
    try:
        logo = Image.open(io.BytesIO(look.logo.data)).convert("RGBA")
    except (UnidentifiedImageError, OSError) as error:
        raise QrRefused(_("The logo cannot be read as a picture.")) from error
    picture = Image.open(out).convert("RGB")
    side = round(inner * PLATE)
    picture.paste(Image.new("RGB", (side, side), look.light), [(picture.width - side) // 2] * 2)
    logo.thumbnail([round(inner * LOGO)] * 2)
    picture.paste(logo, ((picture.width - logo.width) // 2, (picture.height - logo.height) // 2), logo)
    done = io.BytesIO()
    picture.save(done, "PNG", optimize=True)
    return done.getvalue()


def draw_pdf(address: str, look: Look) -> bytes:
    """Return the code as vectors for a printer, without a logo."""
    look.check()
    out = io.BytesIO()
    code = code_of(address)
    scale = look.size / code.symbol_size(border=look.border)[0]
    code.save(out, kind="pdf", dark=look.dark, light=look.light, border=look.border, scale=scale)
    return out.getvalue()
