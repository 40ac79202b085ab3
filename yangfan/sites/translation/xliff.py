"""Units as XLIFF 1.2, for translators outside: exported, edited in any tool, taken in again as often as one likes.

Inline tags travel as <g>, line breaks as <x>; every trans-unit carries the unit's number and is checked on its own.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree import ElementTree as xml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts.public import User
from yangfan.sites.translation import actions, markup
from yangfan.sites.translation.models import PageTranslation, Unit

NS = "urn:oasis:names:tc:xliff:document:1.2"
MOST_BYTES = 10_000_000
_TAG = re.compile(r"(</?[A-Za-z][^<>]*/?>)")
STATES = {"missing": "new", "waiting": "needs-translation", "flagged": "needs-review-translation", "draft": "needs-review-translation",
          "done": "final"}  # fmt: skip


class Unreadable(Exception):
    """The file is no XLIFF 1.2 of this page."""


@dataclass
class Taken:
    """What came of a file: `count` units changed, `same` were as in the file, `wrong` as (unit, why)."""

    count: int = 0
    same: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)


def export(row: PageTranslation) -> bytes:
    """Return the page's units as an XLIFF 1.2 document."""
    xml.register_namespace("", NS)
    root = xml.Element(f"{{{NS}}}xliff", version="1.2")
    document = xml.SubElement(root, f"{{{NS}}}file", {
        "original": f"yangfan:{row.key}", "source-language": _tag(row.source), "target-language": _tag(row.target), "datatype": "html",
    })  # fmt: skip
    body = xml.SubElement(document, f"{{{NS}}}body")
    for unit in Unit.objects.of(row.workspace).filter(translation=row, is_here=True):
        element = xml.SubElement(body, f"{{{NS}}}trans-unit", {"id": str(unit.pk), "resname": unit.path})
        _fill(xml.SubElement(element, f"{{{NS}}}source"), unit.source)
        if unit.text:
            _fill(xml.SubElement(element, f"{{{NS}}}target", state=STATES[unit.state]), unit.text)
        if unit.is_stale:
            note = xml.SubElement(element, f"{{{NS}}}note")
            note.text = f"Translated from an older source: {markup.as_text(unit.made_from)}"
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def _tag(code: str) -> str:
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else code


def _fill(parent: xml.Element, unit: str) -> None:
    """Write a unit's HTML into an element: tags as <g ctype="x-html-b" id="…">, line breaks as <x>."""
    stack, number, last = [parent], 0, None
    for piece in _TAG.split(unit):
        if not piece:
            continue
        if not _TAG.fullmatch(piece):
            words = markup.html.unescape(piece)
            if last is None:
                stack[-1].text = (stack[-1].text or "") + words
            else:
                last.tail = (last.tail or "") + words
        elif piece.startswith("</"):
            last = stack.pop()
        else:
            number += 1
            name = re.match(r"<([A-Za-z]+)", piece)[1].lower()
            link = re.search(r'id="([^"]*)"', piece)
            attributes = {"id": str(number), "ctype": f"x-html-{name}", **({"xid": link[1]} if link else {})}
            if name == "br":
                last = xml.SubElement(stack[-1], f"{{{NS}}}x", attributes)
            else:
                stack.append(xml.SubElement(stack[-1], f"{{{NS}}}g", attributes))
                last = None


def take_in(row: PageTranslation, content: bytes, *, actor: User, now: datetime) -> Taken:
    """Take the translations of a file as a person's. Nothing is taken while one unit is wrong. Raises Unreadable."""
    taken, changes = Taken(), []
    for number, source, target in _units_in(row, content):
        unit = (
            Unit.objects.of(row.workspace).filter(translation=row, pk=number).first()
            if number.isdigit()
            else None
        )
        if unit is None:
            taken.wrong.append((number, _("This page has no such unit.")))
            continue
        unit.translation, unit.workspace = row, row.workspace
        try:
            words = markup.as_text(target, like=source or unit.source)
            if unit.text and markup.as_unit(words, like=source or unit.source) == unit.text:
                taken.same += 1
                continue
            changes.append((unit, words, source if source and source != unit.source else unit.source))
            problems = actions.engine.problems_of(
                workspace=row.workspace,
                unit=changes[-1][2],
                words=words,
                source=row.source,
                target=row.target,
            )
            if problems:
                taken.wrong.append((number, actions.refusal_in_words(problems)))
        except markup.BadMarkup as error:
            taken.wrong.append((number, actions.refusal_in_words([("markup", str(error), "")])))
    if taken.wrong:
        return taken
    with transaction.atomic():
        for unit, words, seen in changes:
            actions.edit_unit(unit=unit, words=words, actor=actor, now=now, seen=seen)
    taken.count = len(changes)
    return taken


def _units_in(row: PageTranslation, content: bytes) -> list[tuple[str, str, str]]:
    """Return (number, source, target) of every unit with a target."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than 10 MB."))
    try:
        root = fromstring(content, forbid_dtd=True)
    except (xml.ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(_("It is no XML that can be read (%(why)s).") % {"why": error}) from error
    if root.tag != f"{{{NS}}}xliff" or root.get("version") != "1.2":
        raise Unreadable(_("It is no XLIFF 1.2."))
    document = root.find(f"{{{NS}}}file")
    if document is None or document.get("original") != f"yangfan:{row.key}":
        raise Unreadable(_("It belongs to another page."))
    if (document.get("target-language") or "").lower() != row.target:
        raise Unreadable(_("It is in another language."))
    found = []
    for unit in document.iter(f"{{{NS}}}trans-unit"):
        source, target = unit.find(f"{{{NS}}}source"), unit.find(f"{{{NS}}}target")
        if target is not None and _html(target).strip():
            found.append((unit.get("id", ""), _html(source) if source is not None else "", _html(target)))
    return found


def _html(element: xml.Element) -> str:
    parts = [_safe(element.text)]
    for child in element:
        name = (child.get("ctype") or "").removeprefix("x-html-")
        identity = f' id="{child.get("xid")}"' if child.get("xid") else ""
        if child.tag == f"{{{NS}}}x":
            parts.append("<br/>")
        elif child.tag == f"{{{NS}}}g" and name.isalpha():
            parts.append(f"<{name}{identity}>{_html(child)}</{name}>")
        else:  # marks of the tool that edited it: only their words count
            parts.append(_html(child))
        parts.append(_safe(child.tail))
    return "".join(parts)


def _safe(words: str | None) -> str:
    return markup.html.escape(words or "", quote=False)
