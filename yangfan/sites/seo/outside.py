"""Links that lead to other sites: noted by the audit, followed politely in the background, the broken ones named.

A site that is asked is asked little: HEAD first, one address after the other with a pause, again only after a week.
What merely keeps machines out (401, 403, 429) is not broken.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

import httpx2
from django.db.models import F, Q
from django_tasks import task
from wagtail.fields import StreamField
from wagtail.models import Page

from yangfan.accounts.public import Workspace
from yangfan.connectors.public import guarded
from yangfan.sites.seo.models import OutsideLink

AGAIN = timedelta(days=7)
MOST = 40  # addresses in one run: other work gets its turn before the next
PAUSE = 1.0  # seconds between two questions to one host
SECONDS = 8
AGENT = "Mozilla/5.0 (compatible; YangfanLinkCheck/1.0)"
TRY_AS_READER = (400, 403, 404, 405, 406, 410, 500, 501, 503)  # many servers answer HEAD wrongly


def note_links(*, workspace: Workspace, places: dict[str, list[dict]]) -> None:
    """Keep which addresses the live pages lead to, and where: {address: [{"page": id, "field": name}]}."""
    OutsideLink.objects.of(workspace).exclude(address__in=list(places)).delete()
    rows = [
        OutsideLink(workspace=workspace, address=address, places=where) for address, where in places.items()
    ]
    OutsideLink.objects.across_workspaces().bulk_create(
        rows, update_conflicts=True, unique_fields=["workspace", "address"], update_fields=["places"]
    )


def field_with(page, address: str) -> str:
    """Return the name of the page's field that holds this address; empty when it comes from elsewhere."""
    written = (address, escape(address))
    for field in page._meta.get_fields():
        if not getattr(field, "concrete", False) or field.is_relation:
            continue
        value = field.value_from_object(page)
        text = str(list(value.raw_data)) if isinstance(field, StreamField) else str(value)
        if any(one in text for one in written):
            return field.name
    return ""


def follow_links(*, workspace: Workspace, now: datetime, pause: Callable[[float], None] = time.sleep) -> int:
    """Ask every address that was not asked for a week; return how many were asked."""
    due = Q(checked_at=None) | Q(checked_at__lt=now - AGAIN)
    rows = list(
        OutsideLink.objects.of(workspace).filter(due).order_by(F("checked_at").asc(nulls_first=True))[:MOST]
    )
    asked = 0
    for _host, of_host in groupby(sorted(rows, key=host_of), key=host_of):
        for number, row in enumerate(of_host):
            if number:
                pause(PAUSE)
            row.status, row.trouble = answer_of(row.address)
            row.failures = row.failures + 1 if row.trouble or row.status >= 500 else 0
            row.checked_at = now
            row.save(update_fields=["status", "trouble", "failures", "checked_at"])
            asked += 1
    return asked


def host_of(row: OutsideLink) -> str:
    return (urlsplit(row.address).hostname or "").lower()


def answer_of(address: str) -> tuple[int | None, str]:
    """Return (status, "") of an address after its redirects, or (None, what went wrong)."""
    try:
        with guarded(), httpx2.Client(
            timeout=SECONDS, trust_env=False, follow_redirects=True, max_redirects=5, headers={"User-Agent": AGENT}
        ) as client:  # fmt: skip
            status = client.head(address).status_code
            if status in TRY_AS_READER:
                with client.stream("GET", address) as response:
                    status = response.status_code
            return status, ""
    except httpx2.TooManyRedirects:
        return None, OutsideLink.Trouble.LOOP
    except httpx2.TimeoutException:
        return None, OutsideLink.Trouble.SLOW
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, OSError):
        return None, OutsideLink.Trouble.SILENT


@task()
def follow_outside(workspace_id: int) -> None:
    """After an audit: follow what its pages lead to, one helping after the other."""
    from django.utils import timezone

    asked = follow_links(workspace=Workspace.objects.get(pk=workspace_id), now=timezone.now())
    if asked == MOST:
        follow_outside.enqueue(workspace_id)


def broken_among(workspace: Workspace, addresses: list[str]) -> list[OutsideLink]:
    """Return what is known to be broken among these addresses."""
    return [row for row in OutsideLink.objects.of(workspace).filter(address__in=addresses) if row.is_broken]


def broken_links(workspace: Workspace) -> Iterator[tuple[OutsideLink, Page, str]]:
    """Yield (link, page, name of the field) of every broken link and each page it stands on."""
    rows = [row for row in OutsideLink.objects.of(workspace).order_by("address") if row.is_broken]
    wanted = {place["page"] for row in rows for place in row.places}
    pages = Page.objects.filter(pk__in=wanted).select_related("locale").specific().in_bulk()
    for row in rows:
        for place in row.places:
            if page := pages.get(place["page"]):
                yield row, page, place["field"]
