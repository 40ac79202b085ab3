"""Blocks of words: how a page opens, explains and asks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks.parts import RICH, HeadedBlock, LinkBlock, PageBlock, QuestionBlock, StepBlock
from yangfan.sites.blocks.proof import FactsBlock


class HeroBlock(PageBlock):
    title = blocks.CharBlock(max_length=120, label=_("Headline"))
    text = blocks.TextBlock(required=False, rows=3, label=_("Text"))
    primary = LinkBlock(label=_("First button"))
    secondary = LinkBlock(label=_("Second button"))
    picture = ImageChooserBlock(required=False, label=_("Picture"))

    class Meta:
        template = "sites/blocks/hero.html"
        icon = "block-hero"
        label = _("Hero")


class TextBlock(HeadedBlock):
    text = blocks.RichTextBlock(features=RICH, label=_("Text"))
    picture = ImageChooserBlock(required=False, label=_("Picture beside it"))

    class Meta:
        template = "sites/blocks/text.html"
        icon = "block-text"
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
        icon = "block-features"
        label = _("Features")


class StepsBlock(HeadedBlock):
    items = blocks.ListBlock(StepBlock(), min_num=1, label=_("Steps"))

    class Meta:
        template = "sites/blocks/steps.html"
        icon = "block-steps"
        label = _("Steps")


class FaqBlock(HeadedBlock):
    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        template = "sites/blocks/faq.html"
        icon = "block-faq"
        label = _("Questions and answers")


class ColumnBlock(blocks.StreamBlock):
    steps = StepsBlock()
    facts = FactsBlock()
    faq = FaqBlock()
    text = TextBlock()


class TwoColumnsBlock(PageBlock):
    left = ColumnBlock(label=_("Left"))
    right = ColumnBlock(label=_("Right"))

    class Meta:
        template = "sites/blocks/columns.html"
        icon = "block-columns"
        label = _("Two columns")


class CallToActionBlock(PageBlock):
    title = blocks.CharBlock(max_length=120, label=_("Headline"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    link = LinkBlock(label=_("Button"))

    class Meta:
        template = "sites/blocks/action.html"
        icon = "block-action"
        label = _("Call to action")


class TabBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, label=_("Title"))
    text = blocks.RichTextBlock(features=RICH, label=_("Text"))
    picture = ImageChooserBlock(required=False, label=_("Picture"))


class TabsBlock(HeadedBlock):
    """Without JavaScript the parts stand one below the other."""

    items = blocks.ListBlock(TabBlock(), min_num=2, max_num=8, label=_("Tabs"))

    class Meta:
        template = "sites/blocks/tabs.html"
        icon = "block-tabs"
        label = _("Tabs")


class FoldBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = blocks.RichTextBlock(features=RICH, label=_("Text"))
    is_open = blocks.BooleanBlock(required=False, label=_("Open from the start"))


class AccordionBlock(HeadedBlock):
    """Long text in parts to unfold; questions belong into the block of that name, which search engines read."""

    items = blocks.ListBlock(FoldBlock(), min_num=1, label=_("Parts"))

    class Meta:
        template = "sites/blocks/accordion.html"
        icon = "block-accordion"
        label = _("Accordion")


class NoticeBlock(PageBlock):
    """What the law or prudence wants said: risks, conditions, side effects."""

    kind = blocks.ChoiceBlock(
        choices=[("info", _("Information")), ("risk", _("Risk notice")), ("legal", _("Legal notice"))],
        default="info",
        label=_("Kind"),
    )
    title = blocks.CharBlock(required=False, max_length=120, label=_("Headline"))
    text = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"], label=_("Text"))

    class Meta:
        template = "sites/blocks/notice.html"
        icon = "block-notice"
        label = _("Notice (risk, legal)")
