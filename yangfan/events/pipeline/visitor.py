"""Steps: may we use the cookie, and which visitor is this? The web form asks the same functions.

Without consent a visitor is a keyed hash of the workspace's day, the site, the address and the agent: the same
person is somebody else the next day, and once the day's salt is deleted nobody can tell any more who it was.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.sites import EXPOSURE
from yangfan.events.pipeline.snapshot import SiteInfo, Snapshot


def may_use_cookie(site: SiteInfo, *, trusted: bool = False) -> bool:
    """Say whether a visitor's own id is used: given after consent, or by a trusted server that answers for it."""
    return trusted or site.consent == "ask"


def local_day(site: SiteInfo, at: int) -> date:
    """Return the day it was in the workspace's zone at `at` (ms)."""
    return datetime.fromtimestamp(at / 1000, _zone(site.time_zone)).date()


def visitor_id(
    *,
    site: SiteInfo,
    salts: dict[str, str],
    at: int,
    cookie: str = "",
    ip: str = "",
    user_agent: str = "",
    import_id: str = "",
    days_back: int = 0,
) -> int:
    """Return the visitor's id: of the cookie, else the hash of the day of `at` (ms), or of `days_back` days before.

    `salts` are the workspace's (Snapshot.salts[workspace]). Without a salt for the day, and for imports, the key is
    derived from the site's secret, so that running an import again finds the same visitors.
    """
    if cookie:
        return _hash64(site.visitor_key.encode(), "cookie", site.id, cookie)
    day = (local_day(site, at) - timedelta(days=days_back)).isoformat()
    salt = "" if import_id else salts.get(day, "")
    key = salt or f"{site.visitor_key}{day}"
    return _hash64(key.encode(), "day", site.id, ip, user_agent)


def read_consent(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set whether this visitor agreed to be recognised."""
    hit = passing.line
    passing.consented = bool(hit.visitor) and may_use_cookie(passing.site, trusted=hit.trusted)
    return None


def find_visitor(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set the visitor, and what the same person was called before. Exposures are nobody's."""
    hit, site = passing.line, passing.site
    if hit.name == EXPOSURE or not (passing.consented or hit.ip or hit.user_agent):
        return None
    salts = snapshot.salts.get(site.workspace, {})
    hashes = tuple(
        visitor_id(
            site=site, salts=salts, at=hit.occurred_at, ip=hit.ip, user_agent=hit.user_agent,
            import_id=hit.import_id, days_back=days_back,
        )
        for days_back in (0, 1)
    )  # fmt: skip
    if passing.consented:
        passing.visitor_id = visitor_id(site=site, salts=salts, at=hit.occurred_at, cookie=hit.visitor)
        passing.former_ids = hashes
    else:
        passing.visitor_id, *former = hashes
        passing.former_ids = tuple(former)
    return None


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _hash64(key: bytes, *parts: object) -> int:
    words = "\x1f".join(map(str, parts)).encode()
    if len(key) > 64:
        key = blake2b(key, digest_size=32).digest()
    return int.from_bytes(blake2b(words, key=key, digest_size=8).digest(), "big") or 1
