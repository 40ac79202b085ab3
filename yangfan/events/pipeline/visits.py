"""The visit rule: which visit an event belongs to. Pure: it knows no store, no clock and no Django.

A visit is a run of events of one visitor with no gap over 30 minutes. A page view that brings a new non-direct
source or campaign starts a new visit, except that a running direct visit takes it on. A late event joins the visit
it falls in, or precedes by less than 30 minutes. Visits are never cut again once they have been given out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

GAP = 30 * 60 * 1000  # ms

# How strongly an event knows where its visit came from (StoredEvent.origin).
NOTHING_SEEN, DIRECT, A_SOURCE = 0, 1, 2


@dataclass(slots=True)
class KnownVisit:
    """A visit as the pipeline keeps it in memory and as the store answers for it. Times are ms since 1970, UTC."""

    visit_id: int
    visitor_id: int
    start: int
    end: int
    channel: str = ""
    source: str = ""
    medium: str = ""
    campaign: str = ""
    origin: int = NOTHING_SEEN
    country: str = ""
    country_is_likely: int = 0
    device: str = ""
    browser: str = ""
    os: str = ""
    language: str = ""
    consented: int = 0
    site_id: int = 0


# Asked once per chunk for the visitors that are not in memory: (workspace_id, [(visitor_id, ts in ms), ...]) ->
# every visit of these visitors that ended at or after ts - 30 minutes, later ones included, in any order.
VisitsLookup = Callable[[int, list[tuple[int, int]]], Iterable[KnownVisit]]


@dataclass(slots=True, frozen=True)
class Arrival:
    """Where one event says that it came from."""

    channel: str
    source: str
    medium: str
    campaign: str
    origin: int

    def is_other_than(self, visit: KnownVisit) -> bool:
        return (self.source, self.medium, self.campaign) != (visit.source, visit.medium, visit.campaign)


def visit_id_of(visitor_id: int, start: int) -> int:
    """Return the id of the visit that this visitor began at `start` (ms)."""
    digest = blake2b(b"visit:%d:%d" % (visitor_id, start), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1


def find_visit(visits: list[KnownVisit], ts: int, arrival: Arrival | None = None) -> KnownVisit | None:
    """Return the one of a visitor's `visits` (sorted by start) that an event at `ts` belongs to, or None.

    With an `arrival` (of a page view) a finished or running visit from elsewhere is not the one.
    """
    following = None
    for visit in reversed(visits):
        if visit.start > ts:
            following = visit
            continue
        if ts < visit.end or ts == visit.start:
            return visit
        if ts - visit.end <= GAP and not _starts_a_new_visit(visit, arrival):
            return visit
        break
    if following is not None and following.start - ts < GAP:
        return following
    return None


def _starts_a_new_visit(visit: KnownVisit, arrival: Arrival | None) -> bool:
    return (
        arrival is not None
        and arrival.origin == A_SOURCE
        and visit.origin == A_SOURCE
        and arrival.is_other_than(visit)
    )


def join(
    visits: list[KnownVisit], *, visitor_id: int, ts: int, arrival: Arrival, may_cut: bool
) -> KnownVisit:
    """Put an event at `ts` into the visit it belongs to, opening one where there is none; keep `visits` sorted.

    `may_cut` is true for page views: only they can start a new visit while another is running, and only they can
    give a running direct visit its source.
    """
    visit = find_visit(visits, ts, arrival if may_cut else None)
    if visit is None:
        visit = KnownVisit(visit_id_of(visitor_id, ts), visitor_id, ts, ts)
        _take_on(visit, arrival)
        visits.append(visit)
        visits.sort(key=lambda each: each.start)
        return visit
    visit.end = max(visit.end, ts)
    if may_cut and arrival.origin > visit.origin:
        _take_on(visit, arrival)
    return visit


def _take_on(visit: KnownVisit, arrival: Arrival) -> None:
    visit.channel, visit.source = arrival.channel, arrival.source
    visit.medium, visit.campaign, visit.origin = arrival.medium, arrival.campaign, arrival.origin
