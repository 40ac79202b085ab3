"""Blocks of words: how a page opens, explains and asks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks.parts import RICH, HeadedBlock, LinkBlock, QuestionBlock, StepBlock
from yangfan.sites.blocks.proof import FactsBlock


class HeroBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Headline"))
    text = blocks.TextBlock(required=False, rows=3, label=_("Text"))
    primary = LinkBlock(label=_("First button"))
    secondary = LinkBlock(label=_("Second button"))
    picture = ImageChooserBlock(required=False, label=_("Picture"))

    class Meta:
        template = "sites/blocks/hero.html"
        icon = "home"
        label = _("Hero")


class TextBlock(HeadedBlock):
    text = blocks.RichTextBlock(features=RICH, label=_("Text"))
    picture = ImageChooserBlock(required=False, label=_("Picture beside it"))

    class Meta:
        template = "sites/blocks/text.html"
        icon = "pilcrow"
        label = _("Text")


class FeatureBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, rows=3, label=_("Text"))
    picture = ImageChooserBlock(required=False, label=_("Picture"))
    link = LinkBlock()


class FeaturesBlock(HeadedBlock):
    items = blocks.ListBlock(FeatureBlock(), min_num=1, label=_("Features"))

    class Meta:
        template = "sites/blocks/features.html"
        icon = "list-ul"
        label = _("Features")


class StepsBlock(HeadedBlock):
    items = blocks.ListBlock(StepBlock(), min_num=1, label=_("Steps"))

    class Meta:
        template = "sites/blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")


class FaqBlock(HeadedBlock):
    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        template = "sites/blocks/faq.html"
        icon = "help"
        label = _("Questions and answers")


class ColumnBlock(blocks.StreamBlock):
    steps = StepsBlock()
    facts = FactsBlock()
    faq = FaqBlock()
    text = TextBlock()


class TwoColumnsBlock(blocks.StructBlock):
    left = ColumnBlock(label=_("Left"))
    right = ColumnBlock(label=_("Right"))

    class Meta:
        template = "sites/blocks/columns.html"
        icon = "grip"
        label = _("Two columns")


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Headline"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    link = LinkBlock(label=_("Button"))

    class Meta:
        template = "sites/blocks/action.html"
        icon = "bell"
        label = _("Call to action")
