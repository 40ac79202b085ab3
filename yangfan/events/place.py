"""Where this installation's stream lies: spool, store, snapshot. Needs no Django: collector, loader and store import it."""

import os
from pathlib import Path

from yangfan.core.home import home


def spool_folder() -> Path:
    """Return the folder of the spool: $SPOOL, else one below home."""
    return Path(os.environ.get("SPOOL") or home() / "spool")


def snapshot_file() -> Path:
    """Return the file that tells collector and loader of sites, keys, rules and salts."""
    return Path(os.environ.get("SNAPSHOT") or home() / "snapshot.json")


def store_folder() -> Path:
    """Return the folder of the embedded engine."""
    return Path(os.environ.get("STORE_FOLDER") or home() / "store")


def store_url() -> str:
    """Return the event store's address: http(s)://… of the owner or of a cluster, or chdb:///folder in process."""
    return os.environ.get("CLICKHOUSE_URL") or f"http://127.0.0.1:{os.environ.get('STORE_PORT') or 8002}"


def heartbeat_file(process: str) -> Path:
    """Return the file in which a process says that it lives and how it fares."""
    return home() / f"{process}.heartbeat"
