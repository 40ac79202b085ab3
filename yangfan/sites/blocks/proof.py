"""Blocks that give reasons to believe."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks.parts import HeadedBlock, NumberBlock, PageBlock, StepBlock


class NumbersBlock(PageBlock):
    items = blocks.ListBlock(NumberBlock(), min_num=1, max_num=4, label=_("Numbers"))

    class Meta:
        template = "sites/blocks/numbers.html"
        icon = "block-numbers"
        label = _("Numbers")


class FactsBlock(HeadedBlock):
    """Certificates, office hours, terms: a name and what it means."""

    items = blocks.ListBlock(StepBlock(), min_num=1, label=_("Facts"))

    class Meta:
        template = "sites/blocks/facts.html"
        icon = "block-facts"
        label = _("Facts, certificates")


class LogoBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80, label=_("Name"))
    picture = ImageChooserBlock(required=False, label=_("Logo"))


class LogosBlock(HeadedBlock):
    items = blocks.ListBlock(LogoBlock(), min_num=1, label=_("Logos"))

    class Meta:
        template = "sites/blocks/logos.html"
        icon = "block-logos"
        label = _("Logos")


class QuoteBlock(PageBlock):
    text = blocks.TextBlock(rows=3, label=_("Quotation"))
    who = blocks.CharBlock(required=False, max_length=120, label=_("Who said it"))
    numbers = blocks.ListBlock(NumberBlock(), min_num=0, max_num=3, default=[], label=_("Results"))
    is_example = blocks.BooleanBlock(required=False, label=_("Still an example, say so on the page"))

    class Meta:
        template = "sites/blocks/quote.html"
        icon = "block-quote"
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
        icon = "block-cases"
        label = _("Applications")


class NewsBlock(HeadedBlock):
    how_many = blocks.IntegerBlock(default=3, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        template = "sites/blocks/news.html"
        icon = "block-news"
        label = _("Latest articles")


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(max_length=40, label=_("When"))
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    picture = ImageChooserBlock(required=False, label=_("Picture"))


class TimelineBlock(HeadedBlock):
    items = blocks.ListBlock(MomentBlock(), min_num=1, label=_("Moments"))

    class Meta:
        template = "sites/blocks/timeline.html"
        icon = "block-timeline"
        label = _("Timeline")


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80, label=_("Name"))
    role = blocks.CharBlock(required=False, max_length=120, label=_("Role"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    picture = ImageChooserBlock(required=False, label=_("Portrait"))
    email = blocks.EmailBlock(required=False, label=_("E-mail"))
    phone = blocks.CharBlock(required=False, max_length=40, label=_("Phone"))


class TeamBlock(HeadedBlock):
    items = blocks.ListBlock(PersonBlock(), min_num=1, label=_("People"))

    class Meta:
        template = "sites/blocks/team.html"
        icon = "block-team"
        label = _("Team")


class TestimonialBlock(blocks.StructBlock):
    text = blocks.TextBlock(rows=3, label=_("Quotation"))
    name = blocks.CharBlock(max_length=80, label=_("Name"))
    role = blocks.CharBlock(required=False, max_length=120, label=_("Role, company"))
    picture = ImageChooserBlock(required=False, label=_("Portrait"))
    stars = blocks.ChoiceBlock(
        choices=[("5", "★★★★★"), ("4", "★★★★"), ("3", "★★★"), ("2", "★★"), ("1", "★")],
        required=False,
        label=_("Stars"),
    )
    is_example = blocks.BooleanBlock(required=False, label=_("Still an example, say so on the page"))


class TestimonialsBlock(HeadedBlock):
    items = blocks.ListBlock(TestimonialBlock(), min_num=1, label=_("Voices"))

    class Meta:
        template = "sites/blocks/testimonials.html"
        icon = "block-testimonials"
        label = _("Testimonials")


class CountedBlock(blocks.StructBlock):
    value = blocks.DecimalBlock(max_digits=12, decimal_places=2, label=_("Number"))
    prefix = blocks.CharBlock(required=False, max_length=10, label=_("Before the number"))
    suffix = blocks.CharBlock(required=False, max_length=20, label=_("Unit"))
    label = blocks.CharBlock(max_length=120, label=_("What it counts"))


class CounterBlock(HeadedBlock):
    """Numbers that count up when they come into view; without JavaScript they just stand there."""

    items = blocks.ListBlock(CountedBlock(), min_num=1, max_num=6, label=_("Numbers"))

    class Meta:
        template = "sites/blocks/counter.html"
        icon = "block-counter"
        label = _("Counting numbers")
