"""A brand colour out of a logo."""

import io
import re
from collections import Counter
from colorsys import rgb_to_hls

from PIL import Image, UnidentifiedImageError

HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


class LogoUnreadable(ValueError):
    """The file is no picture we can read."""


def colour_of_logo(data: bytes) -> str:
    """Return the strongest colour of a logo as #rrggbb; raise LogoUnreadable. A logo in greys gives its darkest grey."""
    if b"<svg" in data[:2000].lower():
        return _strongest(Counter(_of_svg(data.decode("utf-8", "replace"))))
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > 40_000_000:
                raise LogoUnreadable
            image = image.convert("RGBA")
            image.thumbnail((160, 160))
            pixels = (
                [pixel[:3] for pixel in image.get_flattened_data() if pixel[3] > 128]
                if hasattr(image, "get_flattened_data")
                else [pixel[:3] for pixel in image.getdata() if pixel[3] > 128]
            )
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise LogoUnreadable from error
    return _strongest(Counter(tuple(part // 12 * 12 for part in pixel) for pixel in pixels))


def _of_svg(text: str) -> list[tuple[int, int, int]]:
    found = []
    for code in HEX.findall(text):
        whole = code if len(code) == 6 else "".join(2 * digit for digit in code)
        found.append(tuple(int(whole[place : place + 2], 16) for place in (0, 2, 4)))
    return found


def _strongest(counts: Counter) -> str:
    if not counts:
        raise LogoUnreadable

    def weight(item):
        (red, green, blue), number = item
        _hue, light, saturation = rgb_to_hls(red / 255, green / 255, blue / 255)
        strong = saturation if 0.12 < light < 0.85 else 0
        return number * strong**1.5

    best = max(counts.items(), key=weight)
    if weight(best) == 0:
        best = min(counts.items(), key=lambda item: sum(item[0]))
    return "#" + "".join(f"{part:02x}" for part in best[0])
