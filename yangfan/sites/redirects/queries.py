"""Where an old address leads."""

from urllib.parse import urlsplit

from yangfan.sites.hosts import addresses
from yangfan.sites.redirects.models import Redirect

MOST_STEPS = 20


def plain(path: str) -> str:
    """Return a path as redirects keep it: one slash before, none behind."""
    return "/" + path.strip().strip("/")


def redirect_of(*, site, path: str) -> Redirect | None:
    """Return the redirect of `path` on this site, or None."""
    wanted = plain(path)
    return Redirect.objects.of(site.workspace).filter(site=site, old_path__in=[wanted, wanted + "/"]).first()


def own_path(site, target: str) -> str | None:
    """Return the path a target has on this very site; None when it leads elsewhere."""
    if target.startswith("/"):
        return plain(urlsplit(target).path)
    parts = urlsplit(target)
    hosts = {*site.hosts, addresses.main_host(site)}
    return plain(parts.path) if (parts.hostname or "").lower() in hosts else None


def leads_in_a_circle(*, site, old_path: str, target: str) -> bool:
    """Say whether following the redirects from `target` comes back to `old_path`."""
    rows = Redirect.objects.of(site.workspace).filter(site=site)
    known = {plain(old): to for old, to in rows.values_list("old_path", "target")}
    at = own_path(site, target)
    for _step in range(MOST_STEPS):
        if at is None:
            return False
        if at == plain(old_path):
            return True
        if at not in known:
            return False
        at = own_path(site, known[at])
    return True
