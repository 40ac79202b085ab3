"""From lines as they came in to rows as they are stored. Needs no Django: the loader runs it in its own process."""

from yangfan.events.pipeline.pipeline import Pipeline, Processed, hash_event_id
from yangfan.events.pipeline.snapshot import ChannelRule, SiteInfo, Snapshot
from yangfan.events.pipeline.visits import KnownVisit

__all__ = ["ChannelRule", "KnownVisit", "Pipeline", "Processed", "SiteInfo", "Snapshot", "hash_event_id"]
