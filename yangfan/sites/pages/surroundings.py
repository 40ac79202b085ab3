"""Where a page stands: the home pages of its site, the pages above it, those of the menu. Two queries for all of it.

A page that was found this way carries it (`page.surroundings`), and its locale, workspace and pictures, so that whoever
draws the page asks for none of them again.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from wagtail.models import Page

from yangfan.accounts.public import Workspace
from yangfan.sites.media.models import SiteImage
from yangfan.sites.pages import queries
from yangfan.sites.pages.models import ContactPage, HomePage

# All that a link to a page needs; the rest of a row costs more than the query.
LINK = (
    "path",
    "depth",
    "url_path",
    "title",
    "slug",
    "live",
    "show_in_menus",
    "locale",
    "content_type",
    "translation_key",
)
PRIVACY = "privacy"  # the slug by which every page finds the privacy notice


@dataclass
class Surroundings:
    """`homes`: one of each language, the main first; `trail`: from the home page down, the page itself included."""

    homes: list[HomePage]
    home: HomePage
    trail: list[Page]
    below_home: list[Page]  # live, in tree order; only those of the menu and the privacy notice

    @property
    def menu(self) -> list[Page]:
        return [page for page in self.below_home if page.show_in_menus]

    @property
    def privacy_page(self) -> Page | None:
        return next((page for page in self.below_home if page.slug == PRIVACY), None)

    @cached_property
    def contact(self) -> ContactPage | None:
        return queries.contact_page_of(self.home)


def find(workspace: Workspace, language: str, parts: list[str]) -> tuple[Page, list[str]] | None:
    """Return the deepest page on the way that `parts` (slugs) describe and the parts left over.

    None when the site has no home page in this language. Whether the page may be seen is its own `route` to say.
    """
    homes = queries.homes_of(workspace)
    home = next((one for one in homes if one.locale.language_code == language and not one.alias_of_id), None)
    if home is None:
        return None
    rows = rows_below(home, Q(slug__in=parts))
    by_address = {row.url_path: row for row in rows}
    trail, left = [home], list(parts)
    while left and (row := by_address.get(f"{trail[-1].url_path}{left[0]}/")):
        trail.append(row)
        left.pop(0)
    page = trail[-1] = home if len(trail) == 1 else specific(trail[-1], home)
    page.surroundings = Surroundings(homes, home, trail, below_home(home, rows))
    return page, left


def of(page) -> Surroundings:
    """Return what stands around a page that came from elsewhere (a preview, a screen); kept on the page."""
    if known := page.__dict__.get("surroundings"):
        return known
    homes = queries.homes_of(page.workspace)
    home = next(one for one in homes if page.path.startswith(one.path))
    if page.pk == home.pk:
        home = page  # in a preview the draft, not what is stored
    above = [page.path[: length * Page.steplen] for length in range(home.depth + 1, page.depth)]
    rows = rows_below(home, Q(path__in=above))
    trail = [home, *(row for row in rows if row.path in above)]
    if page.pk != home.pk:
        trail.append(page)
    page.surroundings = Surroundings(homes, home, trail, below_home(home, rows))
    return page.surroundings


def rows_below(home: HomePage, wanted: Q) -> list[Page]:
    """Return the wanted pages below this home page and those that every page links to, in tree order."""
    linked = Q(depth=home.depth + 1, live=True) & (Q(show_in_menus=True) | Q(slug=PRIVACY))
    inside = Page.objects.filter(path__range=Page._get_children_path_interval(home.path))
    return list(inside.filter(wanted | linked).only(*LINK).order_by("path"))


def below_home(home: HomePage, rows: list[Page]) -> list[Page]:
    linked = (row for row in rows if row.depth == home.depth + 1 and row.live)
    return [row for row in linked if row.show_in_menus or row.slug == PRIVACY]


def specific(row: Page, home: HomePage) -> Page:
    """Return the page of its own kind with its pictures, in one query."""
    model = row.specific_class
    pictures = [field.name for field in model._meta.fields if field.related_model is SiteImage]
    page = model._default_manager.select_related(*pictures).get(pk=row.pk)
    page.locale, page.workspace = home.locale, home.workspace
    return page
