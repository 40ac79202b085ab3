"""What a pack may write, straight from the models: page types with their fields, blocks with theirs."""

from yangfan.scenarios.format import pages
from yangfan.scenarios.format.bodies import is_needed


def page_types() -> dict[str, dict[str, str]]:
    """Return the fields of each page type, each with what it takes."""
    return {
        key: {
            **{name: takes(each) for name, each in pages.fields_of(key).items()},
            **({"body": "blocks"} if pages.takes_body(key) else {}),
        }
        for key in pages.TYPES
    }


def takes(field) -> str:
    if hasattr(field, "stream_block"):
        return "blocks: " + ", ".join(field.stream_block.child_blocks)
    if field.is_relation:
        return "picture of the pack"
    return f"text, at most {field.max_length}" if getattr(field, "max_length", None) else "text"


def blocks() -> dict[str, str]:
    """Return every block of a body and of the other streams, with its fields."""
    found = {}
    for key in pages.TYPES:
        for field in pages.TYPES[key]._meta.get_fields():
            if hasattr(field, "stream_block"):
                for name, child in field.stream_block.child_blocks.items():
                    found[name] = in_words(child)
    return dict(sorted(found.items()))


def in_words(block) -> str:
    from wagtail import blocks as wagtail_blocks
    from wagtail.images.blocks import ImageChooserBlock

    if isinstance(block, wagtail_blocks.StreamBlock):
        return "blocks: " + ", ".join(block.child_blocks)
    if isinstance(block, wagtail_blocks.ListBlock):
        return f"list of {in_words(block.child_block)}"
    if isinstance(block, wagtail_blocks.StructBlock):
        if {"text", "page", "url", "anchor"} <= set(block.child_blocks):
            return "{text, to}"
        inner = [
            f"{name}{'' if is_needed(child) else '?'}: {in_words(child)}"
            for name, child in block.child_blocks.items()
        ]
        return "{" + "; ".join(inner) + "}"
    if isinstance(block, wagtail_blocks.PageChooserBlock):
        return "page"
    if isinstance(block, ImageChooserBlock):
        return "picture"
    if isinstance(block, wagtail_blocks.ChooserBlock):
        return "file (not in packs)"
    if isinstance(block, wagtail_blocks.RichTextBlock):
        return "HTML"
    kind = type(block).__name__.removesuffix("Block").lower()
    kind = {"char": "text", "regex": "text"}.get(kind, kind)
    if isinstance(block, wagtail_blocks.ChoiceBlock):
        return "one of " + "|".join(str(key) for key, _label in block.field.choices if key != "")
    most = getattr(getattr(block, "field", None), "max_length", None)
    return f"{kind} ≤{most}" if most else kind
