"""Writing the snapshot that collector and loader live by, and the day's salts in it."""

import fcntl
import secrets
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.core.durable import write_whole
from yangfan.events import place
from yangfan.events.models import Channel, DaySalt, Site
from yangfan.events.pipeline.snapshot import (
    ChannelRule,
    SiteInfo,
    Snapshot,
    derive_visitor_key,
    encode_snapshot,
    hash_secret,
)


def refresh_snapshot() -> None:
    """Write the snapshot once the caller's transaction has committed: call after any change that it shows."""
    transaction.on_commit(write_snapshot)


def write_snapshot(path: Path | None = None) -> bool:
    """Write the snapshot if it has changed; return whether it had."""
    path = path or place.snapshot_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    # Reading and writing under one lock: the last writer has also read last.
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        data = encode_snapshot(read_records())
        if path.exists() and path.read_bytes() == data:
            return False
        write_whole(path, data, mode=0o600)
        return True


def read_records() -> Snapshot:
    """Return what the records say now."""
    sites = Site.objects.across_workspaces().select_related("workspace").order_by("pk")
    channels = Channel.objects.across_workspaces().order_by("workspace_id", "position", "pk")
    salts = DaySalt.objects.across_workspaces().order_by("workspace_id", "day")
    return Snapshot(
        sites=[site_info(site) for site in sites],
        channels={
            workspace: [ChannelRule(each.key, each.group, each.rules) for each in rows]
            for workspace, rows in groupby(channels, key=lambda each: each.workspace_id)
        },
        salts={
            workspace: {each.day.isoformat(): each.salt for each in rows}
            for workspace, rows in groupby(salts, key=lambda each: each.workspace_id)
        },
    )


def site_info(site: Site) -> SiteInfo:
    """Return what the pipeline knows of a site."""
    return SiteInfo(
        id=site.pk,
        workspace=site.workspace_id,
        public_key=site.public_key,
        secret_hash=hash_secret(site.secret_key),
        visitor_key=derive_visitor_key(site.secret_key),
        hosts=site.hosts,
        time_zone=site.workspace.time_zone,
        consent=site.consent,
        keep_days=site.keep_days,
    )


def rotate_salts(now: datetime) -> None:
    """Make sure every workspace has the salts of yesterday, today and tomorrow, and no older one."""
    for workspace in Workspace.objects.filter(pk__in=Site.objects.across_workspaces().values("workspace")):
        keep_salts(workspace, now)
    write_snapshot()


def keep_salts(workspace: Workspace, now: datetime) -> None:
    """Make this workspace's salts of the days around now; a day's salt goes when the next day has ended."""
    today = now.astimezone(ZoneInfo(workspace.time_zone)).date()
    salts = DaySalt.objects.of(workspace)
    salts.filter(day__lt=today - timedelta(days=1)).delete()
    wanted = {today + timedelta(days=days) for days in (-1, 0, 1)}
    missing = wanted - set(salts.values_list("day", flat=True))
    DaySalt.objects.bulk_create(
        [DaySalt(workspace=workspace, day=day, salt=secrets.token_hex(24)) for day in sorted(missing)],
        ignore_conflicts=True,
    )


def salts_of(workspace_id: int) -> dict[str, str]:
    """Return the workspace's salts by day, as the pipeline takes them."""
    rows = DaySalt.objects.across_workspaces().filter(workspace_id=workspace_id)
    return {day.isoformat(): salt for day, salt in rows.values_list("day", "salt")}
