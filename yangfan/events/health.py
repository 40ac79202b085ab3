"""How the stream fares, for `yangfan doctor` and the autopilot's page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from yangfan.events import store
from yangfan.events.heartbeats import read_beat
from yangfan.events.models import FailedDelivery, Outbox
from yangfan.events.spool import Spool


@dataclass(frozen=True)
class SpoolState:
    waiting: int  # chunks sealed and not loaded
    refused: int  # chunks of which something was set aside
    unheard: int  # stored chunks that a subscriber has not read
    outbox: int  # rows not relayed
    failed: int  # events that a subscriber could not take
    oldest_at: datetime | None  # of the waiting chunks
    loader_is_alive: bool
    collector_is_alive: bool
    trouble: str  # the loader's last words about the store


def store_version() -> str:
    """Return the engine's version; raise StoreUnavailable when nobody answers."""
    return store.client().command("SELECT version()")


def spool_state() -> SpoolState:
    """Return what waits where."""
    spool = Spool.here()
    waiting = spool.waiting()
    load = read_beat("load")
    return SpoolState(
        waiting=len(waiting),
        refused=sum(1 for _ in spool.dead.iterdir()),
        unheard=sum(1 for _ in spool.stored.glob("*.stored")),
        outbox=Outbox.objects.filter(delivered_at__isnull=True).count(),
        failed=FailedDelivery.objects.count(),
        oldest_at=_written_at(waiting[0]) if waiting else None,
        loader_is_alive=load is not None,
        collector_is_alive=read_beat("collect") is not None,
        trouble=load.trouble if load else "",
    )


def _written_at(chunk: Path) -> datetime | None:
    """When the chunk was written; None when the loader has taken it in the meantime."""
    try:
        return datetime.fromtimestamp(chunk.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
