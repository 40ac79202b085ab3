"""Whole public pages, kept until anything on their site changes; answered before the database is asked anything.

Each site has an age mark. A page is kept under the mark that stood before the page was drawn, so a page drawn while
something was being published is kept under the old mark and never found again. The mark is the time of one small file
a site, which every process of the machine looks at; with a cache that several machines share, it is an entry there.

Browsers and proxies are told to ask again each time (`no-cache`) and get 304 while nothing changed: nobody but us
decides what is fresh. A page with an offer that ends or a countdown is kept until that very moment (`frame.changes_at`).
"""

import gzip
import hashlib
import os
import time
from datetime import datetime
from functools import partial
from urllib.parse import parse_qsl
from uuid import uuid4

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone

from yangfan.core.home import folder

SECONDS = 600
# What adverts and mails add to an address; the page is the same without it, and the tracker reads it in the browser.
TRACKING = {
    "gclid", "gbraid", "wbraid", "fbclid", "ttclid", "msclkid", "li_fat_id", "twclid", "epik", "oppref", "bd_vid",
    "clickid", "gdt_vid", "qz_gdt", "_gl", "spm", "srsltid", "yclid",
}  # fmt: skip
KEPT_HEADERS = ("Content-Type", "Content-Language", "Content-Security-Policy", "X-Frame-Options")


def pages():
    return caches["pages"]


def is_shared() -> bool:
    """Say whether the kept pages lie where other machines find them too."""
    return not isinstance(pages(), LocMemCache)


def stamp(site_id: int):
    return folder("cache") / f"{site_id}.stamp"


def age_mark(site_id: int) -> int | str:
    if is_shared():
        key = f"sites:mark:{site_id}"
        return pages().get(key) or pages().get_or_set(key, fresh_mark, None)
    try:
        return stamp(site_id).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def fresh_mark() -> str:
    return uuid4().hex


def part(site_id: int, name: str, make):
    """Return what all pages of a site share, made once for each age mark: `make()`, which the cache can pickle.

    As with pages: the mark is looked at before anything is read, so nothing old is ever found under a new mark.
    """
    key = part_key(site_id, name)
    found = caches["parts"].get(key)
    if found is None:
        found = make()
        caches["parts"].set(key, found, SECONDS)
    return found


def part_key(site_id: int, name: str) -> str:
    return f"sites:part:{site_id}:{age_mark(site_id)}:{name}"


def freshen(site_id: int) -> None:
    """Make every page kept of this site old, in every process, once the transaction is through."""
    transaction.on_commit(partial(touch, site_id))


def touch(site_id: int) -> None:
    """Give the site a mark it never had: the clock of a file system is coarse, two changes may fall into one tick."""
    if is_shared():
        pages().set(f"sites:mark:{site_id}", fresh_mark(), None)
        return
    path = stamp(site_id)
    path.touch()
    mark = max(time.time_ns(), path.stat().st_mtime_ns + 1)
    os.utime(path, ns=(mark, mark))


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


def packed(response) -> tuple[bytes, dict]:
    """Return what is kept of an answer: its body, compressed once for everybody, and its headers."""
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    headers["Cache-Control"] = "no-cache"
    headers["Vary"] = "Accept-Encoding"
    return gzip.compress(response.content, 6, mtime=0), headers


def answer(request, kept: tuple[bytes, dict], found: str) -> HttpResponse:
    """Answer with a kept page, as this browser can take it: 304, compressed or plain."""
    body, headers = kept
    headers = {**headers, "X-Page-Cache": found}
    if headers["ETag"] in request.META.get("HTTP_IF_NONE_MATCH", ""):
        del headers["Content-Type"]
        return HttpResponseNotModified(headers=headers)
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    headers["Content-Length"] = str(len(body))
    return HttpResponse(body, headers=headers)


def seconds_left(request, now: datetime) -> float:
    """Return how long the page just drawn may be kept: no longer than until the first of what it shows ends or begins."""
    changes_at = getattr(request, "page_changes_at", None)
    return min(SECONDS, (changes_at - now).total_seconds()) if changes_at else SECONDS


class PageCacheMiddleware:
    """Stands behind the hosts and before everything that asks the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = key_of(request) if getattr(request, "site_id", None) else None
        kept = pages().get(key) if key else None
        if kept:
            return answer(request, kept, "hit")
        response = self.get_response(request)
        if not key or not getattr(response, "may_be_cached", False) or response.cookies:
            return response
        kept = packed(response)
        if (seconds := seconds_left(request, timezone.now())) > 0:
            pages().set(key, kept, seconds)
        return answer(request, kept, "miss")
