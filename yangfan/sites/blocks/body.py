"""The body of a page: every block it may be made of."""

from wagtail import blocks

from yangfan.sites.blocks.contact import FormBlock
from yangfan.sites.blocks.media import GalleryBlock, VideoBlock
from yangfan.sites.blocks.offers import ProductGridBlock, TableBlock
from yangfan.sites.blocks.proof import CasesBlock, FactsBlock, LogosBlock, NewsBlock, NumbersBlock, QuoteBlock
from yangfan.sites.blocks.words import (
    CallToActionBlock,
    FaqBlock,
    FeaturesBlock,
    HeroBlock,
    StepsBlock,
    TextBlock,
    TwoColumnsBlock,
)


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
