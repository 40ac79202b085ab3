"""One way to the event store: the embedded engine's owner, a cluster, or (tests, tiny installs) the engine in process."""

import os
import threading
from urllib.parse import parse_qsl, unquote, urlsplit

import clickhouse_connect
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import OperationalError as StoreUnavailable

from yangfan.core.home import secret
from yangfan.events import place
from yangfan.events.store import schema

__all__ = ["StoreUnavailable", "client", "close", "prepare"]

_lock = threading.Lock()
_clients: dict[tuple[int, str, str], Client] = {}


def client(*, lane: str = "read") -> Client:
    """Return this process's client of the store (safe to share between threads).

    `lane="load"` is the loader's: the owner answers it beside the dashboards, never behind them.
    Raises StoreUnavailable when nobody answers.
    """
    key = (os.getpid(), place.store_url(), lane)
    with _lock:
        if key not in _clients:
            _clients[key] = _connect(place.store_url(), lane)
        return _clients[key]


def close() -> None:
    """Let go of every connection, and of the embedded engine where it runs in this process."""
    with _lock:
        while _clients:
            _clients.popitem()[1].close()


def prepare(to: Client | None = None) -> None:
    """Create what tables are missing."""
    to = to or client(lane="load")
    for statement in schema.STATEMENTS:
        to.command(statement)


def _connect(url: str, lane: str) -> Client:
    parts = urlsplit(url)
    if parts.scheme == "chdb":
        # One engine per process and folder: both lanes share the handle.
        for (pid, known_url, _), known in _clients.items():
            if (pid, known_url) == (os.getpid(), url):
                return known
        return clickhouse_connect.get_client(interface="chdb", path=unquote(parts.path), tz_mode="aware")
    return clickhouse_connect.get_client(
        host=parts.hostname,
        port=parts.port or (8443 if parts.scheme == "https" else 8123),
        interface=parts.scheme,
        username=unquote(parts.username or "default"),
        password=unquote(parts.password) if parts.password is not None else secret("store_key"),
        client_name=f"yangfan-{lane}",
        autogenerate_session_id=False,
        query_limit=0,
        tz_mode="aware",
        connect_timeout=3,
        send_receive_timeout=60,
        **dict(parse_qsl(parts.query)),
    )
