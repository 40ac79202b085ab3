"""Make an SVG safe to show inside our pages: keep shapes and text, drop whatever runs, loads or hides."""

import re
import xml.etree.ElementTree as ET  # noqa: S405 - entities are refused below
from functools import lru_cache

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
SHAPES = {
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
    "defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "use", "symbol", "marker",
}  # fmt: skip
ATTRIBUTES = {
    "id", "class", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height",
    "points", "transform", "viewBox", "preserveAspectRatio", "fill", "fill-opacity", "fill-rule", "stroke",
    "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity",
    "stroke-miterlimit", "opacity", "clip-path", "clip-rule", "mask", "offset", "stop-color", "stop-opacity",
    "gradientUnits", "gradientTransform", "patternUnits", "patternTransform", "patternContentUnits", "spreadMethod",
    "maskUnits", "clipPathUnits", "markerWidth", "markerHeight", "refX", "refY", "orient", "marker-start",
    "marker-mid", "marker-end", "text-anchor", "dominant-baseline", "font-family", "font-size", "font-weight",
    "letter-spacing", "dx", "dy", "href", "role", "aria-label", "vector-effect", "color",
}  # fmt: skip
# What a drawing class means when no theme colours it (in an <img>, a mail, the media library).
DEFAULTS = {
    "i-b": {"fill": "#fff", "stroke": "#10212b"},
    "i-s": {"fill": "#d8e2e5", "stroke": "#10212b"},
    "i-d": {"fill": "#10212b", "stroke": "#10212b"},
    "i-k": {"fill": "#0a4a5c", "stroke": "#10212b"},
    "i-a": {"fill": "#ff6a13", "stroke": "#10212b"},
    "i-l": {"fill": "none", "stroke": "#10212b"},
    "i-m": {"fill": "none", "stroke": "#74808a", "stroke-width": "1.25"},
    "i-v": {"fill": "#ff6a13", "fill-opacity": ".14", "stroke": "none"},
    "i-h": {"fill": "#d8e2e5", "stroke": "none"},
    "i-o": {"fill": "none", "stroke": "#10212b", "stroke-linecap": "round"},
    "i-w": {"fill": "none", "stroke": "#fff", "stroke-linecap": "round"},
    "i-z": {"fill": "none", "stroke": "#d8e2e5", "stroke-linecap": "round"},
    "i-t": {"fill": "#4f5b62", "stroke": "none", "font-size": "14"},
    "i-i": {"fill": "none", "stroke": "#fff"},
    "i-g": {"fill": "none", "stroke": "#ff6a13"},
}


class UnsafeDrawing(ValueError):
    """The file is no SVG, or one that we do not dare to clean."""


def clean(data: bytes) -> bytes:
    """Return the drawing with nothing left that runs or loads; raise UnsafeDrawing when it is no SVG."""
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data[:2000] and b"[" in data[:2000].split(b"<svg")[0]:
        raise UnsafeDrawing("entities")
    try:
        root = ET.fromstring(data)  # noqa: S314
    except ET.ParseError as error:
        raise UnsafeDrawing(str(error)) from error
    if root.tag not in (f"{{{SVG}}}svg", "svg"):
        raise UnsafeDrawing("no svg element")
    ET.register_namespace("", SVG)
    clean_element(root)
    give_size(root)
    root.set("stroke-linejoin", root.get("stroke-linejoin", "round"))
    return ET.tostring(root, encoding="utf-8")


def clean_element(element) -> None:
    for child in list(element):
        if not isinstance(child.tag, str) or local(child.tag) not in SHAPES:
            element.remove(child)
        else:
            clean_element(child)
    element.tag = f"{{{SVG}}}{local(element.tag)}"
    for name in list(element.attrib):
        value = element.attrib[name]
        if name == f"{{{XLINK}}}href":
            del element.attrib[name]
            name = "href"
            element.set(name, value)
        if name not in ATTRIBUTES or not is_harmless(name, value):
            del element.attrib[name]
    for css in element.get("class", "").split():
        for name, value in DEFAULTS.get(css, {}).items():
            if element.get(name) is None:
                element.set(name, value)


def is_harmless(name: str, value: str) -> bool:
    """Only references into the drawing itself are followed."""
    if name == "href":
        return value.startswith("#")
    return all(target.startswith("#") for target in re.findall(r"url\(\s*['\"]?([^)'\"]*)", value, re.I))


def give_size(root) -> None:
    """Pages reserve the drawing's place, so it must say how large it is."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4:
        root.set("width", root.get("width") if is_number(root.get("width")) else box[2])
        root.set("height", root.get("height") if is_number(root.get("height")) else box[3])
        return
    for side in ("width", "height"):
        if not is_number(root.get(side)):
            raise UnsafeDrawing("neither viewBox nor width and height")
    root.set("viewBox", f"0 0 {root.get('width')} {root.get('height')}")


def is_number(text) -> bool:
    return bool(text and re.fullmatch(r"\d+(\.\d+)?", text))


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def read_clean(file) -> str:
    """Return the cleaned markup of a stored SVG."""
    return cached(file.storage, file.name)


@lru_cache(maxsize=256)
def cached(storage, name: str) -> str:
    """A stored name is random and never written twice, so its content never changes."""
    with storage.open(name) as stored:
        return clean(stored.read()).decode()
