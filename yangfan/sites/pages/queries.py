"""Ask for pages of one workspace."""

from django.db.models import QuerySet
from wagtail.models import Page

from yangfan.accounts.public import Workspace
from yangfan.sites.pages.models import ContactPage, HomePage


def homes_of(workspace: Workspace) -> list[HomePage]:
    """Return the home page of each language, the main language first."""
    homes = HomePage.objects.filter(workspace=workspace).select_related("locale", "workspace")
    return sorted(homes, key=lambda home: position(workspace, home.locale.language_code))


def position(workspace: Workspace, code: str) -> int:
    order = [workspace.language, *workspace.locales]
    return order.index(code) if code in order else len(order)


def home_of(workspace: Workspace, language: str) -> HomePage | None:
    """Return the home page of this language, or None when the site has none."""
    homes = HomePage.objects.filter(workspace=workspace, locale__language_code=language, alias_of=None)
    return homes.select_related("locale", "workspace").first()


def pages_of(workspace: Workspace) -> QuerySet[Page]:
    """Return every page of the workspace, in tree order."""
    roots = HomePage.objects.filter(workspace=workspace).values_list("path", flat=True)
    pages = Page.objects.none()
    for path in roots:
        pages = pages | Page.objects.filter(path__startswith=path)
    return pages.order_by("path")


def contact_page_of(home: HomePage) -> ContactPage | None:
    """Return the page whose form stands on all product pages."""
    return ContactPage.objects.live().child_of(home).select_related("locale").first()
