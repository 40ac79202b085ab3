"""Marks on pages: which facts a page still asks for, and the page as visitors may see it."""

import copy
import hashlib
import json
import re
from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Revision

from yangfan.scenarios.applying.models import AppliedPage
from yangfan.scenarios.format.facts import ASIDE, MARK

PLAIN = ("seo_title", "search_description")
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
LATIN_SENTENCE = re.compile(r"(?:(?<=[.!?])\s+)")
ELEMENT = re.compile(r"<(p|li|h2|h3|h4)\b[^>]*>(?:(?!</\1>).)*</\1>", re.S)
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')  # the editor makes new ones whenever it writes
GONE = object()  # a value that cannot be shown without its mark


def own_fields(page) -> list:
    """Return the fields that hold what a page says."""
    skipped = {"draft_title", "url_path", "path", "slug", "content_type", "translation_key", "locale"}
    return [
        field
        for field in page._meta.concrete_fields
        if (field.model._meta.app_label == "sites" or field.name in ("title", *PLAIN, "show_in_menus"))
        and field.name not in skipped
        and not field.primary_key
        and field.name != "workspace"
    ]


def raw(page, field) -> Any:
    value = getattr(page, field.attname)
    return (
        value.get_prep_value()
        if isinstance(field, StreamField) and value
        else value
        if not isinstance(field, StreamField)
        else []
    )


def fingerprint(page) -> str:
    """Return a digest of what the page says; two pages that say the same have the same, whatever their ids of blocks."""
    said = {field.name: without_ids(raw(page, field)) for field in own_fields(page)}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def without_ids(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_ids(each) for key, each in data.items() if key != "id"}
    if isinstance(data, list):
        return [without_ids(each) for each in data]
    return BLOCK_KEY.sub("", data) if isinstance(data, str) else data


def asked_for(page) -> list[str]:
    """Return the labels of the facts that the page still asks for, each once."""
    said = json.dumps([raw(page, field) for field in own_fields(page)], ensure_ascii=False, default=str)
    return list(dict.fromkeys(MARK.findall(said)))


def rows_that_ask(setup, **wanted) -> dict:
    """Return row of AppliedPage -> labels its draft asks for, of the rows that ask for any. Two queries, however many pages."""
    rows = list(AppliedPage.objects.of(setup.workspace).filter(setup=setup, **wanted).select_related("page"))
    latest = Revision.objects.filter(pk__in=[row.page.latest_revision_id for row in rows])
    said = dict(latest.values_list("pk", "content"))
    asked = {row: asked_in(said.get(row.page.latest_revision_id)) for row in rows}
    return {row: labels for row, labels in asked.items() if labels}


def asked_in(content: dict | None) -> list[str]:
    """Return the labels that a stored revision asks for; its blocks are JSON in JSON."""
    if content is None:
        return []
    texts = [
        json.dumps(json.loads(text), ensure_ascii=False) if text[:1] == "[" and "\\u3010" in text else text
        for text in content.values()
        if isinstance(text, str)
    ]
    return list(dict.fromkeys(MARK.findall("\n".join(texts))))


def fill_marks(page, values: dict[str, str]) -> bool:
    """Put values (by label) where their marks stand, touching nothing else; say whether anything changed."""
    changed = False
    for field in own_fields(page):
        before = raw(page, field)
        after = _map(before, lambda text: MARK.sub(lambda found: values.get(found[1]) or found[0], text))
        if after != before:
            changed = True
            _put(page, field, after)
    return changed


def _map(data: Any, change) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [_map(each, change) for each in data]
    return {key: _map(each, change) for key, each in data.items()} if isinstance(data, dict) else data


def _put(page, field, value: Any) -> None:
    setattr(
        page, field.attname, field.stream_block.to_python(value) if isinstance(field, StreamField) else value
    )


def visitors_version(page):
    """Return a copy of the page without anything that holds a mark, or None when its title does.

    What is left out is the smallest part that can go: a sentence, a paragraph, an item of a list, a block.
    """
    if MARK.search(page.title):
        return None
    shown = copy.copy(page)
    for field in own_fields(page):
        value = raw(page, field)
        if not MARK.search(json.dumps(value, ensure_ascii=False, default=str)):
            continue
        if isinstance(field, StreamField):
            _put(shown, field, _stream(field.stream_block, value))
        else:
            _put(shown, field, "" if field.name == "seo_title" else sentences_left(value))
    return shown


def sentences_left(text: str) -> str:
    """Return the text without its marked sentences; a mark beside the words takes none with it."""
    text = ASIDE.sub("", text)
    parts = [each for each in SENTENCE.findall(text) if each]
    parts = [piece for part in parts for piece in _latin(part)]
    return "".join(piece for piece in parts if not MARK.search(piece)).strip()


def _latin(part: str) -> list[str]:
    places = [0, *(found.end() for found in LATIN_SENTENCE.finditer(part)), len(part)]
    return [part[start:end] for start, end in zip(places, places[1:], strict=False) if part[start:end]]


def _stream(block, rows: list) -> list:
    kept = []
    for row in rows:
        child = block.child_blocks.get(row["type"])
        value = _without(child, row["value"]) if child else row["value"]
        if value is not GONE:
            kept.append({**row, "value": value})
    return kept


def _without(block, value: Any) -> Any:
    if isinstance(block, blocks.StreamBlock):
        return _stream(block, value or [])
    if isinstance(block, blocks.ListBlock):
        return _rows(block, value or [])
    if isinstance(block, blocks.StructBlock):
        return _struct(block, value or {})
    if not isinstance(value, str) or not MARK.search(value):
        return value
    if isinstance(block, blocks.RichTextBlock):
        value = ASIDE.sub("", value)
        left = ELEMENT.sub(lambda found: "" if MARK.search(found[0]) else found[0], value)
        left = re.sub(r"<(ul|ol)>\s*</\1>", "", left)
        return left if left.strip() and not MARK.search(left) else GONE
    return sentences_left(value) or GONE


def _rows(block, rows: list) -> list:
    """Leave out every item of which something is lost entirely: half an item says something else."""
    kept = []
    for row in rows:
        value = row["value"] if isinstance(row, dict) and "value" in row else row
        left = _without(block.child_block, value)
        if left is GONE or (isinstance(value, dict) and _lost(block.child_block, value)):
            continue
        kept.append({**row, "value": left} if isinstance(row, dict) and "value" in row else left)
    return GONE if rows and not kept else kept


def _lost(block, value: dict) -> bool:
    children = getattr(block, "child_blocks", {})
    return any(name in children and _without(children[name], each) is GONE for name, each in value.items())


def _struct(block, value: dict) -> Any:
    made = {}
    for name, each in value.items():
        child = block.child_blocks.get(name)
        left = _without(child, each) if child else each
        if left is GONE:
            is_list = isinstance(child, blocks.ListBlock)
            if child.required or (is_list and child.meta.min_num):
                return GONE
            left = [] if is_list else ""
        made[name] = left
    return made
