"""Units as XLIFF 1.2, for translators outside: exported, edited in any tool, taken in again as often as one likes.

Inline tags travel as <g>, line breaks as <x>; every trans-unit carries the unit's number and is checked on its own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree import ElementTree as xml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts.public import User, Workspace
from yangfan.sites.translation import actions, markup
from yangfan.sites.translation.models import PageTranslation, Unit

NS = "urn:oasis:names:tc:xliff:document:1.2"
MOST_BYTES = 40_000_000
EVERY = 25  # units between two signs of life
_TAG = re.compile(r"(</?[A-Za-z][^<>]*/?>)")
STATES = {"missing": "new", "waiting": "needs-translation", "flagged": "needs-review-translation", "draft": "needs-review-translation",
          "done": "final"}  # fmt: skip


class Unreadable(Exception):
    """The file is no XLIFF 1.2 of this page."""


@dataclass(frozen=True)
class Wrong:
    """A unit that cannot be taken: of which page, its source, what the file says, and why not."""

    number: str
    why: str
    page: str = ""
    row: int = 0
    path: str = ""
    source: str = ""
    words: str = ""


@dataclass
class Taken:
    """What came of a file: `count` units changed, `same` were as in the file, `wrong` are the others."""

    count: int = 0
    same: int = 0
    wrong: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True)
class Offer:
    """One unit of a file with a translation."""

    row: PageTranslation
    number: str
    source: str
    target: str


def export(row: PageTranslation) -> bytes:
    """Return the page's units as an XLIFF 1.2 document."""
    return export_all([row])


def export_all(rows: list[PageTranslation]) -> bytes:
    """Return the units of many pages as one XLIFF 1.2 document, a <file> each."""
    xml.register_namespace("", NS)
    root = xml.Element(f"{{{NS}}}xliff", version="1.2")
    units: dict[int, list[Unit]] = {row.pk: [] for row in rows}
    if rows:
        for unit in Unit.objects.of(rows[0].workspace).filter(translation__in=list(units), is_here=True):
            units[unit.translation_id].append(unit)
    for row in rows:
        _write_file(root, row, units[row.pk])
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def _write_file(root: xml.Element, row: PageTranslation, units: list[Unit]) -> None:
    document = xml.SubElement(root, f"{{{NS}}}file", {
        "original": f"yangfan:{row.key}", "source-language": _tag(row.source), "target-language": _tag(row.target), "datatype": "html",
    })  # fmt: skip
    head = xml.SubElement(document, f"{{{NS}}}header")
    xml.SubElement(head, f"{{{NS}}}note").text = row.title
    body = xml.SubElement(document, f"{{{NS}}}body")
    for unit in units:
        element = xml.SubElement(body, f"{{{NS}}}trans-unit", {"id": str(unit.pk), "resname": unit.path})
        _fill(xml.SubElement(element, f"{{{NS}}}source"), unit.source)
        if unit.text:
            _fill(xml.SubElement(element, f"{{{NS}}}target", state=STATES[unit.state]), unit.text)
        if unit.is_stale:
            note = xml.SubElement(element, f"{{{NS}}}note")
            note.text = f"Translated from an older source: {markup.as_text(unit.made_from)}"


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


def take_in(
    row: PageTranslation, content: bytes, *, actor: User, now: datetime, skip_wrong: bool = False
) -> Taken:
    """Take the translations of a page's file as a person's. Nothing is taken while one unit is wrong. Raises Unreadable."""
    offers, strangers = read(row.workspace, content, only=row)
    return take_offers(offers, strangers, actor=actor, now=now, skip_wrong=skip_wrong)


def take_offers(
    offers: list[Offer], strangers: list[Wrong], *, actor: User, now: datetime, skip_wrong: bool = False,
    looked_at: Callable[[int], None] = lambda count: None,
) -> Taken:  # fmt: skip
    """Take what `read` found; with `skip_wrong` the good units are taken though others are wrong."""
    taken, changes = Taken(wrong=list(strangers)), []
    known = _units_of(offers)
    for count, offer in enumerate(offers, start=1):
        unit = known.get((offer.row.pk, offer.number))
        change = _looked_at(offer, unit, taken)
        if change:
            changes.append(change)
        if count % EVERY == 0 or count == len(offers):
            looked_at(count)
    if taken.wrong and not skip_wrong:
        return taken
    with transaction.atomic():
        for unit, words, seen in changes:
            actions.edit_unit(unit=unit, words=words, actor=actor, now=now, seen=seen)
    taken.count = len(changes)
    return taken


def _units_of(offers: list[Offer]) -> dict[tuple[int, str], Unit]:
    rows = {offer.row.pk: offer.row for offer in offers}
    found = {}
    for row in rows.values():
        for unit in Unit.objects.of(row.workspace).filter(translation=row):
            unit.translation, unit.workspace = row, row.workspace
            found[row.pk, str(unit.pk)] = unit
    return found


def _looked_at(offer: Offer, unit: Unit | None, taken: Taken) -> tuple[Unit, str, str] | None:
    """Return the change an offer asks for; None when it asks for none or is wrong, as `taken` then says."""
    if unit is None:
        why = _("This page has no such unit.")
        taken.wrong.append(Wrong(offer.number, why, offer.row.title, offer.row.pk))
        return None
    seen = offer.source or unit.source
    try:
        words = markup.as_text(offer.target, like=seen)
        if unit.text and markup.as_unit(words, like=seen) == unit.text:
            taken.same += 1
            return None
        row = offer.row
        problems = actions.engine.problems_of(
            workspace=row.workspace, unit=seen, words=words, source=row.source, target=row.target
        )
    except markup.BadMarkup as error:
        words, problems = offer.target, [("markup", str(error), "")]
    if not problems:
        return unit, words, seen
    why = actions.refusal_in_words(problems)
    taken.wrong.append(
        Wrong(offer.number, why, offer.row.title, offer.row.pk, unit.path, markup.as_text(unit.source), words)
    )
    return None


def read(
    workspace: Workspace, content: bytes, *, only: PageTranslation | None = None
) -> tuple[list[Offer], list[Wrong]]:
    """Return every unit with a translation, and the <file>s that are none of ours. Raises Unreadable.

    With `only` the file has to be of this one page.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than %(mb)d MB.") % {"mb": MOST_BYTES // 10**6})
    try:
        root = fromstring(content, forbid_dtd=True)
    except (xml.ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable(_("It is no XML that can be read (%(why)s).") % {"why": error}) from error
    if root.tag != f"{{{NS}}}xliff" or root.get("version") != "1.2":
        raise Unreadable(_("It is no XLIFF 1.2."))
    documents = root.findall(f"{{{NS}}}file")
    if only is not None:
        _check_is_of(only, documents)
    rows = {
        (f"yangfan:{row.key}", row.target): row
        for row in PageTranslation.objects.of(workspace).exclude(is_apart=True)
    }
    offers, strangers = [], []
    for document in documents:
        name, target = document.get("original") or "", (document.get("target-language") or "").lower()
        row = only or rows.get((name, target))
        if row is None:
            why = _("No page of this site in this language: %(language)s.") % {"language": target or "—"}
            strangers.append(Wrong(name[:80], why, _note(document)))
            continue
        row.workspace = workspace
        offers += _offers_of(row, document)
    return offers, strangers


def _check_is_of(row: PageTranslation, documents: list) -> None:
    if len(documents) != 1 or documents[0].get("original") != f"yangfan:{row.key}":
        raise Unreadable(_("It belongs to another page."))
    if (documents[0].get("target-language") or "").lower() != row.target:
        raise Unreadable(_("It is in another language."))


def _note(document) -> str:
    note = document.find(f"{{{NS}}}header/{{{NS}}}note")
    return ((note.text if note is not None else "") or "")[:120]


def _offers_of(row: PageTranslation, document) -> list[Offer]:
    found = []
    for unit in document.iter(f"{{{NS}}}trans-unit"):
        source, target = unit.find(f"{{{NS}}}source"), unit.find(f"{{{NS}}}target")
        if target is not None and _html(target).strip():
            found.append(
                Offer(row, unit.get("id", ""), _html(source) if source is not None else "", _html(target))
            )
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
