"""A photo on a page: AVIF and WebP in the widths that screens need, as Wagtail's own <picture>.

WebP is made when a page first shows it (some hundredths of a second); AVIF takes seconds, so the worker makes it after
a picture comes in, and pages offer it from then on.
"""

from wagtail.images.models import Filter, Picture

from yangfan.sites.media.models import SiteImage

CARD = (400, 800, 1200)  # widths in pixels
WIDE = (640, 1280, 1920)
SIZES = {
    CARD: "(min-width: 64rem) 24rem, (min-width: 40rem) 50vw, 100vw",
    WIDE: "(min-width: 64rem) 60vw, 100vw",
}


def filters(widths: tuple[int, ...], kind: str) -> list[Filter]:
    return [Filter(spec=f"max-{width}x{width}|format-{kind}") for width in widths]


def photo(image: SiteImage, *, alt: str, wide: bool, lazy: bool) -> Picture:
    """Return the <picture> element; its width and height keep the place before it has loaded."""
    widths = WIDE if wide else CARD
    avif, webp = filters(widths, "avif"), filters(widths, "webp")
    found = image.find_existing_renditions(*avif, *webp)
    if any(one not in found for one in webp):
        made = image.get_renditions(*webp)
        found |= {one: made[one.spec] for one in webp}
    renditions = sources(webp, found)
    if all(one in found for one in avif):
        renditions = {**sources(avif, found), **renditions}
    attributes = {"alt": alt, "sizes": SIZES[widths], "decoding": "async"}
    if lazy:
        attributes["loading"] = "lazy"
    elif wide:
        attributes["fetchpriority"] = "high"
    return Picture(renditions, attributes)


def sources(wanted: list[Filter], found: dict) -> dict:
    """Return {spec: rendition}, the middle one first (old browsers take that); a small photo has fewer widths."""
    small, middle, large = wanted
    by_width = {found[one].width: one for one in (large, small, middle)}
    return {one.spec: found[one] for one in (middle, small, large) if by_width[found[one].width] is one}


def make_all(image: SiteImage) -> None:
    """Make every size of a photo in both formats; what is there already is left alone. Nothing for a drawing."""
    if image.is_svg():
        return
    for widths in (CARD, WIDE):
        for kind in ("webp", "avif"):
            image.get_renditions(*filters(widths, kind))
