"""The kinds of documents this capability and those below it have: reusable blocks, pictures, attributes, 404 page, chat."""

from functools import partial
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from yangfan.accounts.public import Workspace
from yangfan.crm import public as crm
from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.hosts.models import RootSettings
from yangfan.sites.letters.kinds import letters as letter_kinds
from yangfan.sites.letters.models import Letter
from yangfan.sites.media.models import SiteImage
from yangfan.sites.shared.models import SharedBlock
from yangfan.sites.translation import reading, writing
from yangfan.sites.translation.documents import Document, Kind, Place, Slot, Slots, kinds, put_into
from yangfan.sites.translation.languages import locale_of
from yangfan.sites.translation.models import Unit
from yangfan.sites.translation.reading import Text

SHARED, PICTURES, CATALOGUE, NOT_FOUND, CHAT, LETTERS = (
    "shared",
    "pictures",
    "catalogue",
    "not_found",
    "chat",
    "letters",
)


class SharedDocument:
    """A reusable block: cut and joined like a page."""

    kind = SHARED

    def __init__(self, block: SharedBlock, source: str):
        self.block, self.source = block, source

    @property
    def key(self) -> UUID:
        return self.block.translation_key

    @property
    def title(self) -> str:
        return self.block.name

    @property
    def names(self) -> dict[str, str]:
        return {}

    @cached_property
    def segments(self) -> list:
        return [segment for segment in reading.segments_of(self.block) if segment.path != "name"]

    def texts(self) -> list[Text]:
        return reading.texts_of(self.segments)

    def twin(self, language: str) -> SharedBlock | None:
        rows = SharedBlock.objects.filter(workspace=self.block.workspace, translation_key=self.key)
        return rows.filter(locale__language_code=language).select_related("locale").first()

    def said(self, language: str) -> dict[Place, str]:
        twin = self.twin(language)
        found = reading.words_of(twin) if twin else {}
        return {place: words for place, words in found.items() if place[0] != "name"}

    def is_someones(self, language: str) -> bool:
        return self.twin(language) is not None

    def write(self, language: str, units: list[Unit]) -> None:
        twin = self.twin(language) or self.block.copy_for_translation(locale_of(language))
        twin.workspace = self.block.workspace
        writing.put_into_blocks(self.block, twin, self.segments, units, source=self.source, target=language)
        twin.save()


def shared_blocks(workspace: Workspace, source: str) -> list[Document]:
    rows = SharedBlock.objects.filter(workspace=workspace, locale__language_code=source)
    return [SharedDocument(block, source) for block in rows.select_related("locale", "workspace")]


def pictures(workspace: Workspace, source: str) -> list[Document]:
    """One document of all pictures' descriptions; a description of its own stands in the company's main language."""
    main, slots = workspace.language, []
    rows = SiteImage.objects.filter(workspace=workspace).order_by("pk")
    for image in rows.only("title", "description", "descriptions", "workspace", "file"):
        words = {**image.descriptions, main: image.description}
        slots.append(
            Slot(str(image.pk), image.title, words, partial(_describe, image, main), partial(_keep_description, image))
        )  # fmt: skip
    return [Slots(workspace, PICTURES, _("Descriptions of pictures"), source, slots)]


def _describe(image: SiteImage, main: str, language: str, words: str) -> None:
    if language == main:
        image.description = words[:255]
    else:
        put_into(image.descriptions)(language, words)


def _keep_description(image: SiteImage) -> None:
    image.save(update_fields=["description", "descriptions"])


def attributes(workspace: Workspace, source: str) -> list[Document]:
    slots = []
    for row in Attribute.objects.of(workspace):
        save = partial(row.save, update_fields=["names", "choices"])
        name = row.name_in(source)
        slots.append(Slot(row.key, name, row.names, put_into(row.names), save))
        slots += [
            Slot(f"{row.key}.{choice['key']}", name, choice["names"], put_into(choice["names"]), save)
            for choice in row.choices
        ]
    return [Slots(workspace, CATALOGUE, _("Attributes of products"), source, slots)]


def not_found(workspace: Workspace, source: str) -> list[Document]:
    slots = []
    for row in RootSettings.objects.of(workspace):
        save = partial(row.save, update_fields=["not_found_title", "not_found_text"])
        for field, name in (("not_found_title", _("Headline")), ("not_found_text", _("Text"))):
            words = getattr(row, field)
            slots.append(Slot(f"{row.pk}.{field}", name, words, put_into(words), save))
    return [Slots(workspace, NOT_FOUND, _("Page for what is not found"), source, slots)]


def chat(workspace: Workspace, source: str) -> list[Document]:
    words = crm.chat_greetings(workspace)
    changed: dict[str, str] = {}

    def save() -> None:
        crm.greet_in_chat(workspace=workspace, greetings=changed)

    slot = Slot("greeting", _("Greeting"), words, changed.__setitem__, save)
    return [Slots(workspace, CHAT, _("Live chat"), source, [slot])]


def letters(workspace: Workspace, source: str) -> list[Document]:
    """What the company writes to visitors by mail, where it has put it into words of its own."""
    slots = []
    for row in Letter.objects.of(workspace):
        save = partial(row.save, update_fields=["subjects", "texts"])
        title = letter_kinds.get(row.key).title
        for field, name in (
            ("subjects", pgettext("letter", "Subject")),
            ("texts", pgettext("letter", "Text")),
        ):
            words = getattr(row, field)
            slots.append(Slot(f"{row.key}.{field}", f"{title} · {name}", words, put_into(words), save))
    return [Slots(workspace, LETTERS, _("Letters to visitors"), source, slots)]


def register() -> None:
    """Called once, when the app is ready."""
    kinds.register(Kind(SHARED, gettext_lazy("Reusable blocks"), shared_blocks, order=10))
    kinds.register(Kind(PICTURES, gettext_lazy("Descriptions of pictures"), pictures, order=20))
    kinds.register(Kind(CATALOGUE, gettext_lazy("Attributes of products"), attributes, order=30))
    kinds.register(Kind(CHAT, pgettext_lazy("translated text", "Live chat"), chat, order=40))
    kinds.register(Kind(LETTERS, gettext_lazy("Letters to visitors"), letters, order=50))
    kinds.register(Kind(NOT_FOUND, gettext_lazy("Page for what is not found"), not_found, order=60))
