"""The live pages as passages that an answer may stand on: each block, question, group of properties by itself."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.html import strip_tags
from wagtail.blocks import ListBlock, StreamValue, StructValue
from wagtail.rich_text import RichText

from yangfan.accounts.public import Workspace
from yangfan.crm import public as crm
from yangfan.sites.pages import queries
from yangfan.sites.pages.models import ProductPage

PLAIN = ("summary", "intro", "key_line", "delivery_terms", "address", "kind", "setup")
SKIPPED = frozenset(
    {
        "form",
        "logos",
        "gallery",
        "action",
        "news",
        "newsletter",
        "rfq_basket",
        "embed",
        "countdown",
        "before_after",
        "team",
    }
)  # say nothing that answers
LEAST = 15  # characters; shorter stretches are names, not answers


def passages_of(workspace: Workspace) -> Iterator[crm.SourcePassage]:
    """Return the passages of every live page, landing pages and products too."""
    for page in queries.pages_of(workspace).live().select_related("locale").specific():
        language, url, title = page.locale.language_code, page.full_url or "", page.title
        with translation.override(language):
            parts = list(_parts(page))
        for part, text in parts:
            if len(text) >= LEAST or "·" in text:
                yield crm.SourcePassage(f"{title} · {part}" if part else title, url, text, language)


def _parts(page) -> Iterator[tuple[str, str]]:
    plain = " ".join(str(value) for name in PLAIN if (value := getattr(page, name, "")))
    if isinstance(page, ProductPage) and page.key_figures:
        plain += " " + words_of(page.key_figures)
    yield "", plain.strip()
    for row in getattr(page, "questions", []):
        yield row.value["question"], f"{row.value['question']} {row.value['answer']}"
    for group in getattr(page, "specification", []):
        rows = group.value["rows"]
        yield group.value["title"], "; ".join(f"{row['label']}: {row['value']}" for row in rows)
    if delivery := getattr(page, "delivery_terms", ""):
        yield str(ProductPage._meta.get_field("delivery_terms").verbose_name), delivery
    for block in getattr(page, "body", []):
        if block.block_type not in SKIPPED:
            yield from _of_block(block.value)


def _of_block(value) -> Iterator[tuple[str, str]]:
    """Return a block as passages: each question or item by itself where it has several, else the whole."""
    if isinstance(value, StructValue):
        title = str(value.get("title") or "")
        if {"left", "right"} & set(value):
            for column in ("left", "right"):
                for block in value.get(column) or []:
                    yield from _of_block(block.value)
            return
        items = value.get("items")
        if items and all(
            isinstance(item, StructValue) and ("answer" in item or len(str(item.get("text") or "")) > 40)
            for item in items
        ):
            for item in items:
                yield str(item.get("question") or item.get("title") or title), words_of(item)
            return
        yield title, words_of(value)
    else:
        yield "", words_of(value)


def words_of(value) -> str:
    """Return everything a value says, without markup; pages, pictures and addresses say nothing."""
    if isinstance(value, RichText):
        return " ".join(strip_tags(value.source.replace("</", " </")).split())
    if isinstance(value, str):
        return value
    if isinstance(value, StructValue):
        kept = [
            words_of(one)
            for key, one in value.items()
            if key not in ("anchor", "link", "url", "primary", "secondary")
        ]
        return ". ".join(part for part in kept if part)
    if isinstance(value, StreamValue):
        return "; ".join(part for block in value if (part := words_of(block.value)))
    if isinstance(value, (list, ListBlock)) or hasattr(value, "bound_blocks"):
        return "; ".join(part for one in value if (part := words_of(one)))
    return ""
