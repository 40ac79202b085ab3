"""Whose request is this? The web form and the trusted doors ask what the loader would find."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from yangfan.events.collector.cookie import VISITOR_COOKIE
from yangfan.events.models import Site
from yangfan.events.pipeline import visitor
from yangfan.events.snapshot import salts_of, site_info


@dataclass(frozen=True)
class VisitorRef:
    """A visitor as the stream knows it."""

    visitor_id: int
    consented: bool


def visitor_of_request(request, *, site: Site, now: datetime) -> VisitorRef:
    """Return the visitor who sent this request to the site."""
    info = site_info(site)
    cookie = request.COOKIES.get(VISITOR_COOKIE, "")[:64] if visitor.may_use_cookie(info) else ""
    visitor_id = visitor_id_for(
        site=site,
        cookie=cookie,
        ip=client_ip(request),
        user_agent=request.headers.get("User-Agent", ""),
        at=now,
    )
    return VisitorRef(visitor_id, consented=bool(cookie))


def visitor_id_for(
    *, site: Site, at: datetime, cookie: str = "", ip: str = "", user_agent: str = "", import_id: str = ""
) -> int:
    """Return the id the loader gives to a hit with these words at this time."""
    return visitor.visitor_id(
        site=site_info(site),
        salts=salts_of(site.workspace_id),
        at=int(at.timestamp() * 1000),
        cookie=cookie,
        ip=ip,
        user_agent=user_agent,
        import_id=import_id,
    )


def client_ip(request) -> str:
    """Return who asks; behind a proxy of ours, who asked the proxy."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
