"""Keep a customer's colours readable: text on the brand colour, and the brand colour as text, need 4.5:1."""

STEP = 0.04


def rgb(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Return `share` of one colour in the other, as CSS color-mix(in srgb) does."""
    parts = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round((a * share + b * (1 - share)) * 255):02x}" for a, b in parts)


def darker(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(part * (1 - share) * 255):02x}" for part in rgb(colour))


def readable(colour: str, *, on: tuple[str, ...], ratio: float = 4.5) -> str:
    """Return the colour, darkened just enough to be read against each of `on`."""
    for step in range(26):
        candidate = darker(colour, step * STEP)
        if all(contrast(candidate, ground) >= ratio for ground in on):
            return candidate
    return "#000000"


def readable_on_dark(colour: str, *, on: tuple[str, ...], ratio: float = 4.5) -> str:
    """Return the colour, lightened just enough to be read against each of `on`."""
    for step in range(26):
        candidate = mixed("#ffffff", colour, step * STEP)
        if all(contrast(candidate, ground) >= ratio for ground in on):
            return candidate
    return "#ffffff"
