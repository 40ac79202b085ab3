"""Which host a site answers on, and which site answers on a host. Cached; forgotten when either changes."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.cache import cache

from yangfan.events.public import Site

SECONDS = 20  # another process may have changed a host: be wrong no longer than this


@dataclass(frozen=True)
class Root:
    """Where the pages of a workspace live."""

    wagtail_site_id: int
    url: str  # scheme, host and port, no slash at the end


def site_of_host(host: str) -> Site | None:
    """Return the tracked site that answers on this host and was built here, or None."""
    site_id = site_id_of_host(host)
    if not site_id:
        return None
    site = (
        Site.objects.across_workspaces()
        .select_related("workspace", "built", "built__wagtail_site", "built__logo")
        .filter(pk=site_id, built__isnull=False)
        .first()
    )
    if site is not None:
        site.built.workspace = site.workspace  # the same row: it is not asked for again
    return site


def site_id_of_host(host: str) -> int:
    """Return the id of the site that answers on this host; 0 when none does."""
    host = host.lower().rstrip(".")
    key = f"sites:host:{host}"
    site_id = cache.get(key)
    if site_id is None:
        site_id = find_site(host)
        cache.set(key, site_id, SECONDS)
    return site_id


def leads_to(host: str, site_id: int) -> str:
    """Return the origin of the site's main host when this host leads there (www and other domains of its own)."""
    host = host.lower().rstrip(".")
    if is_ours(host):  # the address before a domain is there: stays reachable, whatever DNS says
        return ""
    key = f"sites:leads:{host}"
    origin = cache.get(key)
    if origin is None:
        origin = find_lead(host, site_id)
        cache.set(key, origin, SECONDS)
    return origin


def find_lead(host: str, site_id: int) -> str:
    from yangfan.sites.hosts.models import RootSettings

    site = Site.objects.across_workspaces().select_related("workspace").filter(pk=site_id).first()
    if site is None or main_host(site) == host or is_ours(main_host(site)):
        return ""
    kept = RootSettings.objects.of(site.workspace).filter(site=site).first()
    return origin_of(main_host(site)) if kept is None or kept.leads_to_main else ""


def find_site(host: str) -> int:
    """Return the id of the site of this host; 0 when there is none."""
    rows = Site.objects.across_workspaces().filter(built__isnull=False)
    suffix = f".{settings.SITES_DOMAIN}"
    if host.endswith(suffix):
        own = rows.filter(workspace__slug=host.removesuffix(suffix)).values_list("pk", flat=True).first()
        if own:
            return own
    for pk, hosts in rows.values_list("pk", "hosts"):  # JSON: asked row by row, the same on every database
        if host in hosts:
            return pk
    return 0


def root_of(workspace_id: int | None) -> Root | None:
    """Return where this workspace's pages live, or None when it has no site built here."""
    if workspace_id is None:
        return None
    key = f"sites:root:{workspace_id}"
    root = cache.get(key)
    if root is None:
        root = find_root(workspace_id)
        cache.set(key, root or "", SECONDS)
    return root or None


def find_root(workspace_id: int) -> Root | None:
    from yangfan.sites.look.models import BuiltSite

    built = BuiltSite.objects.across_workspaces().filter(workspace_id=workspace_id)
    built = built.select_related("tracked", "workspace").first()
    if built is None:
        return None
    return Root(built.wagtail_site_id, origin_of(main_host(built.tracked)))


def main_host(site: Site) -> str:
    """Return the host that addresses are written with: the first of its own, else <slug>.SITES_DOMAIN."""
    return site.hosts[0] if site.hosts else f"{site.workspace.slug}.{settings.SITES_DOMAIN}"


def origin_of(host: str) -> str:
    """Return scheme, host and, where it must be written, port; the port is the console's own."""
    console = urlsplit(settings.CONSOLE_URL)
    port = f":{console.port}" if console.port else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}"


def path_of(url_path: str, language: str) -> str:
    """Return the path that a page (by its place in the tree, /home/products/a12/) has on its own host."""
    return f"/{language}/{quote(url_path.split('/', 2)[2])}"


def forget(*, workspace_id: int, hosts=()) -> None:
    """Drop what is remembered of a workspace, after its hosts changed."""
    cache.delete_many([f"sites:root:{workspace_id}", *(f"sites:host:{host}" for host in hosts)])
    cache.delete_many([f"sites:leads:{host}" for host in hosts])


def is_ours(host: str) -> bool:
    """Say whether a host belongs to the installation itself: the console's, or below SITES_DOMAIN."""
    return (
        host in settings.CONSOLE_HOSTS
        or host == settings.SITES_DOMAIN
        or host.endswith(f".{settings.SITES_DOMAIN}")
    )
