"""Where a workspace's site and its editor are found."""

from django.conf import settings
from django.urls import reverse

from yangfan.accounts.public import Workspace
from yangfan.sites.hosts import addresses
from yangfan.sites.pages.queries import homes_of


def site_address(workspace: Workspace, language: str | None = None) -> str | None:
    """Return the address of the site, or of one of its languages; None when no site was built here."""
    root = addresses.root_of(workspace.pk)
    if root is None:
        return None
    return f"{root.url}/{language}/" if language else f"{root.url}/"


def edit_address(workspace: Workspace) -> str | None:
    """Return where a person edits the site's main home page; None when no site was built here."""
    homes = homes_of(workspace)
    if not homes:
        return None
    return settings.CONSOLE_URL + reverse("wagtailadmin_explore", args=[homes[0].pk])


def has_only_default_host(built) -> bool:
    """Say whether the site still answers only below the installation's own domain."""
    return all(addresses.is_ours(host) for host in built.tracked.hosts)
