"""Clicks on short links: seen by our own server on a site's host, spooled like any hit; robots are told apart later.

Nothing is asked of the database: the site stands in the snapshot.
"""

import logging
import secrets
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from yangfan.events import place
from yangfan.events.collector.cookie import VISITOR_COOKIE
from yangfan.events.collector.spooling import spool_here
from yangfan.events.pipeline.sites import LINK_CLICK
from yangfan.events.pipeline.snapshot import SiteInfo
from yangfan.events.pipeline.visitor import may_use_cookie
from yangfan.events.records import Hit, encode
from yangfan.events.snapshot_file import SnapshotFile
from yangfan.events.subscribers import StoredBusiness, Subscriber, subscribers
from yangfan.events.visitors import client_ip

log = logging.getLogger("clicks")

LONGEST_URL, LONGEST_WORD, LONGEST_ID, LONGEST_USER_AGENT = 4096, 100, 64, 512
PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def record_click(request, *, url: str, props: dict[str, str]) -> bool:
    """Spool the click that `request` (with its `site_id`) is; `url` is the link's address with the tags it leads on with.

    Returns False when it could not be kept: a visitor is led on all the same.
    """
    site = _site(request.site_id)
    if site is None:
        return False
    try:
        spool_here().append(encode(_hit(request, site, url, props)) + b"\n")
    except OSError as error:
        log.error("the spool takes no clicks: %s", error)
        return False
    return True


def visitor_cookie(request) -> str:
    """Return the id that the visitor agreed to carry on this site, or "" (no database is asked)."""
    site = _site(request.site_id)
    may = site is not None and may_use_cookie(site)
    return request.COOKIES.get(VISITOR_COOKIE, "")[:LONGEST_ID] if may else ""


def comes_from_own_page(request) -> bool:
    """Say whether the request was sent from a page of the very site it is sent to."""
    host = _host_of(request.headers.get("Referer", ""))
    site = _site(request.site_id)
    return bool(host) and (
        host == _host_of(f"//{request.get_host()}") or (site is not None and host in site.hosts)
    )


def subscribe_to_clicks(handler: Callable[[StoredBusiness], None], *, name: str) -> None:
    """Have `handler` called in `work` for every click of a person, about a second later; as `subscribe` does."""
    subscribers.register(Subscriber(name, LINK_CLICK, handler))


def _hit(request, site: SiteInfo, url: str, props: dict[str, str]) -> Hit:
    now = int(time.time() * 1000)
    return Hit(
        id=f"c:{secrets.token_hex(12)}",
        workspace=site.workspace,
        site=site.id,
        name=LINK_CLICK,
        occurred_at=now,
        received_at=now,
        url=url[:LONGEST_URL],
        referrer=request.headers.get("Referer", "")[:LONGEST_URL],
        # "-" as in a web log: who does not say what it is, is no browser.
        user_agent=request.headers.get("User-Agent", "").strip()[:LONGEST_USER_AGENT] or "-",
        ip=client_ip(request),
        language=request.headers.get("Accept-Language", "")[:LONGEST_WORD],
        visitor=visitor_cookie(request),
        trusted=True,
        props=props | _purpose(request),
    )


def _purpose(request) -> dict[str, str]:
    """A browser that fetches ahead is no click; the pipeline sets it apart by this word."""
    said = " ".join(request.headers.get(name, "") for name in PURPOSES).lower()
    known = next((word for word in ("prefetch", "preview", "prerender") if word in said), "")
    return {"purpose": known} if known else {}


def _site(site_id: int) -> SiteInfo | None:
    file = _snapshot_file(place.snapshot_file())
    return file.current().sites_by_id.get(site_id) or file.look().sites_by_id.get(site_id)


@cache
def _snapshot_file(path: Path) -> SnapshotFile:
    return SnapshotFile(path)


def _host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
