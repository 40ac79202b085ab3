"""Whole public pages, kept until anything on their site changes; answered before the database is asked anything.

Every process looks at one small file per site; touching it makes all that was kept of that site old.
"""

import hashlib
from functools import partial
from urllib.parse import parse_qsl

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse

from yangfan.core.home import folder

SECONDS = 600
# What adverts and mails add to an address; the page is the same without it, and the tracker reads it in the browser.
TRACKING = {
    "gclid", "gbraid", "wbraid", "fbclid", "ttclid", "msclkid", "li_fat_id", "twclid", "epik", "oppref", "bd_vid",
    "clickid", "gdt_vid", "qz_gdt", "_gl", "spm", "srsltid", "yclid",
}  # fmt: skip
KEPT_HEADERS = ("Content-Type", "Content-Language", "Content-Security-Policy")


def stamp(site_id: int):
    return folder("cache") / f"{site_id}.stamp"


def age_mark(site_id: int) -> int:
    try:
        return stamp(site_id).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def freshen(site_id: int) -> None:
    """Make every page kept of this site old, in every process, once the transaction is through."""
    transaction.on_commit(partial(touch, site_id))


def touch(site_id: int) -> None:
    path = stamp(site_id)
    path.touch()


def freshen_workspace(workspace_id: int) -> None:
    """Make every page kept of this workspace's site old."""
    from yangfan.sites.look.models import BuiltSite

    rows = BuiltSite.objects.across_workspaces().filter(workspace_id=workspace_id)
    for site_id in rows.values_list("tracked_id", flat=True):
        freshen(site_id)


def key_of(request) -> str | None:
    """Return under which key this request's page may be kept; None when it may not."""
    if request.method != "GET" or getattr(request, "is_dummy", False):
        return None
    for name, _value in parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True):
        if not (name.startswith(("utm_", "hsa_", "mc_")) or name in TRACKING):
            return None
    where = hashlib.sha256(f"{request.get_host().lower()}{request.path}".encode()).hexdigest()[:32]
    return f"sites:page:{request.site_id}:{age_mark(request.site_id)}:{where}"


class PageCacheMiddleware:
    """Stands behind the hosts and before everything that asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = key_of(request) if getattr(request, "site_id", None) else None
        kept = cache.get(key) if key else None
        if kept:
            return HttpResponse(kept[0], headers=kept[1] | {"X-Page-Cache": "hit"})
        response = self.get_response(request)
        if key and getattr(response, "may_be_cached", False) and not response.cookies:
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            cache.set(key, (response.content, headers), SECONDS)
        return response
