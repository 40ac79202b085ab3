"""Copy blocks of a page, paste them into another. What they refer to must belong to the page's own workspace."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from yangfan.accounts.public import User
from yangfan.sites.gate import references
from yangfan.sites.pages import passages
from yangfan.sites.pages.actions import save_page
from yangfan.sites.pages.base import SitePage

MOST = 60  # blocks on the clipboard


class PasteRefused(ValueError):
    """The page takes no blocks, or a block holds something of another company."""


@dataclass(frozen=True)
class BlockRow:
    """One block of a page as people recognise it."""

    place: int
    name: str
    label: str
    words: str

    @property
    def picture(self) -> str:
        """The template of the block's small picture."""
        return f"sites/icons/block-{self.name}.svg"


def draft_of(page: SitePage) -> SitePage:
    """Return the page as its newest draft has it."""
    return page.get_latest_revision_as_object()


def rows_of(page: SitePage) -> list[BlockRow]:
    return [
        BlockRow(place, block.block_type, str(block.block.label), first_words(block.value))
        for place, block in enumerate(draft_of(page).body)
    ]


def first_words(value) -> str:
    return Truncator(strip_tags(passages.words_of(value))).chars(90)


def copy_blocks(page: SitePage, places: list[int]) -> list[dict]:
    """Return the blocks at these places as plain JSON, for the clipboard."""
    raw = draft_of(page).body.get_prep_value()
    return [raw[place] for place in places if 0 <= place < len(raw)][:MOST]


@transaction.atomic
def paste_blocks(*, page: SitePage, raw: list[dict], at: int, actor: User) -> SitePage:
    """Put copied blocks before the block at `at` of the page's draft; nothing is published. Raises PasteRefused."""
    draft = draft_of(page)
    if not hasattr(draft, "body"):
        raise PasteRefused(_("This page takes no blocks."))
    stream = draft.body.stream_block
    known = [row for row in raw if row.get("type") in stream.child_blocks]
    for block in stream.to_python(known):
        for model, pk, *_rest in block.block.extract_references(block.value):
            if references.is_customers(model) and references.owner_of(model, pk) != page.workspace_id:
                words = _(
                    "“%(block)s” holds a picture, file or page of another company and cannot be pasted here."
                )
                raise PasteRefused(words % {"block": block.block.label})
    have = list(draft.body.get_prep_value())
    draft.body = stream.to_python([*have[:at], *(renewed(row) for row in known), *have[at:]])
    return save_page(page=draft, actor=actor, publish=False)


def renewed(value):
    """Return the same with new ids: two blocks of one id would be translated as one."""
    if isinstance(value, dict):
        fresh = {key: renewed(inner) for key, inner in value.items()}
        return {**fresh, "id": str(uuid.uuid4())} if {"type", "value", "id"} <= set(fresh) else fresh
    return [renewed(inner) for inner in value] if isinstance(value, list) else value
