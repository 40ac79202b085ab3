"""Between a unit's HTML and what a person types or an engine translates, and what of a translation's markup is wrong."""

import html
import re
from collections import Counter
from difflib import SequenceMatcher

from bs4 import BeautifulSoup
from wagtail_localize.strings import StringValue, validate_translation_links

_TAG = re.compile(r"(</?[A-Za-z][^<>]*/?>)")
_NAME = re.compile(r"</?([A-Za-z]+)")
_LONE = frozenset({"br"})
_AMPERSAND = re.compile(r"&(?!(?:lt|gt);)")


class BadMarkup(ValueError):
    """The markup of a translation is not that of its source."""


def is_plain(unit: str) -> bool:
    """Say whether it holds no tags but line breaks."""
    return all(_NAME.match(tag)[1].lower() in _LONE for tag in _TAG.findall(unit))


def as_text(unit: str, *, like: str = "") -> str:
    """Return what is typed and translated: plain text, or tags with their words where `like` (else itself) has tags."""
    if is_plain(like or unit) and is_plain(unit):
        return StringValue(unit).render_text()
    pieces = _TAG.split(unit)
    return "".join(piece if _TAG.fullmatch(piece) else _readable(piece) for piece in pieces)


def _readable(piece: str) -> str:
    return (
        html.unescape(piece.replace("&lt;", "\0lt").replace("&gt;", "\0gt"))
        .replace("\0lt", "&lt;")
        .replace("\0gt", "&gt;")
    )


def as_unit(text: str, *, like: str) -> str:
    """Return the HTML of a text as typed or translated; `like` is the source's. Raises BadMarkup."""
    text = text.replace("\0", "").strip()
    if is_plain(like):
        return StringValue.from_plaintext(text.replace("\r\n", "\n")).data
    pieces = _TAG.split(text)
    made = "".join(piece if _TAG.fullmatch(piece) else _escaped(piece) for piece in pieces)
    check_tags(like, made)
    try:
        value = StringValue.from_translated_html(made)
        validate_translation_links(like, value.data)
    except ValueError as error:
        raise BadMarkup(str(error)) from error
    return value.data


def _escaped(piece: str) -> str:
    return _AMPERSAND.sub("&amp;", piece).replace("<", "&lt;").replace(">", "&gt;")


def check_tags(before: str, after: str) -> None:
    """Raise BadMarkup unless `after` has the very tags of `before`, closed, and none of them empty where it was full."""
    was, now = Counter(map(_shape, _TAG.findall(before))), Counter(map(_shape, _TAG.findall(after)))
    if was != now:
        raise BadMarkup(" ".join(sorted((was - now) + (now - was))))
    for sign in ("&lt;", "&gt;"):
        if before.count(sign) != after.count(sign):
            raise BadMarkup(sign)
    _check_nesting(after)
    if _full(before) != _full(after):
        raise BadMarkup(before)


def _shape(tag: str) -> str:
    return re.sub(r"\s+", " ", tag.replace("/>", ">")).strip().lower()


def _check_nesting(text: str) -> None:
    open_tags: list[str] = []
    for tag in _TAG.findall(text):
        name = _NAME.match(tag)[1].lower()
        if name in _LONE:
            continue
        if not tag.startswith("</"):
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise BadMarkup(tag)
    if open_tags:
        raise BadMarkup(open_tags[-1])


def _full(text: str) -> Counter:
    """Count the tags that have words in them."""
    soup = BeautifulSoup(text, "html.parser")
    return Counter((tag.name, tag.get("id", "")) for tag in soup.find_all(True) if tag.get_text(strip=True))


def fitting(unit: str, attributes: dict | None) -> str:
    """Return a unit without the links that the source no longer has: a kept translation of an older source."""
    if "id=" not in unit:
        return unit
    soup = BeautifulSoup(unit, "html.parser")
    for tag in soup.find_all(True):
        if "id" in tag.attrs and tag["id"] not in (attributes or {}):
            tag.unwrap()
    return str(soup)


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """Return the old text and the new in one, in pieces: ("same", words), ("gone", words), ("new", words)."""
    before, after = _words(old), _words(new)
    found = []
    for kind, at, to, at_new, to_new in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(before[at:to])))
            continue
        if to > at:
            found.append(("gone", "".join(before[at:to])))
        if to_new > at_new:
            found.append(("new", "".join(after[at_new:to_new])))
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9À-ɏ\u0400-\u04ff\u0600-\u06ff.,]+|\s+|.", text, re.DOTALL)
