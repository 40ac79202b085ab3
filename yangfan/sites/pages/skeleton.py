"""A working site for a new workspace: home, products, applications, articles, about, contact and privacy, in each language."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale
from wagtail.models import Site as WagtailSite

from yangfan.accounts.public import Workspace
from yangfan.events import public as events
from yangfan.events.public import Site
from yangfan.sites.gate.groups import prepare_groups
from yangfan.sites.hosts import addresses
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import actions, queries, starter
from yangfan.sites.pages.models import (
    AboutPage,
    ApplicationIndexPage,
    ArticleIndexPage,
    ContactPage,
    ContentPage,
    HomePage,
    ProductIndexPage,
)
from yangfan.sites.translation.languages import locale_of

BELOW_HOME = (
    ("products", ProductIndexPage),
    ("applications", ApplicationIndexPage),
    ("articles", ArticleIndexPage),
    ("about", AboutPage),
    ("contact", ContactPage),
    ("privacy", ContentPage),
)


class SiteExists(Exception):
    """The workspace already has a site built here."""


@transaction.atomic
def create_site_skeleton(
    *, workspace: Workspace, site: Site, now: datetime, publish: bool = True
) -> BuiltSite:
    """Build the page trees of the workspace's languages and open the site's host. Raises SiteExists."""
    if BuiltSite.objects.of(workspace).exists():
        raise SiteExists(workspace.slug)
    root = actions.lay_foundations()
    give_own_host(workspace, site)
    homes = []
    for code in languages_of(workspace):
        homes.append(grow_tree(workspace, root, code, homes[0] if homes else None, publish=publish))
    wagtail_site = WagtailSite.objects.create(
        hostname=addresses.main_host(site), port=80, site_name=workspace.name, root_page=homes[0]
    )
    built = BuiltSite.objects.create(workspace=workspace, tracked=site, wagtail_site=wagtail_site)
    prepare_groups(workspace=workspace, homes=homes)
    forget = lambda: addresses.forget(workspace_id=workspace.pk, hosts=site.hosts)  # noqa: E731
    transaction.on_commit(forget)
    forget()
    return built


def give_own_host(workspace: Workspace, site: Site) -> None:
    """Let the site answer on <slug>.SITES_DOMAIN, so that it is there before a domain is."""
    host = f"{workspace.slug}.{settings.SITES_DOMAIN}"
    if host not in site.hosts:
        site.hosts = [*site.hosts, host]
        site.save(update_fields=["hosts"])
        events.refresh_snapshot()


def languages_of(workspace: Workspace) -> list[str]:
    """Return the languages a new site has words for, the main one first; others come by translation."""
    codes = [workspace.language, *(code for code in workspace.locales if code in starter.LANGUAGES)]
    return list(dict.fromkeys(codes))


def grow_tree(
    workspace: Workspace, root, code: str, original: HomePage | None, *, publish: bool = True
) -> HomePage:
    """Make the home page of one language and what stands below it, tied to the pages of the main language."""
    texts = starter.texts(code, workspace.name)
    home = HomePage(
        workspace=workspace,
        locale=Locale.objects.get(language_code=code),
        slug=f"{workspace.slug}-{code}",
        show_in_menus=False,
        **texts["home"],
    )
    home = actions.add_page(parent=root, page=home, translation_of=original, publish=publish)
    for slug, model in BELOW_HOME:
        page = model(slug=slug, show_in_menus=slug != "privacy", **texts[slug])
        twin = original and model.objects.child_of(original).get(slug=slug)
        actions.add_page(parent=home, page=page, translation_of=twin, publish=publish)
    return home


@transaction.atomic
def open_language(*, workspace: Workspace, language: str, actor=None) -> HomePage:
    """Return the home page of a language; where the site has none it is made, empty and unpublished, tied to the main one.

    For who brings pages of a language that the skeleton has no words for. Raises ValueError for a language no site may have.
    """
    if home := queries.home_of(workspace, language):
        return home
    locale, root = locale_of(language), actions.lay_foundations()
    twin = next(iter(queries.homes_of(workspace)), None)
    home = HomePage(
        workspace=workspace, locale=locale, title=workspace.name, slug=f"{workspace.slug}-{language}", show_in_menus=False
    )  # fmt: skip
    home = actions.add_page(parent=root, page=home, translation_of=twin, actor=actor, publish=False)
    prepare_groups(workspace=workspace, homes=[home])
    return home
