"""Tracked sites and their workspace's channels: made here, told to collector and loader by the snapshot."""

from datetime import datetime

from django.utils import timezone

from yangfan.accounts.public import Workspace
from yangfan.events.models import Channel, Site
from yangfan.events.pipeline.tables import CHANNELS
from yangfan.events.snapshot import keep_salts, refresh_snapshot


class HostTaken(ValueError):
    """Another tracked site has this host already."""


def create_site(
    *, workspace: Workspace, name: str, hosts: list[str], now: datetime | None = None, **fields
) -> Site:
    """Make a tracked site; the workspace's first one also gets its channels and salts."""
    hosts = [host.lower().partition(":")[0] for host in hosts]
    for site in Site.objects.across_workspaces():
        if taken := set(site.hosts) & set(hosts):
            raise HostTaken(sorted(taken)[0])
    site = Site.objects.create(workspace=workspace, name=name, hosts=hosts, **fields)
    if not Channel.objects.of(workspace).exists():
        seed_channels(workspace)
    keep_salts(workspace, now or timezone.now())
    refresh_snapshot()
    return site


def site_of_host(host: str) -> Site | None:
    """Return the tracked site that answers on this host."""
    host = host.lower().partition(":")[0]
    sites = Site.objects.across_workspaces().select_related("workspace")
    return next((site for site in sites if host in site.hosts), None)


def seed_channels(workspace: Workspace) -> None:
    """Give the workspace the channels it does not have yet, in the order of the built-in ones."""
    known = set(Channel.objects.of(workspace).values_list("key", flat=True))
    Channel.objects.bulk_create(
        Channel(
            workspace=workspace,
            key=channel["key"],
            group=channel["group"],
            rules=channel["rules"],
            position=10 * position,
        )
        for position, channel in enumerate(CHANNELS)
        if channel["key"] not in known
    )
    refresh_snapshot()
