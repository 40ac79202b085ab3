"""The durable spool between whoever accepts an event and the loader: accepted means on the disk."""

from yangfan.events.spool.chunks import Writer, write_sealed
from yangfan.events.spool.folders import Spool, new_chunk_name
from yangfan.events.spool.recovery import recover_orphans
from yangfan.events.spool.waiting import AsyncSpool, ThreadSpool

__all__ = [
    "AsyncSpool", "Spool", "ThreadSpool", "Writer", "new_chunk_name", "recover_orphans", "write_sealed",
]  # fmt: skip
