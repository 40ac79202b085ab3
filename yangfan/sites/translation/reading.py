"""Reads the texts of a page with wagtail-localize, and says which of them are for translation."""

import re
from collections import Counter
from dataclasses import dataclass

from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from yangfan.sites.translation import attributes

# Fields that wagtail-localize takes for text: addresses and numbers, the same in every language.
AS_THEY_ARE = frozenset({"slug", "model_number", "icp_number", "police_number"})
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|www\.|/|#)\S*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TAG = re.compile(r"<[^>]*>")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Text:
    """One text of a page and its HTML, the attributes of links taken out. `place`: among all texts of the path."""

    path: str
    place: int
    order: int
    html: str


def content_of(page: Page) -> Page:
    """Return what is to be translated: what visitors read, or the latest draft of a page not yet published."""
    page = page.specific
    return page if page.live else page.get_latest_revision_as_object()


def segments_of(page: Page) -> list:
    """Return wagtail-localize's segments of a page in their order, the slug left out."""
    found = [segment for segment in extract_segments(without_nothing(page)) if segment.path != "slug"]
    return found + attributes.segments_of(
        page, after=max((segment.order for segment in found), default=0) + 1
    )


def texts_of(segments: list, target: str = "") -> list[Text]:
    """Return the texts for translation among `segments`, less those the source itself says in `target`."""
    places: Counter = Counter()
    found = []
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            if is_for_translation(segment) and target not in getattr(segment, "languages", ()):
                found.append(Text(segment.path, places[segment.path], segment.order, segment.string.data))
            places[segment.path] += 1
    return found


def words_of(page: Page) -> dict[tuple[str, int], str]:
    """Return every text of a page by its path and place, those not for translation as well."""
    places: Counter = Counter()
    found = {}
    for segment in segments_of(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path, places[segment.path]] = segment.string.data
            places[segment.path] += 1
    return found


def is_for_translation(segment: StringSegmentValue) -> bool:
    """Say whether somebody reads it: it has letters, and is no address."""
    if segment.path in AS_THEY_ARE:
        return False
    words = _TAG.sub(" ", segment.string.data).strip()
    return bool(_LETTER.search(words)) and not _ADDRESS.fullmatch(words)


def without_nothing(page: Page) -> Page:
    """Put "" where a text in a block was never set: wagtail-localize stumbles over None."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for child in getattr(page, field.name):
                child.value = _filled(child.block, child.value)
    return page


def _filled(block, value):
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        return "" if value is None else value
    if isinstance(block, ImageBlock) or value is None:
        return value
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            value[name] = _filled(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value.bound_blocks:
            item.value = _filled(item.block, item.value)
    elif isinstance(block, blocks.StreamBlock):
        for item in value:
            item.value = _filled(item.block, item.value)
    return value
