"""Blocks that show what is sold."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yangfan.sites.blocks.parts import HeadedBlock, LinkBlock, PageBlock, RowBlock


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
        icon = "block-products"
        label = _("Product grid")


class TableBlock(HeadedBlock):
    columns = blocks.ListBlock(blocks.CharBlock(max_length=80), min_num=1, label=_("Columns"))
    rows = blocks.ListBlock(RowBlock(), min_num=1, label=_("Rows"))
    note = blocks.CharBlock(required=False, max_length=200, label=_("Note"))

    class Meta:
        template = "sites/blocks/table.html"
        icon = "block-table"
        label = _("Table")


class CompareColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.CharBlock(required=False, max_length=120, label=_("Line below the title"))
    is_highlighted = blocks.BooleanBlock(required=False, label=_("Set off from the others"))
    link = LinkBlock()


class CompareRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=120, label=_("What is compared"))
    cells = blocks.ListBlock(
        blocks.CharBlock(required=False, max_length=120),
        min_num=1,
        label=_("Cells"),
        help_text=_("“yes” and “no” become marks."),
    )


class CompareBlock(HeadedBlock):
    columns = blocks.ListBlock(CompareColumnBlock(), min_num=2, max_num=5, label=_("Columns"))
    rows = blocks.ListBlock(CompareRowBlock(), min_num=1, label=_("Rows"))
    note = blocks.CharBlock(required=False, max_length=200, label=_("Note"))

    class Meta:
        template = "sites/blocks/compare.html"
        icon = "block-compare"
        label = _("Comparison table")


class PlanBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80, label=_("Name"))
    price = blocks.CharBlock(max_length=40, label=_("Price with currency"))
    unit = blocks.CharBlock(required=False, max_length=60, label=_("Per what"))
    text = blocks.CharBlock(required=False, max_length=200, label=_("For whom"))
    features = blocks.ListBlock(
        blocks.CharBlock(max_length=120), min_num=0, default=[], label=_("What is included")
    )
    is_highlighted = blocks.BooleanBlock(required=False, label=_("Set off from the others"))
    link = LinkBlock(label=_("Button"))


class PricesBlock(HeadedBlock):
    plans = blocks.ListBlock(PlanBlock(), min_num=1, max_num=6, label=_("Prices"))
    note = blocks.CharBlock(
        required=False, max_length=200, label=_("Note"), help_text=_("e.g. taxes, how long the prices hold")
    )

    class Meta:
        template = "sites/blocks/prices.html"
        icon = "block-prices"
        label = _("Price table")


class OfferBlock(PageBlock):
    """A coupon: what it is worth, its code, until when."""

    title = blocks.CharBlock(max_length=120, label=_("Headline"))
    value = blocks.CharBlock(required=False, max_length=40, label=_("Worth"), help_text=_("e.g. −20 %"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    code = blocks.RegexBlock(
        regex=r"^[A-Za-z0-9_-]{2,32}$", required=False, label=_("Code"), help_text=_("Letters and digits")
    )
    until = blocks.DateBlock(required=False, label=_("Valid until (the day included)"))
    terms = blocks.TextBlock(required=False, rows=2, label=_("Conditions"))
    link = LinkBlock(label=_("Button"))

    class Meta:
        template = "sites/blocks/offer.html"
        icon = "block-offer"
        label = _("Offer, coupon")


class CountdownBlock(PageBlock):
    """The end is written out; with JavaScript the days, hours and minutes run down."""

    title = blocks.CharBlock(max_length=120, label=_("Headline"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    until = blocks.DateTimeBlock(label=_("Ends at"))
    link = LinkBlock(label=_("Button"))
    after = blocks.CharBlock(required=False, max_length=160, label=_("What it says afterwards"))

    class Meta:
        template = "sites/blocks/countdown.html"
        icon = "block-countdown"
        label = _("Countdown")


class BasketBlock(HeadedBlock):
    """One inquiry for several products: visitors tick products, write quantities, send once."""

    products = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="sites.ProductPage"),
        min_num=0,
        default=[],
        label=_("Products"),
        help_text=_("Leave empty to show all."),
    )
    button = blocks.CharBlock(required=False, max_length=40, label=_("Button"))
    consent = blocks.TextBlock(required=False, rows=2, label=_("What the visitor agrees to"))

    class Meta:
        template = "sites/blocks/rfq_basket.html"
        icon = "block-rfq_basket"
        label = _("Inquiry list (several products)")
