"""All tables of this capability, from the slices they live in."""

from yangfan.sites.catalogue.models import Attribute, FetchedFile, ProductChange, ProductImport, ProductWords
from yangfan.sites.gate.models import EditorGroup, MediaShelf
from yangfan.sites.hosts.models import HostCheck, RootFile, RootSettings
from yangfan.sites.letters.models import Letter
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.media.models import SiteDocument, SiteImage, SiteRendition
from yangfan.sites.newsletter.models import Signup
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
    ProductCategoryPage,
    ProductIndexPage,
    ProductPage,
)
from yangfan.sites.redirects.models import Redirect
from yangfan.sites.seo.models import OutsideLink, SeoAudit, SeoResult
from yangfan.sites.shared.models import SharedBlock
from yangfan.sites.translation.models import (
    PageTranslation,
    TranslationRules,
    TranslationRun,
    Unit,
    XliffImport,
)
from yangfan.sites.trash.models import TrashBin, TrashedPage

__all__ = [
    "AboutPage", "ApplicationIndexPage", "ApplicationPage", "ArticleIndexPage", "ArticlePage", "Attribute", "BuiltSite",
    "ContactPage", "ContentPage", "EditorGroup", "FetchedFile", "HomePage", "HostCheck", "LandingPage", "Letter", "MediaShelf", "OutsideLink", "PageTranslation", "ProductCategoryPage",
    "ProductChange", "ProductImport", "ProductIndexPage", "ProductPage", "ProductWords", "Redirect", "RootFile",
    "RootSettings", "SeoAudit", "SeoResult", "SharedBlock", "Signup", "SiteDocument", "SiteImage", "SiteRendition", "TranslationRules", "TrashBin", "TrashedPage", "TranslationRun", "Unit", "XliffImport",
]  # fmt: skip
