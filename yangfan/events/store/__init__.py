"""The event store: the only code that knows ClickHouse. `client()` is the ordinary clickhouse_connect client."""

from yangfan.events.store.client import StoreUnavailable, client, close, prepare

__all__ = ["StoreUnavailable", "client", "close", "prepare"]
