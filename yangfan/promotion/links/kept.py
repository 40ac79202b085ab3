"""What a click needs to know of a link, kept in each process and forgotten everywhere the moment the link changes.

Each workspace has an age mark: the time of one small file, which every process of the machine looks at (with a cache that
several machines share, an entry there). An entry is kept under the mark that stood before the database was asked, so what
was read while something changed is kept under the old mark and never used again.
"""

import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from uuid import uuid4

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import transaction

from yangfan.core.home import folder
from yangfan.events import public as events
from yangfan.promotion.links.models import Link

MOST = 20_000


@dataclass(frozen=True, slots=True)
class KeptLink:
    """A link as a click finds it; `targets` are (label, target, weight)."""

    id: int
    targets: tuple[tuple[str, str, int], ...]
    tags: dict[str, str]
    expires_at: datetime | None
    is_used_up: bool
    after_target: str


@dataclass(frozen=True, slots=True)
class Entry:
    workspace_id: int
    mark: int | str
    link: KeptLink | None


_entries: OrderedDict[tuple[int, str], Entry] = OrderedDict()
_lock = threading.Lock()


def find(site_id: int, code: str) -> tuple[int, KeptLink | None]:
    """Return (workspace id, the link that answers to this code on the site, or None)."""
    key = (site_id, code)
    entry = _entries.get(key)
    if entry is None or entry.mark != age_mark(entry.workspace_id):
        entry = _read(site_id, code)
        with _lock:
            _entries[key] = entry
            _entries.move_to_end(key)
            if len(_entries) > MOST:
                _entries.popitem(last=False)
    return entry.workspace_id, entry.link


def _read(site_id: int, code: str) -> Entry:
    workspace_id = (
        events.Site.objects.across_workspaces().values_list("workspace_id", flat=True).get(pk=site_id)
    )
    mark = age_mark(workspace_id)
    found = Link.objects.across_workspaces().filter(workspace_id=workspace_id, code=code, is_enabled=True)
    return Entry(workspace_id, mark, _as_kept(found.filter(archived_at=None).first()))


def _as_kept(link: Link | None) -> KeptLink | None:
    if link is None:
        return None
    others = [(each["label"], each["target"], each["weight"]) for each in link.variants]
    return KeptLink(
        id=link.pk,
        targets=(("A" if others else "", link.target, link.weight), *others),
        tags=link.tags,
        expires_at=link.expires_at,
        is_used_up=link.used_up_at is not None,
        after_target=link.after_target,
    )


def forget(workspace_id: int) -> None:
    """Make every process forget this workspace's links once the transaction is through."""
    transaction.on_commit(partial(touch, workspace_id))


def age_mark(workspace_id: int) -> int | str:
    if _is_shared():
        key = f"links:mark:{workspace_id}"
        return caches["pages"].get(key) or caches["pages"].get_or_set(key, _fresh_mark, None)
    try:
        return _stamp(workspace_id).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def touch(workspace_id: int) -> None:
    """Give the workspace a mark it never had: a file system's clock is coarse, two changes may fall into one tick."""
    if _is_shared():
        caches["pages"].set(f"links:mark:{workspace_id}", _fresh_mark(), None)
        return
    path = _stamp(workspace_id)
    path.touch()
    mark = max(time.time_ns(), path.stat().st_mtime_ns + 1)
    os.utime(path, ns=(mark, mark))


@cache
def _stamp(workspace_id: int) -> Path:
    return folder("cache") / f"links-{workspace_id}.stamp"


def _is_shared() -> bool:
    return not isinstance(caches["pages"], LocMemCache)


def _fresh_mark() -> str:
    return uuid4().hex
