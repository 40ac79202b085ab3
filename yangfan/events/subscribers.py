"""Whoever wants to hear of business events: a handler by name, fed in order from the stored chunks by the relay."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from yangfan.core.registry import Registry
from yangfan.events.catalogue import Event
from yangfan.events.records import StoredEvent


@dataclass(frozen=True)
class StoredBusiness:
    """A business event as the store knows it, with the visit it belongs to (if any)."""

    workspace_id: int
    site_id: int
    event_id: str
    name: str
    occurred_at: datetime
    visitor_id: int
    visit_id: int
    visit_start: datetime | None
    channel: str
    source: str
    medium: str
    campaign: str
    country: str
    country_is_likely: bool
    device: str
    language: str
    path: str
    props: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Subscriber:
    key: str
    event_name: str
    handle: Callable[[StoredBusiness], None]
    order: int = 0


subscribers: Registry[Subscriber] = Registry("subscriber")


def subscribe(event: type[Event], handler: Callable[[StoredBusiness], None], *, name: str) -> None:
    """Have `handler` called in `work` about a second after such an event is committed: in order, at least once.

    It runs in a transaction of its own with the cursor; an error brings the event again. Subscribe in AppConfig.ready.
    """
    subscribers.register(Subscriber(name, event.stored_name(), handler))


def as_business(event: StoredEvent) -> StoredBusiness:
    """Return what a subscriber is told of a stored row."""
    return StoredBusiness(
        workspace_id=event.workspace_id,
        site_id=event.site_id,
        event_id=str(event.event_id),
        name=event.event,
        occurred_at=datetime.fromtimestamp(event.ts, UTC),
        visitor_id=event.visitor_id,
        visit_id=event.visit_id,
        visit_start=datetime.fromtimestamp(event.visit_start, UTC) if event.visit_id else None,
        channel=event.channel,
        source=event.source,
        medium=event.medium,
        campaign=event.campaign,
        country=event.country,
        country_is_likely=bool(event.country_is_likely),
        device=event.device,
        language=event.language,
        path=event.path,
        props=event.props,
    )
