"""Where a workspace's site and its editor are found."""

from django.conf import settings
from django.urls import reverse

from yangfan.accounts.public import Workspace
from yangfan.sites.hosts import addresses
from yangfan.sites.pages.queries import homes_of, pages_of


def site_address(workspace: Workspace, language: str | None = None) -> str | None:
    """Return the address of the site, or of one of its languages; None when no site was built here."""
    root = addresses.root_of(workspace.pk)
    if root is None:
        return None
    return f"{root.url}/{language}/" if language else f"{root.url}/"


def site_origin(workspace_id: int) -> str | None:
    """Return scheme, host and port that the site's addresses are written with; None when no site was built here."""
    root = addresses.root_of(workspace_id)
    return root.url if root else None


def hosts_of(workspace: Workspace) -> set[str]:
    """Return every host that this workspace's site answers on."""
    built = workspace_site(workspace)
    if built is None:
        return set()
    return {*built.tracked.hosts, f"{workspace.slug}.{settings.SITES_DOMAIN}"}


def page_paths(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return (language, path, title) of every public page, in tree order."""
    rows = pages_of(workspace).live().values_list("locale__language_code", "url_path", "title")
    return [(language, addresses.path_of(url_path, language), title) for language, url_path, title in rows]


def workspace_site(workspace: Workspace):
    """Return the site that was built for this workspace, or None."""
    from yangfan.sites.look.models import BuiltSite

    return BuiltSite.objects.of(workspace).select_related("tracked", "logo").first()


def edit_address(workspace: Workspace) -> str | None:
    """Return where a person edits the site's main home page; None when no site was built here."""
    homes = homes_of(workspace)
    if not homes:
        return None
    return settings.CONSOLE_URL + reverse("wagtailadmin_explore", args=[homes[0].pk])


def has_only_default_host(built) -> bool:
    """Say whether the site still answers only below the installation's own domain."""
    return all(addresses.is_ours(host) for host in built.tracked.hosts)
