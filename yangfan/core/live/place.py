"""Where the `live` process listens and what it is shown. Needs no Django: the process itself imports it."""

import os

from yangfan.core.home import secret


def port() -> int:
    """Return the port: $LIVE_PORT, else the one after the store's; 0 switches live notices off."""
    given = os.environ.get("LIVE_PORT")
    return int(given) if given else int(os.environ.get("STORE_PORT") or 8002) + 1


def key() -> str:
    """Return what signs the passes of pages, and what a process shows to tell something."""
    return secret("live_key")


def redis_url() -> str:
    """Return the Redis through which several machines hear each other; empty on one machine."""
    return os.environ.get("REDIS_URL", "")


REDIS_CHANNEL = "yangfan:live"
