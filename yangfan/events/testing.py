"""Test fixtures: the real engine in this process, and the whole stream from a hit to a stored row without processes."""

import os
import time
from datetime import datetime

import pytest

from yangfan.events import store
from yangfan.events.collector import views
from yangfan.events.loader.load import Loader
from yangfan.events.loader.run import pass_over
from yangfan.events.models import Site
from yangfan.events.records import Hit, encode
from yangfan.events.snapshot_file import SnapshotFile
from yangfan.events.spool import Spool, recover_orphans, write_sealed
from yangfan.events.store.schema import DATABASE, TABLES

SOME_BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"


@pytest.fixture(scope="session")
def _engine(tmp_path_factory):
    """Own an embedded engine for the session; another folder for each test process."""
    before = os.environ.get("CLICKHOUSE_URL")
    os.environ["CLICKHOUSE_URL"] = f"chdb://{tmp_path_factory.mktemp('engine')}"
    store.prepare()
    yield store.client()
    store.close()
    os.environ.pop("CLICKHOUSE_URL")
    if before is not None:
        os.environ["CLICKHOUSE_URL"] = before


@pytest.fixture
def event_store(_engine):
    """Return the client of a real, empty event store: what the code under test reaches by `store.client()`."""
    for table in TABLES:
        _engine.command(f"TRUNCATE TABLE {DATABASE}.{table}")
    return _engine


@pytest.fixture
def stream(event_store, db, tmp_path, monkeypatch):
    """Return a Stream: what is sent, published or posted arrives in the store with `stream.drain()`."""
    monkeypatch.setenv("SPOOL", str(tmp_path / "spool"))
    monkeypatch.setenv("SNAPSHOT", str(tmp_path / "snapshot.json"))
    views._doors.cache_clear()  # they know the snapshot of the test before
    yield Stream(event_store)
    views._doors.cache_clear()


class Stream:
    """Relay, loader and subscribers, driven by hand in the test's own process."""

    def __init__(self, event_store):
        from yangfan.events.relay import Feeder

        self.store = event_store
        self.spool = Spool.here()
        self._snapshot = SnapshotFile()
        self.loader = Loader(spool=self.spool, store=event_store, snapshot=self._snapshot.look)
        self._feeder = Feeder(self.spool, is_strict=True)
        self._sent = 0

    def drain(self) -> int:
        """Bring everything into the store and to the subscribers; return how many events were stored.

        An error in a subscriber is raised. Nothing is left in the outbox or the spool afterwards.
        """
        from django.utils import timezone

        from yangfan.events.collector.spooling import seal_spool
        from yangfan.events.relay import relay_outbox
        from yangfan.events.snapshot import write_snapshot

        events = 0
        while True:
            write_snapshot()
            seal_spool()
            recover_orphans(self.spool)
            relayed = relay_outbox(self.spool, now=timezone.now())
            loaded = len(self.spool.waiting())
            events += pass_over(self.loader, self.spool)
            if not (relayed or loaded or self._feeder.feed()):
                return events

    def send(self, *hits: Hit) -> None:
        """Spool hits as a collector would; `drain` loads them."""
        write_sealed(self.spool, [encode(hit) for hit in hits])

    def hit(self, site: Site, name: str = "page_view", *, at: datetime | None = None, **words) -> Hit:
        """Return a hit of some ordinary browser on the site's home page; `words` are fields of records.Hit."""
        self._sent += 1
        occurred_at = int((at.timestamp() if at else time.time()) * 1000)
        host = site.hosts[0] if site.hosts else "localhost"
        return Hit(
            **{
                "id": f"test-{self._sent}",
                "workspace": site.workspace_id,
                "site": site.pk,
                "name": name,
                "occurred_at": occurred_at,
                "received_at": occurred_at,
                "url": f"https://{host}/",
                "user_agent": SOME_BROWSER,
                "ip": "203.0.113.7",
            }
            | words
        )
