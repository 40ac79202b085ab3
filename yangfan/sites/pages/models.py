"""The kinds of pages a company's site is made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from yangfan.sites.blocks.body import BodyBlock
from yangfan.sites.blocks.contact import FormBlock
from yangfan.sites.blocks.parts import DownloadBlock, NumberBlock, PictureBlock, QuestionBlock
from yangfan.sites.blocks.rows import FooterColumnBlock, SpecificationGroupBlock
from yangfan.sites.catalogue.editing import AttributesField
from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.catalogue.variants import VariantBlock
from yangfan.sites.pages import schema
from yangfan.sites.pages.base import SitePage, SitePageForm


def picture_field():
    return models.ForeignKey(
        "sites.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )


def body_field():
    return StreamField(BodyBlock(required=False), blank=True, verbose_name=_("content"))


def summary_field():
    return models.TextField(_("summary"), blank=True, max_length=400)


class HomePage(SitePage):
    """The root of one language, and what its header and footer say."""

    notice = models.CharField(_("line above the menu"), max_length=120, blank=True)
    request_label = models.CharField(
        _("button beside the menu"), max_length=30, blank=True,
        help_text=_("What a visitor is to do: get a quote, book a visit, sign up for a trial lesson. Leads to the form."),
    )  # fmt: skip
    legal_name = models.CharField(_("company's legal name"), max_length=120, blank=True)
    address = models.TextField(_("address"), blank=True, max_length=300)
    footer = StreamField(
        [("column", FooterColumnBlock())], blank=True, max_num=3, verbose_name=_("footer columns")
    )
    icp_number = models.CharField(_("ICP number"), max_length=60, blank=True)
    police_number = models.CharField(_("public security number"), max_length=60, blank=True)
    legal_note = models.TextField(_("notice the law demands on every page"), blank=True, max_length=600)
    body = body_field()

    template = "sites/pages/home.html"
    takes_inquiries = True
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("notice"),
                FieldPanel("request_label"),
                FieldPanel("legal_name"),
                FieldPanel("address"),
                FieldPanel("footer"),
                FieldPanel("icp_number"),
                FieldPanel("police_number"),
                FieldPanel("legal_note"),
            ],
            _("Header and footer"),
        ),
    ]

    class Meta:
        verbose_name = _("home page")

    @property
    def heading(self):
        return self.title

    @property
    def police_address(self) -> str:
        """Where the police's register shows this very site."""
        digits = "".join(sign for sign in self.police_number if sign.isdecimal())
        return "https://beian.mps.gov.cn/" + (f"#/query/webSearch?code={digits}" if digits else "")

    def structured_data(self, request):
        return [schema.organization(self, request), schema.website(self)]


class IndexPage(SitePage):
    """A list of the pages below it."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)

    content_panels = [*SitePage.content_panels, FieldPanel("intro")]
    search_fields = [*SitePage.search_fields, index.SearchField("intro")]

    class Meta:
        abstract = True


class ShelfPage(IndexPage):
    """A list of products that visitors search and filter."""

    subpage_types = ["sites.ProductPage", "sites.ProductCategoryPage"]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        from yangfan.sites.catalogue.shelf import Shelf  # it asks for products, so pages learn of it late

        return {**super().get_context(request, *args, **kwargs), "shelf": Shelf(self, request.GET)}

    def structured_data(self, request):
        return [schema.product_list(self)]


class ProductIndexPage(ShelfPage):
    template = "sites/pages/products.html"
    parent_page_types = ["sites.HomePage"]

    class Meta:
        verbose_name = _("product list")


class ProductCategoryPage(ShelfPage):
    """A kind of products; the tree of categories is the tree of these pages."""

    picture = picture_field()

    template = "sites/pages/products.html"
    parent_page_types = ["sites.ProductIndexPage", "sites.ProductCategoryPage"]
    show_in_menus_default = False
    content_panels = [*IndexPage.content_panels, FieldPanel("picture")]

    class Meta:
        verbose_name = _("product category")


class ProductForm(SitePageForm):
    """Has a field of the right type for each attribute of the company's products."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        workspace = self.instance.workspace if self.instance.workspace_id else None
        if workspace is None and self.parent_page is not None:
            workspace = self.parent_page.specific.workspace
        if "attributes" in self.fields and workspace is not None:
            own = [self.instance.locale.language_code] if self.instance.pk else []
            languages = list(dict.fromkeys([workspace.language, *workspace.locales, *own]))
            field = AttributesField(
                list(Attribute.objects.of(workspace)), languages, label=self.fields["attributes"].label
            )
            field.kept = self.instance.attributes or {}
            self.fields["attributes"] = field


class ProductPage(SitePage):
    """One product: what it is, what it measures, what to download, how to ask for a price."""

    model_number = models.CharField(_("model number"), max_length=60, blank=True)
    kind = models.CharField(_("kind of product"), max_length=120, blank=True)
    summary = summary_field()
    key_line = models.CharField(
        _("key values in one line"), max_length=160, blank=True, help_text=_("Shown in product lists.")
    )
    picture = picture_field()
    attributes = models.JSONField(_("attributes"), default=dict, blank=True)  # see catalogue.models.Attribute
    variants = StreamField([("variant", VariantBlock())], blank=True, max_num=60, verbose_name=_("variants"))
    key_figures = StreamField(
        [("figure", NumberBlock())], blank=True, max_num=6, verbose_name=_("key figures")
    )
    specification = StreamField(
        [("group", SpecificationGroupBlock())], blank=True, verbose_name=_("specification")
    )
    specification_note = models.CharField(_("how it was measured"), max_length=200, blank=True)
    gallery = StreamField([("picture", PictureBlock())], blank=True, verbose_name=_("gallery"))
    documents = StreamField([("download", DownloadBlock())], blank=True, verbose_name=_("downloads"))
    questions = StreamField(
        [("question", QuestionBlock())], blank=True, verbose_name=_("questions buyers ask")
    )
    delivery_terms = models.CharField(_("delivery terms"), max_length=200, blank=True)
    related = StreamField(
        [("product", PageChooserBlock(page_type="sites.ProductPage"))],
        blank=True,
        max_num=6,
        verbose_name=_("goes well with"),
    )
    body = body_field()

    template = "sites/pages/product.html"
    takes_inquiries = ends_with_form = True
    base_form_class = ProductForm
    parent_page_types = ["sites.ProductIndexPage", "sites.ProductCategoryPage"]
    subpage_types = []
    content_panels = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("model_number"),
                FieldPanel("kind"),
                FieldPanel("summary"),
                FieldPanel("key_line"),
                FieldPanel("picture"),
                FieldPanel("delivery_terms"),
            ],
            _("At a glance"),
        ),
        FieldPanel("attributes"),
        FieldPanel("variants"),
        FieldPanel("key_figures"),
        FieldPanel("specification"),
        FieldPanel("specification_note"),
        FieldPanel("gallery"),
        FieldPanel("documents"),
        FieldPanel("questions"),
        FieldPanel("related"),
        FieldPanel("body"),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("model_number"),
        index.SearchField("summary"),
    ]

    class Meta:
        verbose_name = _("product")

    @property
    def heading(self):
        """Return what cards and lists call it."""
        return self.title

    @property
    def category(self):
        """The category it stands in; None at the top of the list."""
        parent = self.get_parent()
        return parent.specific if parent and issubclass(parent.specific_class, ProductCategoryPage) else None

    def get_context(self, request, *args, **kwargs):
        from yangfan.sites.catalogue.shelf import values_of
        from yangfan.sites.catalogue.variants import table_of

        context = super().get_context(request, *args, **kwargs)
        return {**context, "attributes": values_of(self), "variants": table_of(self.variants)}

    def structured_data(self, request):
        return [schema.product(self, request), *schema.questions([row.value for row in self.questions])]


class ApplicationIndexPage(IndexPage):
    template = "sites/pages/applications.html"
    parent_page_types = ["sites.HomePage"]
    subpage_types = ["sites.ApplicationPage"]

    class Meta:
        verbose_name = _("application list")


class ApplicationPage(SitePage):
    """What a customer does with it, and what came of it."""

    summary = summary_field()
    picture = picture_field()
    customer = models.CharField(_("customer"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    setup = models.CharField(_("set-up"), max_length=160, blank=True)
    results = StreamField([("number", NumberBlock())], blank=True, max_num=4, verbose_name=_("results"))
    products = StreamField(
        [("product", PageChooserBlock(page_type="sites.ProductPage"))],
        blank=True,
        verbose_name=_("products used"),
    )
    body = body_field()

    template = "sites/pages/application.html"
    takes_inquiries = ends_with_form = True
    parent_page_types = ["sites.ApplicationIndexPage"]
    subpage_types = []
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("customer"),
        FieldPanel("country"),
        FieldPanel("setup"),
        FieldPanel("results"),
        FieldPanel("products"),
        FieldPanel("body"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("application")

    def structured_data(self, request):
        return [schema.article(self, request)]


class ArticleIndexPage(IndexPage):
    template = "sites/pages/articles.html"
    parent_page_types = ["sites.HomePage"]
    subpage_types = ["sites.ArticlePage"]

    class Meta:
        verbose_name = _("article list")


class ArticlePage(SitePage):
    """News or know-how."""

    published_on = models.DateField(_("date"), null=True, blank=True)
    author = models.CharField(_("author"), max_length=80, blank=True)
    summary = summary_field()
    picture = picture_field()
    body = body_field()

    template = "sites/pages/article.html"
    takes_inquiries = ends_with_form = True
    parent_page_types = ["sites.ArticleIndexPage"]
    subpage_types = []
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("author"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("summary")]

    class Meta:
        verbose_name = _("article")

    def structured_data(self, request):
        return [schema.article(self, request)]


class WrittenPage(SitePage):
    """A headline, a sentence, and blocks."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    body = body_field()

    takes_inquiries = True
    content_panels = [*SitePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("intro")]

    class Meta:
        abstract = True


class ContentPage(WrittenPage):
    """Any other page: privacy, training, spare parts."""

    template = "sites/pages/content.html"
    parent_page_types = ["sites.HomePage", "sites.ContentPage", "sites.AboutPage"]

    class Meta:
        verbose_name = _("page")


class AboutPage(WrittenPage):
    """Who we are."""

    picture = picture_field()

    template = "sites/pages/content.html"
    parent_page_types = ["sites.HomePage"]
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("about us")

    def structured_data(self, request):
        return [schema.organization(self.home_page(), request)]


class ContactPage(SitePage):
    """How to reach us; its form is the one all product pages show."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)
    form = StreamField([("form", FormBlock())], min_num=1, max_num=1, verbose_name=_("inquiry form"))
    body = body_field()

    template = "sites/pages/contact.html"
    takes_inquiries = True
    parent_page_types = ["sites.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    content_panels = [
        *SitePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("form"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("contact")


class LandingPage(SitePage):
    """One offer for one campaign: no menu to wander off by, kept out of the site's menu and search results."""

    body = body_field()
    is_listed = models.BooleanField(_("may appear in search engines"), default=False)

    template = "sites/pages/landing.html"
    takes_inquiries = ends_with_form = True
    show_in_menus_default = False
    parent_page_types = ["sites.HomePage"]
    subpage_types = []
    content_panels = [*SitePage.content_panels, FieldPanel("body"), FieldPanel("is_listed")]

    class Meta:
        verbose_name = _("landing page")


def tabs(model) -> TabbedInterface:
    """Name the editor's tabs in our words: Wagtail's "Promote" means something else here."""
    return TabbedInterface(
        [
            ObjectList(model.content_panels, heading=_("Content")),
            ObjectList(
                [*model.promote_panels, PublishingPanel(), CommentPanel()], heading=_("Search and sharing")
            ),
        ]
    )


PAGE_TYPES: list[type[Page]] = [
    HomePage, ProductIndexPage, ProductCategoryPage, ProductPage, ApplicationIndexPage, ApplicationPage, ArticleIndexPage, ArticlePage,
    AboutPage, ContentPage, ContactPage, LandingPage,
]  # fmt: skip
for page_type in PAGE_TYPES:
    page_type.edit_handler = tabs(page_type)
