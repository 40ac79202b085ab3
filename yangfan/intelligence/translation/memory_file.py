"""The memory as TMX 1.4, the form in which translation tools exchange it."""

from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree as xml

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts.public import User, Workspace
from yangfan.intelligence.translation.memory import BY_HAND, key_of
from yangfan.intelligence.translation.models import TranslationMemory

LARGEST = 20_000_000  # bytes
MOST = 50_000  # sentences
AT_ONCE = 5_000
LONGEST = 10_000  # characters of one
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CHINESE = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant"}


class MemoryUnreadable(Exception):
    """The file is no TMX; the text says why, in the reader's language."""


def export(rows: Iterable[TranslationMemory]) -> bytes:
    """Return these sentences as a TMX 1.4 document."""
    root = xml.Element("tmx", version="1.4")
    xml.SubElement(root, "header", {
        "creationtool": "Yangfan", "creationtoolversion": "1", "segtype": "sentence", "o-tmf": "Yangfan", "adminlang": "en",
        "srclang": "*all*", "datatype": "plaintext",
    })  # fmt: skip
    body = xml.SubElement(root, "body")
    for row in rows:
        unit = xml.SubElement(body, "tu", changedate=row.changed_at.strftime("%Y%m%dT%H%M%SZ"))
        xml.SubElement(unit, "prop", type="x-by").text = BY_HAND if row.by_hand else row.provider
        for language, words in ((row.source, row.before), (row.target, row.after)):
            side = xml.SubElement(unit, "tuv", {LANG: _tag(language)})
            xml.SubElement(side, "seg").text = "".join(
                sign for sign in words if sign >= " " or sign in "\t\n"
            )
    return xml.tostring(root, encoding="utf-8", xml_declaration=True)


def _tag(code: str) -> str:
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if len(script) == 4 else code


def import_memory(*, workspace: Workspace, content: bytes, actor: User, now: datetime) -> tuple[int, int]:
    """Take in the sentences of a TMX file as a person's; return (added or changed, known). Raises MemoryUnreadable.

    Those marked as another machine's work are left out: they would outrank this workspace's translators.
    """
    pairs = _pairs(content)
    with transaction.atomic():
        keys = {key_of(pair[2], source=pair[0], target=pair[1], version=BY_HAND): pair for pair in pairs}
        known = dict(
            found
            for part in _parts(list(keys))
            for found in TranslationMemory.objects.of(workspace)
            .filter(key__in=part)
            .values_list("key", "after")
        )
        same = {key for key, after in known.items() if after == keys[key][3]}
        rows = [
            TranslationMemory(
                workspace=workspace, key=key, source=source, target=target, before=before, after=after, provider=BY_HAND,
                title=_("by hand"), confidence=1.0, by_hand=True, changed_by=actor, changed_at=now,
            )
            for key, (source, target, before, after) in keys.items() if key not in same
        ]  # fmt: skip
        for part in _parts([row.key for row in rows]):
            TranslationMemory.objects.of(workspace).filter(key__in=part).delete()
        TranslationMemory.objects.bulk_create(rows, batch_size=500)
    return len(rows), len(same)


def _parts(keys: list[str]) -> Iterable[list[str]]:
    """A database takes only so many values in one question."""
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _pairs(content: bytes) -> list[tuple[str, str, str, str]]:
    if len(content) > LARGEST:
        raise MemoryUnreadable(_("The file is larger than %(mb)d MB.") % {"mb": LARGEST // 10**6})
    try:
        root = fromstring(content, forbid_entities=True)  # TMX files name their DTD
    except (xml.ParseError, DefusedXmlException, ValueError) as error:
        raise MemoryUnreadable(_("It is no XML that can be read (%(why)s).") % {"why": error}) from error
    if root.tag != "tmx":
        raise MemoryUnreadable(_("It is no TMX."))
    header = root.find("header")
    main = _code((header.get("srclang") if header is not None else "") or "")
    found = [pair for unit in root.iter("tu") for pair in _pairs_of(unit, main)]
    if len(found) > MOST:
        raise MemoryUnreadable(_("It has more than %(n)d sentences.") % {"n": MOST})
    return found


def _pairs_of(unit, main: str) -> list[tuple[str, str, str, str]]:
    """Return (source, target, before, after) of one unit; its first side is the source unless the file names another."""
    by = unit.find("prop[@type='x-by']")
    if by is not None and by.text not in (None, BY_HAND):
        return []
    sides = []
    for side in unit.findall("tuv"):
        segment = side.find("seg")
        words = " ".join("".join(segment.itertext()).split()) if segment is not None else ""
        code = _code(side.get(LANG) or side.get("lang") or "")
        if words and code and len(words) <= LONGEST:
            sides.append((code, words))
    wanted = _code(unit.get("srclang") or "") or main
    first = next((each for each in sides if each[0] == wanted), sides[0] if sides else None)
    return [(first[0], code, first[1], words) for code, words in sides if first and code != first[0]]


def _code(tag: str) -> str:
    """zh-CN -> zh-hans, en-US -> en; "" for none."""
    tag = tag.lower().replace("_", "-")
    if tag in CHINESE:
        return CHINESE[tag]
    if tag.startswith("zh-"):
        return "zh-hant" if "hant" in tag else "zh-hans"
    return "" if tag == "*all*" else tag.partition("-")[0][:10]
