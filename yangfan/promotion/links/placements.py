"""Offline placements: a fair, a brochure, a card. Its links carry its source, and its visits count on its channel."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.events import public as events
from yangfan.promotion.channels import actions as channels
from yangfan.promotion.links.models import Placement

OWN = ""  # a channel of its own, made with the placement
PLACE_GROUP = "offline"


class PlacementRefused(ValueError):
    """The placement cannot be kept like this; the message says why."""


@transaction.atomic
def make_placement(
    *, workspace, name: str, kind: str, key: str, channel: str = OWN, place: str = "", from_on: date | None = None,
    to_on: date | None = None, cost_note: str = "", actor, now: datetime,
) -> Placement:  # fmt: skip
    """Add a placement; its visits count on `channel`, or on one of its own. Raises PlacementRefused."""
    placement = Placement(
        workspace=workspace, name=name, kind=kind, key=key, channel=channel or f"offline-{key}"[:40], place=place,
        from_on=from_on, to_on=to_on, cost_note=cost_note, created_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            placement.save()
    except IntegrityError as error:
        raise PlacementRefused(_("Another placement has this source.")) from error
    _give_channel(placement, is_own=channel == OWN, actor=actor, now=now)
    _audit(placement, "placement_made", actor=actor, now=now)
    return placement


def _give_channel(placement: Placement, *, is_own: bool, actor, now: datetime) -> None:
    """See to it that the placement's tags are sorted into its channel."""
    workspace, rule = placement.workspace, {"source": f"^{placement.key}$", "medium": f"^{placement.medium}$"}
    try:
        if is_own:
            channels.add_channel(
                workspace=workspace, key=placement.channel, name=placement.name, group=PLACE_GROUP, rules=[rule],
                actor=actor, now=now,
            )  # fmt: skip
        elif counted_as(placement) != placement.channel:
            known = events.Channel.objects.of(workspace).get(key=placement.channel)
            channels.change_channel(
                workspace=workspace,
                key=known.key,
                name=known.name,
                rules=[*known.rules, rule],
                actor=actor,
                now=now,
            )
    except channels.ChannelRefused as refused:
        raise PlacementRefused(str(refused)) from refused
    if (found := counted_as(placement)) != placement.channel:
        title = next(each.title for each in events.channels_of(workspace) if each.key == found)
        raise PlacementRefused(
            _("Its visits would count as “%(channel)s”, whose rules are asked first.") % {"channel": title}
        )


def counted_as(placement: Placement) -> str:
    """Return the key of the channel that a visit with the placement's tags is sorted into."""
    address = f"https://site.example/?utm_source={placement.key}&utm_medium={placement.medium}"
    return events.arrival_of(placement.workspace, address).channel.key


@transaction.atomic
def change_placement(
    *, placement: Placement, name: str, place: str, from_on: date | None, to_on: date | None, cost_note: str, actor,
    now: datetime,
) -> None:  # fmt: skip
    """Change what a placement says of itself; its source, kind and channel stay, because they are in print."""
    before = {"name": placement.name, "place": placement.place, "cost_note": placement.cost_note}
    placement.name, placement.place, placement.cost_note = name, place, cost_note
    placement.from_on, placement.to_on = from_on, to_on
    placement.save()
    after = {"name": name, "place": place, "cost_note": cost_note}
    _audit(placement, "placement_changed", before=before, after=after, actor=actor, now=now)


@transaction.atomic
def archive_placement(*, placement: Placement, is_away: bool, actor, now: datetime) -> None:
    """Put a placement away (or take it out again); its links lead on and count as before."""
    placement.archived_at = now if is_away else None
    placement.save(update_fields=["archived_at"])
    _audit(placement, "placement_changed", after={"archived": is_away}, actor=actor, now=now)


def _audit(placement: Placement, action: str, *, actor, now, before=None, after=None) -> None:
    accounts.record_audit(
        workspace=placement.workspace, actor=actor, action=action, subject=placement, before=before, after=after, now=now
    )  # fmt: skip
