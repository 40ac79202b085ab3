"""The demo's one-click roles: registered by the demo, open only with DEMO=1 and only to this very machine."""

import ipaddress
from dataclasses import dataclass

from django.conf import settings

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class DemoDoor:
    """One button of the start page: who one becomes (`email`), what one sees there and where it leads."""

    key: str
    email: str
    title: str  # lazily translated
    note: str  # lazily translated
    icon: str = "user"
    goes_to: str = ""  # an address; empty: the person's first workspace
    order: int = 100


doors: Registry[DemoDoor] = Registry("demo door")


def is_open(request) -> bool:
    """True in a demo, asked from this machine, not through a proxy from elsewhere."""
    if not settings.DEMO or "HTTP_X_FORWARDED_FOR" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
