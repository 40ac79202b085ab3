"""Step: the page's host and path in one form, its query read and cleaned, and the referrer, when it is another site."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode, urlsplit

from yangfan.events.pipeline import tables
from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.snapshot import Snapshot

LONGEST_PATH = 500
ESCAPED_TEXT = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
# Parameters that name a campaign or a click, not a page ...
TRACKING = re.compile(
    r"^(utm_.*|mtm_.*|pk_.*|hm(sr|md|pl|cu|kw|ci)|_gl|_ga|gad_.*|gclsrc|dclid|srsltid|mc_(cid|eid)|_hs(enc|mi)|igshid|igsh"
    r"|ref_src|spm|scm|from|isappinstalled|nsukey|wxfrom|scene|share_.*|vd_source|xsec_.*|clicktime)$"
)  # fmt: skip
# ... or a person, and must not be kept in a path.
PERSONAL = re.compile(
    r"^(e-?mail|phone|tel|mobile|token|password|passwd|pwd|sid|session(id)?|phpsessid|jsessionid|code|key)$"
)


@lru_cache(maxsize=20_000)
def split_address(url: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return host, path (with what matters of the query) and the query's parameters; host "" when it is no web page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return "", "", ()
    if parts.scheme not in ("http", "https", "android-app") or not host:
        return "", "", ()
    parameters = tuple(
        (name.lower(), value) for name, value in parse_qsl(parts.query, keep_blank_values=False)
    )
    return host, _clean_path(parts.path, parameters), parameters


def _clean_path(path: str, parameters) -> str:
    path = re.sub(r"/{2,}", "/", path) or "/"
    path = ESCAPED_TEXT.sub(lambda match: _decoded(match.group()), path)
    kept = [
        (name, value)
        for name, value in parameters
        if not (TRACKING.match(name) or PERSONAL.match(name) or name in tables.CLICK_IDS)
    ]
    return (path + ("?" + urlencode(kept) if kept else ""))[:LONGEST_PATH]


def _decoded(escaped: str) -> str:
    try:
        return unquote_to_bytes(escaped).decode()
    except UnicodeDecodeError:
        return escaped


def is_same_site(host: str, page_host: str, hosts: list[str]) -> bool:
    """Say whether `host` is the site itself, with or without www."""
    bare = host.removeprefix("www.")
    return bare == page_host.removeprefix("www.") or bare in (each.removeprefix("www.") for each in hosts)


def read_page(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set host, path, parameters and referrer; refuse a page view that names no web page."""
    line = passing.line
    host, path, parameters = split_address(line.url)
    if not host and not passing.is_business and line.name == "page_view":
        return Drop("bad_address")
    passing.host, passing.path, passing.parameters = host, path, dict(parameters)
    referrer_host, referrer_path, _ = split_address(line.referrer)
    if referrer_host and is_same_site(referrer_host, host, passing.site.hosts):
        passing.is_internal = True
    elif referrer_host:
        passing.referrer_host = referrer_host
        passing.referrer = f"{referrer_host}{referrer_path.partition('?')[0]}"[:300]
    return None
