"""What other capabilities may use of sites."""

from yangfan.sites.blocks.build import BodyError, Problem, build_body, build_stream, check_body
from yangfan.sites.hosts.addresses import site_of_host
from yangfan.sites.hosts.arrival import enter_site
from yangfan.sites.hosts.queries import edit_address, site_address
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
    ProductIndexPage,
    ProductPage,
    SiteDocument,
    SiteImage,
)
from yangfan.sites.pages.actions import add_page, save_page
from yangfan.sites.pages.queries import contact_page_of, home_of, homes_of, pages_of
from yangfan.sites.pages.skeleton import create_site_skeleton
from yangfan.sites.translation.actions import start_run, translate_pages
from yangfan.sites.translation.models import TranslationRun

__all__ = [
    "AboutPage", "ApplicationIndexPage", "ApplicationPage", "ArticleIndexPage", "ArticlePage", "BodyError", "BuiltSite",
    "ContactPage", "ContentPage", "HomePage", "LandingPage", "Problem", "ProductIndexPage", "ProductPage", "SiteDocument",
    "SiteImage", "add_document", "add_image", "add_page", "build_body", "build_stream", "check_body", "contact_page_of", "create_site_skeleton", "edit_address", "enter_site",
    "home_of", "homes_of", "pages_of", "save_page", "site_address", "site_of_host",
    "TranslationRun", "start_run", "translate_pages",
]  # fmt: skip
