"""Where a page stands: the home pages of its site, the pages above it, those of the menu.

What all pages of a language share is asked once and kept with the site's pages (`cache.part`); a visitor's page asks only
for itself and those above it. A page that was found this way carries it (`page.surroundings`), and its locale, workspace and pictures, so that whoever
draws the page asks for none of them again.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import translation
from wagtail.models import Page

from yangfan.accounts.public import Workspace
from yangfan.crm import public as crm
from yangfan.events.public import Site
from yangfan.sites.inquiries import basket
from yangfan.sites.media.models import SiteImage
from yangfan.sites.pages import cache, queries
from yangfan.sites.pages.models import AboutPage, ContactPage, ContentPage, HomePage, ProductPage

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
NOTHING = Q(pk__in=())
PRIVACY = "privacy"  # the slug by which every page finds the privacy notice


@dataclass
class Shared:
    """What every page of one language shows: `homes`: one of each language, the main first."""

    homes: list[HomePage]
    home: HomePage
    below_home: list[Page]
    contact: ContactPage | None
    products: list[str]
    chat: crm.OfferedChat | None
    wish_list: "WishList | None"


@dataclass
class WishList:
    """The page with the inquiry list of several products, and which products it offers."""

    page: Page
    products: frozenset[int]


@dataclass
class Surroundings:
    """`homes`: one of each language, the main first; `trail`: from the home page down, the page itself included."""

    homes: list[HomePage]
    home: HomePage
    trail: list[Page]
    below_home: list[Page]  # live, in tree order; only those of the menu and the privacy notice
    shared: Shared | None = None  # known already, or asked when it is needed

    @property
    def menu(self) -> list[Page]:
        return [page for page in self.below_home if page.show_in_menus]

    @property
    def privacy_page(self) -> Page | None:
        return next((page for page in self.below_home if page.slug == PRIVACY), None)

    @cached_property
    def contact(self) -> ContactPage | None:
        return self.shared.contact if self.shared else queries.contact_page_of(self.home)

    @cached_property
    def products(self) -> list[str]:
        """The names of all live products of this language."""
        return self.shared.products if self.shared else names_of_products(self.home)

    @cached_property
    def chat(self) -> crm.OfferedChat | None:
        return self.shared.chat if self.shared else crm.chat_of(self.home.workspace)

    @cached_property
    def wish_list(self) -> WishList | None:
        return self.shared.wish_list if self.shared else find_wish_list(self.home)


def shared_by(site: Site, language: str) -> Shared | None:
    """Return what the pages of this language share; None when the site has no home page in it."""
    found = cache.part(site.pk, f"shared:{language}", lambda: ask_shared(site.workspace, language))
    if not found:
        return None
    for home in found.homes:
        home.workspace = site.workspace
    return found


def ask_shared(workspace: Workspace, language: str) -> Shared | bool:
    """Ask for what pages share; False when there is nothing (a cache takes None for "not asked yet")."""
    homes = queries.homes_of(workspace)
    home = next((one for one in homes if one.locale.language_code == language and not one.alias_of_id), None)
    if home is None:
        return False
    shared = Shared(
        homes=homes,
        home=home,
        below_home=below_home(home, rows_below(home)),
        contact=queries.contact_page_of(home),
        products=names_of_products(home),
        chat=crm.chat_of(workspace),
        wish_list=find_wish_list(home),
    )
    for one in homes:
        one._state.fields_cache.pop("workspace", None)  # it is nobody's business in a cache
    return shared


def names_of_products(home: HomePage) -> list[str]:
    rows = ProductPage.objects.descendant_of(home).live().order_by("path")
    return list(rows.values_list("title", flat=True))


def find_wish_list(home: HomePage) -> WishList | None:
    """Return the first page of this language with an inquiry list: it is looked for where people put one."""
    for model in (ContactPage, ContentPage, AboutPage, HomePage):
        for page in model.objects.descendant_of(home, inclusive=True).live().order_by("path"):
            if value := basket.block_of(page):
                with translation.override(home.locale.language_code):
                    products = basket.products_of(page, value)
                row = Page.objects.only(*LINK).get(pk=page.pk)
                return WishList(row, frozenset(product.pk for product in products))
    return None


def find(site: Site, language: str, parts: list[str]) -> tuple[Page, list[str]] | None:
    """Return the deepest page on the way that `parts` (slugs) describe and the parts left over.

    None when the site has no home page in this language. Whether the page may be seen is its own `route` to say.
    """
    shared = shared_by(site, language)
    if shared is None:
        return None
    home = shared.home
    rows = (
        inside(home).filter(slug__in=parts, depth__lte=home.depth + len(parts)).only(*LINK) if parts else ()
    )
    by_address = {row.url_path: row for row in rows}
    trail, left = [home], list(parts)
    while left and (row := by_address.get(f"{trail[-1].url_path}{left[0]}/")):
        trail.append(row)
        left.pop(0)
    page = trail[-1] = home if len(trail) == 1 else specific(trail[-1], home)
    page.surroundings = Surroundings(shared.homes, home, trail, shared.below_home, shared)
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


def inside(home: HomePage) -> QuerySet[Page]:
    return Page.objects.filter(path__range=Page._get_children_path_interval(home.path))


def rows_below(home: HomePage, wanted: Q = NOTHING) -> list[Page]:
    """Return the wanted pages below this home page and those that every page links to, in tree order."""
    linked = Q(depth=home.depth + 1, live=True) & (Q(show_in_menus=True) | Q(slug=PRIVACY))
    return list(inside(home).filter(wanted | linked).only(*LINK).order_by("path"))


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
