"""Addresses of links: what a target may be, and the target with its tags. Pure but for the workspace's own host."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from yangfan.events import public as events
from yangfan.sites import public as sites

PATH = "/go/"
LONGEST = 2000
CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")
# No 0 o 1 l i, no u beside v: what people copy from paper.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
RANDOM_LENGTH = 6


class BadTarget(ValueError):
    """No link may lead there; the text says why, in the reader's language."""


def plain_target(workspace, text: str) -> str:
    """Return a target as links keep it: a path of the workspace's own site, or an http(s) address elsewhere; raise BadTarget."""
    text = text.strip()
    if len(text) > LONGEST:
        raise BadTarget(_("The address is longer than %(most)d characters.") % {"most": LONGEST})
    if re.search(r"[\x00-\x20\x7f\\]", text):
        raise BadTarget(_("An address has no spaces, line breaks or backslashes."))
    if text.startswith("/") and not text.startswith("//"):
        return _not_a_link(text)
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").lower()
        _port = parts.port
    except ValueError as error:
        raise BadTarget(_("This is not an address.")) from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise BadTarget(_("The address begins with https:// or http://, or with / for a page of your site."))
    if "@" in parts.netloc:
        raise BadTarget(_("An address with a name or password before the host is not allowed."))
    if host in sites.hosts_of(workspace):
        return _not_a_link(urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment)))
    return text


def _not_a_link(path: str) -> str:
    if path.startswith("//"):
        raise BadTarget(_("This is not an address."))
    if path.startswith(PATH):
        raise BadTarget(_("This is a short link itself: it would lead in a circle."))
    return path


def is_own(target: str) -> bool:
    """Say whether a kept target lies on the workspace's own site."""
    return target.startswith("/")


def absolute(target: str, origin: str) -> str:
    """Return the whole address of a kept target."""
    return origin + target if is_own(target) else target


def tagged(address: str, tags: dict[str, str]) -> str:
    """Return the address with these parameters; what it carries already stays as it is."""
    parts = urlsplit(address)
    there = {name.lower() for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
    missing = {name: value for name, value in tags.items() if value and name.lower() not in there}
    if not missing:
        return address
    query = "&".join(filter(None, [parts.query, urlencode(missing)]))
    return urlunsplit(parts._replace(query=query))


def tags_in(address: str) -> dict[str, str]:
    """Return the parameters of an address that name a campaign or a click."""
    query = urlsplit(address).query
    return {name: value for name, value in parse_qsl(query) if events.is_tag(name)}


def short_address(workspace, code: str) -> str:
    """Return the whole short address; "" when the workspace has no site to answer it."""
    origin = sites.site_origin(workspace.pk)
    return f"{origin}{PATH}{code}" if origin else ""
