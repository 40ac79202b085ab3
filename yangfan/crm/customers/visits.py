"""The visits of a contact's visitors, from the event store; a store that is away leaves them out."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.pages import named, page_title
from yangfan.crm.words import channel_titles
from yangfan.events import public as events

VISITORS = 5
STEPS = 200
PAGES = 6


@dataclass(frozen=True)
class Visit:
    at: datetime
    number: int  # of the visit, to tell two apart
    channel: str
    words: str


def visits_of(of, before: datetime | None, limit: int) -> tuple[list[Visit], bool]:
    """Return visits that began up to `before`, newest first, and whether the store failed to answer."""
    inquiries = Inquiry.objects.of(of.workspace).filter(**of.people("contact")).exclude(visitor_id="")
    visitors = dict.fromkeys(inquiries.order_by("-received_at").values_list("visitor_id", flat=True)[:40])
    if not visitors:
        return [], False
    try:
        found = [
            visit for one in list(visitors)[:VISITORS] for visit in _visits(of.workspace, int(one), before)
        ]
    except events.StoreUnavailable:
        return [], True
    found.sort(key=lambda visit: visit.at, reverse=True)
    return found[:limit], False


def _visits(workspace, visitor: int, before: datetime | None) -> list[Visit]:
    titles = channel_titles(workspace)
    steps = named(
        workspace,
        events.visitor_path(
            workspace=workspace, visitor_id=visitor, until=before or timezone.now(), limit=STEPS
        ),
    )
    found = []
    for visit in (step for step in steps if step.kind == "visit"):
        pages = [
            page_title(step) for step in steps if step.visit_id == visit.visit_id and step.kind == "page_view"
        ]
        shown = list(dict.fromkeys(pages))
        words = " · ".join(shown[:PAGES]) + (" …" if len(shown) > PAGES else "")
        found.append(Visit(visit.at, visit.visit_id, titles.get(visit.channel, visit.channel), words))
    return found
