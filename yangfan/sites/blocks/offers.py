"""Blocks that show what is sold."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yangfan.sites.blocks.parts import HeadedBlock, RowBlock


class ProductGridBlock(HeadedBlock):
    products = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="sites.ProductPage"),
        min_num=0,
        default=[],
        label=_("Products"),
        help_text=_("Leave empty to show all."),
    )

    class Meta:
        template = "sites/blocks/products.html"
        icon = "grip"
        label = _("Product grid")


class TableBlock(HeadedBlock):
    columns = blocks.ListBlock(blocks.CharBlock(max_length=80), min_num=1, label=_("Columns"))
    rows = blocks.ListBlock(RowBlock(), min_num=1, label=_("Rows"))
    note = blocks.CharBlock(required=False, max_length=200, label=_("Note"))

    class Meta:
        template = "sites/blocks/table.html"
        icon = "table"
        label = _("Table")
