"""What other capabilities may use of sites."""

from yangfan.sites.blocks.asking import MOST_CHOICES, MOST_QUESTIONS
from yangfan.sites.blocks.build import BodyError, Problem, build_body, build_stream, check_body
from yangfan.sites.catalogue.importing import ImportRefused as ProductsRefused
from yangfan.sites.catalogue.importing import import_products
from yangfan.sites.catalogue.importing import keep_file as keep_product_file
from yangfan.sites.catalogue.importing import look_at as look_at_products
from yangfan.sites.catalogue.importing import made_by as pages_of_import
from yangfan.sites.catalogue.importing import second_language as second_language_of_products
from yangfan.sites.catalogue.importing import take_in as take_products_in
from yangfan.sites.catalogue.importing import throw_away as forget_product_file
from yangfan.sites.catalogue.importing import undo_import as take_products_back
from yangfan.sites.catalogue.models import Attribute, ProductImport
from yangfan.sites.catalogue.reading import Mapping as ProductMapping
from yangfan.sites.catalogue.reading import column_choices as product_columns
from yangfan.sites.catalogue.reading import mapping_from as product_mapping_from
from yangfan.sites.catalogue.reading import mapping_said as product_mapping_said
from yangfan.sites.hosts.addresses import site_of_host
from yangfan.sites.hosts.arrival import enter_site
from yangfan.sites.hosts.queries import (
    edit_address,
    hosts_of,
    page_paths,
    site_address,
    site_origin,
    workspace_site,
)
from yangfan.sites.look.actions import THEMES, ThemeUnknown, choose_theme
from yangfan.sites.look.theme import style_sheet
from yangfan.sites.media.actions import add_document, add_image
from yangfan.sites.models import (
    AboutPage,
    ApplicationIndexPage,
    ApplicationPage,
    ArticleIndexPage,
    ArticlePage,
    BuiltSite,
    ContactPage,
    ContentPage,
    HomePage,
    LandingPage,
    ProductCategoryPage,
    ProductIndexPage,
    ProductPage,
    SiteDocument,
    SiteImage,
)
from yangfan.sites.pages.actions import add_page, remove_unpublished, save_page
from yangfan.sites.pages.queries import contact_page_of, home_of, homes_of, pages_of
from yangfan.sites.pages.serve import moved as lead_on
from yangfan.sites.pages.skeleton import create_site_skeleton, open_language
from yangfan.sites.translation.actions import start_run, translate_pages
from yangfan.sites.translation.models import TranslationRun

__all__ = [
    "AboutPage", "ApplicationIndexPage", "ApplicationPage", "ArticleIndexPage", "ArticlePage", "Attribute", "BodyError", "BuiltSite",
    "ContactPage", "ContentPage", "HomePage", "LandingPage", "MOST_CHOICES", "MOST_QUESTIONS", "Problem", "ProductCategoryPage",
    "ProductImport", "ProductIndexPage", "ProductMapping", "ProductPage", "ProductsRefused", "SiteDocument",
    "SiteImage", "add_document", "add_image", "THEMES", "ThemeUnknown", "add_page", "build_body", "build_stream", "check_body", "choose_theme", "contact_page_of", "create_site_skeleton", "edit_address", "enter_site",
    "home_of", "homes_of", "import_products", "keep_product_file",
    "look_at_products", "open_language", "pages_of", "forget_product_file", "pages_of_import", "product_columns", "product_mapping_from",
    "product_mapping_said", "second_language_of_products", "take_products_back", "take_products_in", "remove_unpublished", "save_page", "site_address", "site_of_host", "style_sheet",
    "hosts_of", "lead_on", "page_paths", "site_origin", "workspace_site",
    "TranslationRun", "start_run", "translate_pages",
]  # fmt: skip
