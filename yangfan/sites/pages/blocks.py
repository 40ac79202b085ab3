"""The bricks a page is built of. Each has a template of the same name in templates/sites/blocks/."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH = ["h3", "h4", "bold", "italic", "ol", "ul", "hr", "link", "document-link", "superscript", "subscript"]


class LinkValue(blocks.StructValue):
    def href(self, request=None):
        """Return where it leads, in the language being read; empty when nothing is set."""
        page = self.get("page")
        if page:
            return (page.localized.specific.get_url(request) or "") + self.fragment()
        return self.get("url") or self.fragment()

    def fragment(self):
        return f"#{self['anchor']}" if self.get("anchor") else ""

    @property
    def is_set(self):
        return bool(self.get("text") and (self.get("page") or self.get("url") or self.get("anchor")))


class LinkBlock(blocks.StructBlock):
    text = blocks.CharBlock(required=False, max_length=60, label=_("Text"))
    page = blocks.PageChooserBlock(required=False, label=_("Page to open"))
    url = blocks.CharBlock(
        required=False,
        max_length=300,
        label=_("Or address"),
        help_text=_("https://…, mailto:… or tel:…"),
    )
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]*$", required=False, label=_("Place on the page"), help_text=_("e.g. quote")
    )

    class Meta:
        value_class = LinkValue
        icon = "link"
        label = _("Link")

    def clean(self, value):
        url = value.get("url") or ""
        if url and not url.startswith(("https://", "http://", "mailto:", "tel:", "/")):
            problem = ValidationError(_("Begin with https://, mailto: or tel:"))
            raise blocks.StructBlockValidationError(block_errors={"url": problem})
        return super().clean(value)


class NumberBlock(blocks.StructBlock):
    value = blocks.CharBlock(max_length=40, label=_("Number with unit"))
    label = blocks.CharBlock(max_length=160, label=_("What it counts"))

    class Meta:
        icon = "order"
        label = _("Figure")


class HeadedBlock(blocks.StructBlock):
    """Begins with a headline and a sentence; `anchor` lets links jump to it."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Headline"))
    intro = blocks.TextBlock(required=False, rows=2, label=_("Introduction"))
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]*$", required=False, label=_("Name for links to this place")
    )


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


class NumbersBlock(blocks.StructBlock):
    items = blocks.ListBlock(NumberBlock(), min_num=1, max_num=4, label=_("Numbers"))

    class Meta:
        template = "sites/blocks/numbers.html"
        icon = "order"
        label = _("Numbers")


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


class LogoBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80, label=_("Name"))
    picture = ImageChooserBlock(required=False, label=_("Logo"))


class LogosBlock(HeadedBlock):
    items = blocks.ListBlock(LogoBlock(), min_num=1, label=_("Logos"))

    class Meta:
        template = "sites/blocks/logos.html"
        icon = "image"
        label = _("Logos")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))


class StepsBlock(HeadedBlock):
    items = blocks.ListBlock(StepBlock(), min_num=1, label=_("Steps"))

    class Meta:
        template = "sites/blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")


class FactsBlock(HeadedBlock):
    """Certificates, office hours, terms: a name and what it means."""

    items = blocks.ListBlock(StepBlock(), min_num=1, label=_("Facts"))

    class Meta:
        template = "sites/blocks/facts.html"
        icon = "tick-inverse"
        label = _("Facts, certificates")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(rows=3, label=_("Quotation"))
    who = blocks.CharBlock(required=False, max_length=120, label=_("Who said it"))
    numbers = blocks.ListBlock(NumberBlock(), min_num=0, max_num=3, default=[], label=_("Results"))
    is_example = blocks.BooleanBlock(required=False, label=_("Still an example, say so on the page"))

    class Meta:
        template = "sites/blocks/quote.html"
        icon = "openquote"
        label = _("Customer's words")


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = blocks.TextBlock(rows=3, label=_("The answer"))


class FaqBlock(HeadedBlock):
    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        template = "sites/blocks/faq.html"
        icon = "help"
        label = _("Questions and answers")


class VideoBlock(HeadedBlock):
    file = DocumentChooserBlock(required=False, label=_("Video file (MP4 or WebM)"))
    url = blocks.URLBlock(required=False, label=_("Or address of the video"))
    poster = ImageChooserBlock(required=False, label=_("Still picture"))
    transcript = blocks.TextBlock(required=False, rows=3, label=_("What is said and shown, in words"))

    class Meta:
        template = "sites/blocks/video.html"
        icon = "media"
        label = _("Video")


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=160, label=_("Caption"))


class GalleryBlock(HeadedBlock):
    items = blocks.ListBlock(PictureBlock(), min_num=1, label=_("Pictures"))

    class Meta:
        template = "sites/blocks/gallery.html"
        icon = "image"
        label = _("Gallery")


class TextBlock(HeadedBlock):
    text = blocks.RichTextBlock(features=RICH, label=_("Text"))
    picture = ImageChooserBlock(required=False, label=_("Picture beside it"))

    class Meta:
        template = "sites/blocks/text.html"
        icon = "pilcrow"
        label = _("Text")


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Headline"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    link = LinkBlock(label=_("Button"))

    class Meta:
        template = "sites/blocks/action.html"
        icon = "bell"
        label = _("Call to action")


class RowBlock(blocks.StructBlock):
    cells = blocks.ListBlock(blocks.CharBlock(required=False, max_length=200), min_num=1, label=_("Cells"))


class TableBlock(HeadedBlock):
    columns = blocks.ListBlock(blocks.CharBlock(max_length=80), min_num=1, label=_("Columns"))
    rows = blocks.ListBlock(RowBlock(), min_num=1, label=_("Rows"))
    note = blocks.CharBlock(required=False, max_length=200, label=_("Note"))

    class Meta:
        template = "sites/blocks/table.html"
        icon = "table"
        label = _("Table")


class FormBlock(HeadedBlock):
    """The inquiry form. Empty texts fall back to ours in the page's language."""

    contacts = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(max_length=80, label=_("Label"))),
                ("value", blocks.CharBlock(max_length=120, label=_("Text"))),
                ("url", blocks.CharBlock(required=False, max_length=200, label=_("Web address"))),
            ]
        ),
        min_num=0,
        default=[],
        label=_("Beside the form"),
    )
    message_label = blocks.CharBlock(required=False, max_length=80, label=_("Question above the message"))
    message_hint = blocks.CharBlock(required=False, max_length=160, label=_("Hint below the message"))
    button = blocks.CharBlock(required=False, max_length=40, label=_("Button"))
    consent = blocks.TextBlock(required=False, rows=2, label=_("What the visitor agrees to"))
    thanks_title = blocks.CharBlock(required=False, max_length=120, label=_("Headline after sending"))
    thanks_text = blocks.TextBlock(required=False, rows=2, label=_("Text after sending"))
    ask_product = blocks.BooleanBlock(required=False, default=True, label=_("Ask for the product"))
    ask_file = blocks.BooleanBlock(required=False, default=True, label=_("Let visitors attach a file"))

    class Meta:
        template = "sites/blocks/form.html"
        icon = "form"
        label = _("Inquiry form")


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


class BodyBlock(blocks.StreamBlock):
    """Everything a page may be made of."""

    hero = HeroBlock()
    numbers = NumbersBlock()
    text = TextBlock()
    features = FeaturesBlock()
    products = ProductGridBlock()
    cases = CasesBlock()
    news = NewsBlock()
    logos = LogosBlock()
    steps = StepsBlock()
    facts = FactsBlock()
    columns = TwoColumnsBlock()
    quote = QuoteBlock()
    faq = FaqBlock()
    video = VideoBlock()
    gallery = GalleryBlock()
    table = TableBlock()
    action = CallToActionBlock()
    form = FormBlock()

    class Meta:
        required = False


class SpecificationRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=120, label=_("Property"))
    value = blocks.CharBlock(max_length=200, label=_("Value with unit"))


class SpecificationGroupBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, label=_("Group"))
    rows = blocks.ListBlock(SpecificationRowBlock(), min_num=1, label=_("Properties"))

    class Meta:
        icon = "table"
        label = _("Group of properties")


class DownloadBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    document = DocumentChooserBlock(label=_("File"))
    note = blocks.CharBlock(
        required=False, max_length=80, label=_("Note"), help_text=_("e.g. the languages inside")
    )

    class Meta:
        icon = "download"
        label = _("Download")


class FooterColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60, label=_("Headline"))
    links = blocks.ListBlock(LinkBlock(), min_num=1, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")
