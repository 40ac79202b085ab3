"""What the shell shows of sites: the way to the public site, search hits, and what is still missing."""

from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.accounts.public import Workspace
from yangfan.core.ui.missing import Missing
from yangfan.core.ui.search import Found
from yangfan.sites.approval.queries import submitted
from yangfan.sites.hosts import queries as hosts
from yangfan.sites.hosts.addresses import path_of
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import cache, queries
from yangfan.sites.pages.models import ProductPage
from yangfan.sites.screens import actions
from yangfan.sites.translation import tasks as translation_tasks
from yangfan.sites.trash import actions as trash


def workspace_changed(*, workspace: Workspace, fields: list[str]) -> None:
    """A new colour shows at once; a new language gets its pages."""
    if {"locales", "language"} & set(fields):
        actions.add_languages(workspace=workspace)
    cache.freshen_workspace(workspace.pk)


def chat_changed(workspace: Workspace) -> None:
    """Show or hide the chat on every page at once."""
    cache.freshen_workspace(workspace.pk)
    translation_tasks.follow_soon(workspace.pk, "chat")


def publish_scheduled(now) -> None:
    """Publish and take down what is due."""
    call_command("publish_scheduled", verbosity=0)


def empty_trash(now) -> None:
    """Delete for good what has waited long enough."""
    trash.empty_old(now)


def view_address(workspace: Workspace) -> str:
    """Return where the public site is, with the way back into the editor switched on."""
    homes = [home for home in queries.homes_of(workspace) if home.live]
    return f"{homes[0].full_url}#edit" if homes else ""


def find_pages(workspace: Workspace, query: str, limit: int) -> list[Found]:
    """Return pages whose title holds the words."""
    pages = queries.pages_of(workspace).filter(title__icontains=query).select_related("locale")[:limit]
    return [
        Found(
            title=page.title,
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            note=page.locale.get_display_name(),
            icon="file-text",
        )
        for page in pages
    ]


def product_names(workspace: Workspace) -> list[str]:
    """Return names and model numbers of what the site shows, longest first."""
    rows = ProductPage.objects.filter(workspace=workspace, live=True).values_list("title", "model_number")
    return sorted({name for row in rows for name in row if name}, key=len, reverse=True)


def page_titles(workspace: Workspace, paths: set[str]) -> dict[str, str]:
    """Return path -> title of those of our pages that are read at these paths."""
    slugs = {path.strip("/").rpartition("/")[2] for path in paths}
    pages = queries.pages_of(workspace).filter(live=True, slug__in=slugs)
    found = pages.values_list("url_path", "locale__language_code", "title")
    titles = {path_of(url_path, language): title for url_path, language, title in found}
    return {path: titles[path] for path in paths & titles.keys()}


def what_is_missing(workspace: Workspace) -> list[Missing]:
    """Say what a site needs before it can win anybody."""
    built = BuiltSite.objects.of(workspace).select_related("tracked").first()
    if built is None:
        return []
    found = []
    if not ProductPage.objects.filter(workspace=workspace, live=True).exists():
        found.append(
            Missing(
                title=_("Publish your first product"),
                why=_("Buyers look for a product, not for a company."),
                button=_("Add a product"),
                url=reverse("sites_pages", args=[workspace.slug]),
                minutes=10,
            )
        )
    if hosts.has_only_default_host(built):
        found.append(
            Missing(
                title=_("Connect your own domain"),
                why=_("Search engines and customers trust your own name."),
                button=_("Add the domain"),
                url=reverse("sites_hosts", args=[workspace.slug]),
                minutes=5,
            )
        )
    return found


def waits_for_approval(workspace: Workspace) -> Missing | None:
    """Pages that somebody wants published."""
    waiting = submitted(workspace)
    if not waiting:
        return None
    return Missing(
        title=ngettext(
            "%(n)d page waits for your approval", "%(n)d pages wait for your approval", len(waiting)
        )
        % {"n": len(waiting)},
        why=_("%(by)s wants “%(title)s” published.") % {"by": waiting[0].by, "title": waiting[0].title},
        button=_("Look at it"),
        url=reverse("sites_pages", args=[workspace.slug]),
        minutes=2 * len(waiting),
        worth=82,
    )
