"""Blocks that give reasons to believe."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks.parts import HeadedBlock, NumberBlock, StepBlock


class NumbersBlock(blocks.StructBlock):
    items = blocks.ListBlock(NumberBlock(), min_num=1, max_num=4, label=_("Numbers"))

    class Meta:
        template = "sites/blocks/numbers.html"
        icon = "order"
        label = _("Numbers")


class FactsBlock(HeadedBlock):
    """Certificates, office hours, terms: a name and what it means."""

    items = blocks.ListBlock(StepBlock(), min_num=1, label=_("Facts"))

    class Meta:
        template = "sites/blocks/facts.html"
        icon = "tick-inverse"
        label = _("Facts, certificates")


class LogoBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80, label=_("Name"))
    picture = ImageChooserBlock(required=False, label=_("Logo"))


class LogosBlock(HeadedBlock):
    items = blocks.ListBlock(LogoBlock(), min_num=1, label=_("Logos"))

    class Meta:
        template = "sites/blocks/logos.html"
        icon = "image"
        label = _("Logos")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(rows=3, label=_("Quotation"))
    who = blocks.CharBlock(required=False, max_length=120, label=_("Who said it"))
    numbers = blocks.ListBlock(NumberBlock(), min_num=0, max_num=3, default=[], label=_("Results"))
    is_example = blocks.BooleanBlock(required=False, label=_("Still an example, say so on the page"))

    class Meta:
        template = "sites/blocks/quote.html"
        icon = "openquote"
        label = _("Customer's words")


class CasesBlock(HeadedBlock):
    cases = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="sites.ApplicationPage"),
        min_num=0,
        default=[],
        label=_("Applications"),
        help_text=_("Leave empty to show all."),
    )

    class Meta:
        template = "sites/blocks/cases.html"
        icon = "pick"
        label = _("Applications")


class NewsBlock(HeadedBlock):
    how_many = blocks.IntegerBlock(default=3, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        template = "sites/blocks/news.html"
        icon = "doc-full"
        label = _("Latest articles")
