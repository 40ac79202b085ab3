"""A product's attributes of running text, which it keeps as {language: words} beside its fields, as texts of its page."""

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.strings import StringValue

from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.pages.models import ProductPage
from yangfan.sites.translation.models import Unit

BEGIN = "attributes."


class Said(StringSegmentValue):
    """One such text. `languages`: those the page itself says it in; there nothing is to be translated."""

    languages: frozenset[str] = frozenset()


def is_one(path: str) -> bool:
    """Say whether it is the path of such a text."""
    return path.startswith(BEGIN)


def segments_of(page, *, after: int) -> list[Said]:
    """Return the texts of the page's attributes in the page's own language."""
    if not isinstance(page, ProductPage):
        return []
    found, own = [], page.locale.language_code
    kept = page.attributes or {}
    for key in (
        Attribute.objects.of(page.workspace).filter(kind=Attribute.Kind.TEXT).values_list("key", flat=True)
    ):
        said = kept.get(key)
        if isinstance(said, dict) and (words := said.get(own, "").strip()):
            segment = Said(f"{BEGIN}{key}", StringValue.from_plaintext(words), order=after + len(found))
            segment.languages = frozenset(code for code, text in said.items() if text and code != own)
            found.append(segment)
    return found


def write(page, units: list[Unit]) -> None:
    """Put the units' words into the attributes of the translated page, unsaved; without any, readers get the source's."""
    own = page.locale.language_code
    for unit in units:
        if is_one(unit.path):
            said = page.attributes.setdefault(unit.path.removeprefix(BEGIN), {})
            said.pop(own, None)
            if unit.true_text:
                said[own] = StringValue(unit.true_text).render_text()
