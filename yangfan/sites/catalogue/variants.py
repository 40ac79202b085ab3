"""Variants of a product: sizes, colours, versions with a number of their own."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yangfan.sites.blocks.rows import SpecificationRowBlock


class VariantBlock(blocks.StructBlock):
    """One variant; what sets it apart stands in `details`."""

    number = blocks.RegexBlock(regex=r"^[^\s<>]{1,60}$", label=_("Number (SKU)"))
    name = blocks.CharBlock(required=False, max_length=120, label=_("Name"))
    details = blocks.ListBlock(SpecificationRowBlock(), min_num=0, default=[], label=_("What sets it apart"))

    class Meta:
        icon = "list-ul"
        label = _("Variant")


def table_of(stream) -> dict:
    """Return {"labels": [...], "rows": [(number, name, [detail under each label])]} for the product page."""
    labels: list[str] = []
    for block in stream:
        for detail in block.value["details"]:
            if detail["label"] not in labels:
                labels.append(detail["label"])
    rows = []
    for block in stream:
        said = {detail["label"]: detail["value"] for detail in block.value["details"]}
        rows.append(
            (block.value["number"], block.value["name"], [(label, said.get(label, "")) for label in labels])
        )
    return {"labels": labels, "rows": rows, "has_names": any(name for _number, name, _details in rows)}
