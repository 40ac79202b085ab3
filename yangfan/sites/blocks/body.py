"""The body of a page: every block it may be made of, in the groups of the chooser."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yangfan.sites.blocks.contact import (
    FilesBlock,
    FormBlock,
    MapCardBlock,
    NewsletterBlock,
    OpeningHoursBlock,
)
from yangfan.sites.blocks.media import BeforeAfterBlock, EmbedBlock, GalleryBlock, VideoBlock
from yangfan.sites.blocks.offers import (
    BasketBlock,
    CompareBlock,
    CountdownBlock,
    OfferBlock,
    PricesBlock,
    ProductGridBlock,
    TableBlock,
)
from yangfan.sites.blocks.proof import (
    CasesBlock,
    CounterBlock,
    FactsBlock,
    LogosBlock,
    NewsBlock,
    NumbersBlock,
    QuoteBlock,
    TeamBlock,
    TestimonialsBlock,
    TimelineBlock,
)
from yangfan.sites.blocks.shared import SharedContentBlock
from yangfan.sites.blocks.words import (
    AccordionBlock,
    CallToActionBlock,
    FaqBlock,
    FeaturesBlock,
    HeroBlock,
    NoticeBlock,
    StepsBlock,
    TabsBlock,
    TextBlock,
    TwoColumnsBlock,
)

WORDS = _("Opening and text")
OFFERS = _("Products and offers")
PROOF = _("Reasons to trust")
MEDIA = _("Pictures and film")
CONTACT = _("Contact and service")
SHARED = _("Written once, shown on many pages")
GROUPS = {
    WORDS: (
        HeroBlock, TextBlock, FeaturesBlock, StepsBlock, TwoColumnsBlock, TabsBlock, AccordionBlock, FaqBlock, NoticeBlock,
        CallToActionBlock,
    ),
    OFFERS: (
        ProductGridBlock, CompareBlock, PricesBlock, TableBlock, OfferBlock, CountdownBlock, BasketBlock,
    ),
    PROOF: (
        NumbersBlock, CounterBlock, FactsBlock, LogosBlock, QuoteBlock, TestimonialsBlock, CasesBlock, NewsBlock,
        TimelineBlock, TeamBlock,
    ),
    MEDIA: (GalleryBlock, BeforeAfterBlock, VideoBlock, EmbedBlock),
    CONTACT: (FormBlock, NewsletterBlock, MapCardBlock, OpeningHoursBlock, FilesBlock),
    SHARED: (SharedContentBlock,),
}  # fmt: skip
for group, members in GROUPS.items():
    for member in members:
        member._meta_class.group = group


class OwnBodyBlock(blocks.StreamBlock):
    """Every block that holds its content itself."""

    hero = HeroBlock()
    text = TextBlock()
    features = FeaturesBlock()
    steps = StepsBlock()
    columns = TwoColumnsBlock()
    tabs = TabsBlock()
    accordion = AccordionBlock()
    faq = FaqBlock()
    notice = NoticeBlock()
    action = CallToActionBlock()
    products = ProductGridBlock()
    compare = CompareBlock()
    prices = PricesBlock()
    table = TableBlock()
    offer = OfferBlock()
    countdown = CountdownBlock()
    rfq_basket = BasketBlock()
    numbers = NumbersBlock()
    counter = CounterBlock()
    facts = FactsBlock()
    logos = LogosBlock()
    quote = QuoteBlock()
    testimonials = TestimonialsBlock()
    cases = CasesBlock()
    news = NewsBlock()
    timeline = TimelineBlock()
    team = TeamBlock()
    gallery = GalleryBlock()
    before_after = BeforeAfterBlock()
    video = VideoBlock()
    embed = EmbedBlock()
    form = FormBlock()
    newsletter = NewsletterBlock()
    map_card = MapCardBlock()
    opening_hours = OpeningHoursBlock()
    downloads = FilesBlock()

    class Meta:
        required = False


class SharedBodyBlock(OwnBodyBlock):
    """What a reusable block may be made of: no forms, for a page looks for those among its own blocks."""

    form = None
    newsletter = None
    rfq_basket = None


class BodyBlock(OwnBodyBlock):
    """Everything a page may be made of."""

    shared = SharedContentBlock()
