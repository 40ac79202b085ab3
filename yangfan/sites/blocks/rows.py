"""Rows of page fields that are no body: specifications, footers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yangfan.sites.blocks.parts import LinkBlock


class SpecificationRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=120, label=_("Property"))
    value = blocks.CharBlock(max_length=200, label=_("Value with unit"))


class SpecificationGroupBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Group"))
    rows = blocks.ListBlock(SpecificationRowBlock(), min_num=1, label=_("Properties"))

    class Meta:
        icon = "table"
        label = _("Group of properties")


class FooterColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, label=_("Headline"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")
