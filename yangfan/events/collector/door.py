"""The doors of the collector, whoever serves them: `collect` (no Django) or a site's own host (Django).

A door takes a request and returns a Reply; its `lines` must be durable before the reply goes out.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

import msgspec

from yangfan.events.collector.cookie import VISITOR_COOKIE
from yangfan.events.collector.hits import (
    Asked,
    BadHit,
    BadRows,
    pixel_hit,
    public_hit,
    read_sent,
    trusted_hits,
)
from yangfan.events.collector.rates import Buckets
from yangfan.events.pipeline.snapshot import SiteInfo, Snapshot, hash_secret
from yangfan.events.records import Hit, encode
from yangfan.events.snapshot_file import SnapshotFile

LARGEST_PUBLIC = 64 * 1024
LARGEST_TRUSTED = 8 * 1024 * 1024
PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
TRACKERS = [Path(__file__).with_name(name) for name in ("tracker.min.js", "tracker.js")]

Headers = list[tuple[str, str]]
ANYONE: Headers = [("access-control-allow-origin", "*")]
ASK_FIRST: Headers = [
    *ANYONE,
    ("access-control-allow-methods", "POST, GET"),
    ("access-control-allow-headers", "content-type"),
    ("access-control-max-age", "86400"),
]
NEVER_KEEP: Headers = [("cache-control", "no-store")]
BEARER = re.compile(r"Bearer\s+(\S+)", re.I)


@dataclass
class Reply:
    """What to answer once `lines` (if any) are on the disk."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    lines: bytes = b""


@dataclass
class Request:
    """What a door looks at."""

    header: Callable[[str], str | None]  # by lower-case name
    ip: str
    now: int  # ms
    body: bytes = b""
    query: dict[str, str] = field(default_factory=dict)

    def asked(self) -> Asked:
        return Asked(
            now=self.now,
            ip=self.ip,
            user_agent=self.header("user-agent") or "",
            language=self.header("accept-language") or "",
            cookie=_cookie(self.header("cookie") or ""),
        )


@dataclass
class Counts:
    """What came to the doors since the process started."""

    accepted: int = 0
    refused: int = 0
    unknown_key: int = 0
    limited: int = 0


class Doors:
    """All doors of one process: they share the snapshot, the buckets and the counts."""

    def __init__(self, snapshot: SnapshotFile | None = None, buckets: Buckets | None = None):
        self._snapshot = snapshot or SnapshotFile()
        self._buckets = buckets or Buckets()
        self.counts = Counts()

    def collect(self, request: Request) -> Reply:
        """POST /e: events of a tracker."""
        try:
            sent = read_sent(request.body)
            asked = request.asked()
            if not self._buckets.take(request.ip, len(sent)):
                return self._limit()
            hits = [public_hit(each, self._site_of(each.k), asked) for each in sent]
        except UnknownKey:
            return self._refuse_key()
        except BadHit as error:
            return self._refuse(str(error))
        return self._accept(hits, Reply(202, ANYONE))

    def pixel(self, request: Request) -> Reply:
        """GET /p.gif: a page view without scripts. The image comes whatever happens, with the verdict as status."""
        image = Reply(200, [*NEVER_KEEP, ("content-type", "image/gif")], PIXEL)
        try:
            if not self._buckets.take(request.ip):
                return self._limit()
            site = self._site_of(request.query.get("k", ""))
            hit = pixel_hit(request.query, site, request.asked(), referer=request.header("referer") or "")
        except UnknownKey:
            return self._refuse_key()
        except BadHit as error:
            return self._refuse(str(error))
        return self._accept([hit], image)

    def trusted(self, request: Request) -> Reply:
        """POST /v1/events: events of a server that holds the site's secret key."""
        given = BEARER.fullmatch(request.header("authorization") or "")
        site = given and self._find(lambda known: known.sites_by_secret_hash, hash_secret(given.group(1)))
        if not site:
            self.counts.unknown_key += 1
            return _json(401, {"error": "a Bearer secret key is needed"}, [("www-authenticate", "Bearer")])
        try:
            hits = trusted_hits(request.body, site, now=request.now)
        except BadRows as error:
            self.counts.refused += len(error.errors)
            return _json(422, {"error": str(error), "rows": error.errors})
        except BadHit as error:
            self.counts.refused += 1
            return _json(400, {"error": str(error)})
        return self._accept(hits, _json(202, {"accepted": len(hits)}))

    def tracker(self, request: Request) -> Reply:
        """GET /y.js: the tracker itself."""
        script, tag = tracker_script()
        headers = [*ANYONE, ("etag", tag), ("cache-control", "public, max-age=3600")]
        if request.header("if-none-match") == tag:
            return Reply(304, headers)
        return Reply(200, [*headers, ("content-type", "text/javascript; charset=utf-8")], script)

    def _site_of(self, public_key: str) -> SiteInfo:
        site = self._find(lambda known: known.sites_by_public_key, public_key)
        if site is None:
            raise UnknownKey
        return site

    def _find(self, index: Callable[[Snapshot], dict[str, SiteInfo]], key: str) -> SiteInfo | None:
        """Return the site of this key; a stranger's key is looked for in the newest snapshot too."""
        return index(self._snapshot.current()).get(key) or index(self._snapshot.look()).get(key)

    def _accept(self, hits: list[Hit], reply: Reply) -> Reply:
        self.counts.accepted += len(hits)
        reply.lines = b"".join(encode(hit) + b"\n" for hit in hits)
        return reply

    def _refuse(self, why: str) -> Reply:
        self.counts.refused += 1
        return _json(400, {"error": why}, ANYONE)

    def _refuse_key(self) -> Reply:
        self.counts.unknown_key += 1
        return _json(403, {"error": "no site has this key"}, ANYONE)

    def _limit(self) -> Reply:
        self.counts.limited += 1
        return _json(429, {"error": "too many events from this address"}, [*ANYONE, ("retry-after", "10")])


class UnknownKey(Exception):
    """No site has this public key."""


@cache
def tracker_script() -> tuple[bytes, str]:
    """Return the tracker and its tag."""
    script = next((path.read_bytes() for path in TRACKERS if path.exists()), b"")
    return script, f'"{hashlib.sha256(script).hexdigest()[:16]}"'


def full_disk() -> Reply:
    """Return the answer when the spool cannot take an event: the sender may try again."""
    return _json(503, {"error": "the event could not be kept, try again"}, [*ANYONE, ("retry-after", "5")])


def too_large() -> Reply:
    return _json(413, {"error": "too much at once"}, ANYONE)


def _json(status: int, body: object, headers: Headers = ()) -> Reply:
    return Reply(
        status, [*headers, *NEVER_KEEP, ("content-type", "application/json")], msgspec.json.encode(body)
    )


def _cookie(header: str) -> str:
    if VISITOR_COOKIE not in header:
        return ""
    try:
        found = SimpleCookie(header).get(VISITOR_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
