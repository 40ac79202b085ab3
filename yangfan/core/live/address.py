"""Where a page listens."""

import os
import time
from urllib.parse import urlsplit

from yangfan.core.live import passes, place

HOUR = 3600


def address(*topics: str, host: str, seconds: int = HOUR, here: str = "") -> str:
    """Return what EventSource opens to hear these topics for so long; empty when live notices are off.

    `host` is that of the page (`request.get_host()`). While the page listens, the topic `here` knows: it is told the
    kinds `here` and `gone`. The caller has checked that this reader may know of the topics.
    """
    if not place.port():
        return ""
    token = passes.issue(topics=topics, until=time.time() + seconds, here=here)
    return f"{origin(host)}/live/{token}"


def origin(host: str) -> str:
    """Return scheme, host and port of the `live` process as a page on this host sees it; empty when they are the page's.

    $LIVE_URL wins. Behind a proxy of ours `/live/` is on the page's own host, otherwise it is another port of it.
    """
    if not place.port():
        return ""
    given = os.environ.get("LIVE_URL", "").rstrip("/")
    if given or os.environ.get("BEHIND_PROXY", "").lower() in ("1", "true", "yes", "on"):
        return given
    scheme = os.environ.get("PUBLIC_SCHEME") or "http"
    name = urlsplit(f"//{host}").hostname or "localhost"
    return f"{scheme}://{f'[{name}]' if ':' in name else name}:{place.port()}"
