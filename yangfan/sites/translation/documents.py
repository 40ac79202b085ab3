"""Texts beside the pages that are translated like them: reusable blocks, pictures, attributes, the chat, letters.

A `Kind` is registered by whoever owns the texts and hands out `Document`s; a document's units live in the same tables as
those of a page, under the same rules. Its owner says what stands there in a language and takes in what is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID, uuid5

from wagtail_localize.strings import StringValue

from yangfan.accounts.public import Workspace
from yangfan.core.registry import Registry
from yangfan.sites.translation import markup
from yangfan.sites.translation.models import Unit
from yangfan.sites.translation.reading import Text

SPACE = UUID("7e5b1f0c-3f53-4f0b-9a51-6d0c8f2f5a11")  # of the keys of documents that have none of their own
Place = tuple[str, int]  # path, place among the texts of the path


class Document(Protocol):
    """Texts that are opened, translated and published together. `names`: what a person calls each path."""

    kind: str
    key: UUID
    title: str
    names: dict[str, str]

    def texts(self) -> list[Text]:
        """Return the texts in the source language."""

    def said(self, language: str) -> dict[Place, str]:
        """Return what stands there in a language as HTML; a text that is not there is left out."""

    def is_someones(self, language: str) -> bool:
        """Say whether a person made the whole of it in this language, so that it is left alone."""

    def write(self, language: str, units: list[Unit]) -> None:
        """Put the units' words there; where a unit has none that are true, readers shall get the source's."""


@dataclass(frozen=True)
class Kind:
    """A sort of documents. `read(workspace, source)` returns those that have texts in the source language."""

    key: str
    title: str
    read: Callable[[Workspace, str], list[Document]]
    order: int = 100


kinds: Registry[Kind] = Registry("kind of translated text")


def documents_of(workspace: Workspace, source: str) -> list[Document]:
    """Return every document of the workspace that has texts in this language."""
    return [each for kind in kinds for each in kind.read(workspace, source) if each.texts()]


def document_of(workspace: Workspace, *, kind: str, key: UUID, source: str) -> Document | None:
    """Return one document, None when it is gone."""
    if kind not in kinds:
        return None
    return next((each for each in kinds.get(kind).read(workspace, source) if each.key == key), None)


@dataclass
class Slot:
    """One text kept as {language: words}. `put(language, words)` changes its row, which is saved once for all its slots."""

    path: str
    name: str
    words: dict[str, str]
    put: Callable[[str, str], None]
    save: Callable[[], None]


@dataclass
class Slots:
    """A document of such texts."""

    workspace: Workspace
    kind: str
    title: str
    source: str
    slots: list[Slot] = field(default_factory=list)

    @property
    def key(self) -> UUID:
        return uuid5(SPACE, f"{self.workspace.pk}:{self.kind}")

    @property
    def names(self) -> dict[str, str]:
        return {slot.path: slot.name for slot in self.slots}

    def texts(self) -> list[Text]:
        said = self.said(self.source)
        return [
            Text(slot.path, 0, order, said[slot.path, 0])
            for order, slot in enumerate(self.slots)
            if (slot.path, 0) in said
        ]

    def said(self, language: str) -> dict[Place, str]:
        return {
            (slot.path, 0): StringValue.from_plaintext(words.replace("\r\n", "\n")).data
            for slot in self.slots
            if (words := slot.words.get(language, "").strip())
        }

    def is_someones(self, language: str) -> bool:
        return False  # each of its texts is taken by itself

    def write(self, language: str, units: list[Unit]) -> None:
        slots, saves = {slot.path: slot for slot in self.slots}, []
        for unit in units:
            slot, words = slots[unit.path], markup.as_text(unit.true_text)
            if words != slot.words.get(language, ""):
                slot.put(language, words)
                saves.append(slot.save)
        for save in dict.fromkeys(saves):
            save()


def put_into(words: dict[str, str]) -> Callable[[str, str], None]:
    """Return a `put` for a plain {language: words}; empty words take the language away."""

    def put(language: str, text: str) -> None:
        if text:
            words[language] = text
        else:
            words.pop(language, None)

    return put
