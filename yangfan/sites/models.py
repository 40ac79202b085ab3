"""All tables of this capability, from the slices they live in."""

from yangfan.sites.gate.models import EditorGroup, MediaShelf
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.media.models import SiteDocument, SiteImage, SiteRendition
from yangfan.sites.pages.models import (
    AboutPage,
    ApplicationIndexPage,
    ApplicationPage,
    ArticleIndexPage,
    ArticlePage,
    ContactPage,
    ContentPage,
    HomePage,
    LandingPage,
    ProductIndexPage,
    ProductPage,
)
from yangfan.sites.redirects.models import Redirect

__all__ = [
    "AboutPage", "ApplicationIndexPage", "ApplicationPage", "ArticleIndexPage", "ArticlePage", "BuiltSite",
    "ContactPage", "ContentPage", "EditorGroup", "HomePage", "LandingPage", "MediaShelf", "ProductIndexPage",
    "ProductPage", "Redirect", "SiteDocument", "SiteImage", "SiteRendition",
]  # fmt: skip
