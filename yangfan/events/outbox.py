"""Into the stream from inside a transaction: the outbox row stands or falls with what it tells of."""

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from yangfan.accounts.public import Workspace
from yangfan.events.catalogue import Event
from yangfan.events.models import Outbox, Site, VisitorLink
from yangfan.events.records import Business, Fact, Link, encode

AT_ONCE = 500
KINDS = frozenset({"cost", "exposure", "inquiry", "inquiry_elsewhere", "deal", "revenue"})


class UnknownKind(ValueError):
    """A fact of a kind that no screen reads."""


def publish(
    *,
    workspace: Workspace,
    event: Event,
    site: Site | None = None,
    visitor_id: int = 0,
    url: str = "",
    referrer: str = "",
    language: str = "",
    time_zone: str = "",
    user_agent: str = "",
    revenue: float = 0.0,
    props: dict[str, str] | None = None,
) -> None:
    """Put a business event into the stream when the caller's transaction commits.

    The event's own fields become its `props`, as text; `props` adds to them.
    """
    name = event.stored_name()
    own = {
        field.name: str(value)
        for field in dataclasses.fields(event)
        if field.name not in ("id", "occurred_at") and (value := getattr(event, field.name)) is not None
    }
    line = Business(
        id=f"{name}:{event.id}",
        workspace=workspace.pk,
        site=site.pk if site else 0,
        name=name,
        occurred_at=_ms(event.occurred_at),
        visitor_id=visitor_id,
        url=url,
        referrer=referrer,
        language=language,
        time_zone=time_zone,
        user_agent=user_agent,
        revenue=float(revenue),
        props=own | {key: str(value) for key, value in (props or {}).items()},
    )
    Outbox.objects.create(workspace_id=workspace.pk, line=encode(line))


def put_fact(
    *,
    workspace: Workspace,
    key: str,
    kind: str,
    day: date,
    amount: Decimal = Decimal(1),
    currency: str = "",
    source: str = "",
    channel: str = "",
    campaign: str = "",
    country: str = "",
    device: str = "",
    language: str = "",
    path: str = "",
    deleted: bool = False,
) -> None:
    """Set the number known as `key` when the caller's transaction commits; `deleted` takes it back."""
    fact = _fact(
        workspace, key=key, kind=kind, day=day, amount=amount, currency=currency, source=source, channel=channel,
        campaign=campaign, country=country, device=device, language=language, path=path, deleted=deleted,
    )  # fmt: skip
    Outbox.objects.create(workspace_id=workspace.pk, line=encode(fact))


def put_facts(workspace: Workspace, facts: Iterable[dict]) -> int:
    """Set many numbers at once (each a dict of put_fact's words); return how many."""
    rows = (Outbox(workspace_id=workspace.pk, line=encode(_fact(workspace, **fact))) for fact in facts)
    return len(Outbox.objects.bulk_create(rows, batch_size=AT_ONCE))


def link_visitor(*, workspace: Workspace, visitor_id: int, contact_id: int, now: datetime) -> None:
    """Say that this visitor is this contact; again changes nothing."""
    link, is_new = VisitorLink.objects.of(workspace).get_or_create(
        workspace=workspace,
        visitor_id=str(visitor_id),
        contact_id=contact_id,
        defaults={"linked_at": now},
    )
    if is_new:
        put_link(link, deleted=False)


def put_link(link: VisitorLink, *, deleted: bool) -> None:
    """Mirror a link (or its end) to the store when the caller's transaction commits."""
    line = Link(
        workspace=link.workspace_id,
        visitor_id=int(link.visitor_id),
        contact_id=link.contact_id,
        linked_at=_ms(link.linked_at),
        version=0,
        deleted=deleted,
    )
    Outbox.objects.create(workspace_id=link.workspace_id, line=encode(line))


def _fact(workspace: Workspace, *, kind: str, day: date, amount=Decimal(1), **words) -> Fact:
    if kind not in KINDS:
        raise UnknownKind(kind)
    # The version is the outbox row's id, which the relay knows: the later row wins.
    return Fact(
        workspace=workspace.pk, kind=kind, day=day.isoformat(), amount=str(amount), version=0, **words
    )


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
