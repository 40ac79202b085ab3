"""From lines as they came in to rows as they are stored: an ordered list of steps, each a function of one line."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from yangfan.events.pipeline.bots import read_device, set_robots_apart
from yangfan.events.pipeline.campaigns import read_campaign
from yangfan.events.pipeline.channels import choose_channel
from yangfan.events.pipeline.open_visits import OpenVisits
from yangfan.events.pipeline.pages import read_page
from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.places import find_place
from yangfan.events.pipeline.sites import LINK_CLICK, check_name, find_site
from yangfan.events.pipeline.snapshot import Snapshot
from yangfan.events.pipeline.visitor import find_visitor, read_consent
from yangfan.events.pipeline.visits import KnownVisit, VisitsLookup, find_visit, join
from yangfan.events.records import BotHit, Business, Hit, StoredEvent

# Each takes (passing, snapshot), adds what it finds, and returns a Drop or None. The visit comes last, in order of time.
STEPS = [
    find_site,
    check_name,
    read_page,
    set_robots_apart,
    read_consent,
    find_visitor,
    read_campaign,
    choose_channel,
    read_device,
    find_place,
]
BUSINESS_STEPS = [find_site, read_page, read_campaign, choose_channel, read_device, find_place]

CUTS_A_VISIT = "page_view"
# Engagement is sent when a page is left, perhaps hours after it was read; a click comes before the visit it leads to.
OPENS_NO_VISIT = frozenset({"engagement", LINK_CLICK})
DEFAULT_KEEP_DAYS = 760
MOST_PROPS, LONGEST_PROP = 30, 500


@dataclass(slots=True)
class Processed:
    """What became of a chunk's lines."""

    events: list[StoredEvent] = field(default_factory=list)
    bots: list[BotHit] = field(default_factory=list)
    refused: list[tuple[Hit, str]] = field(default_factory=list)


class Pipeline:
    """The steps with what they know: the snapshot (replace it when its file changes) and the visits still open."""

    def __init__(self, snapshot: Snapshot, visits_lookup: VisitsLookup):
        self.snapshot = snapshot
        self.open_visits = OpenVisits(visits_lookup)

    def process(self, lines: list[Hit | Business]) -> Processed:
        """Return the rows that `lines` make, in order of time."""
        processed = Processed()
        passed = []
        for line in sorted(lines, key=lambda each: (each.occurred_at, each.id)):
            passing = Passing(line)
            drop = self._step_through(passing)
            if drop is None:
                passed.append(passing)
            elif drop.family:
                processed.bots.append(_bot_row(passing, drop))
            else:
                processed.refused.append((line, drop.reason))
        self.open_visits.fill(_visitors_in(passed))
        for passing in passed:
            processed.events.append(_event_row(passing, self._find_visit(passing)))
        return processed

    def _step_through(self, passing: Passing) -> Drop | None:
        for step in BUSINESS_STEPS if passing.is_business else STEPS:
            drop = step(passing, self.snapshot)
            if drop is not None:
                return drop
        if passing.is_business:
            passing.visitor_id = passing.line.visitor_id
        return None

    def _find_visit(self, passing: Passing) -> KnownVisit | None:
        """Return the visit of an event; business, engagement and clicks attach to one that runs, and open none."""
        if not passing.visitor_id:
            return None
        at = passing.line.occurred_at
        may_cut = not passing.is_business and passing.line.name == CUTS_A_VISIT
        self._keep_the_name(passing, may_cut)
        visits = self.open_visits.of(passing.line.workspace, passing.visitor_id).visits
        if passing.is_business or passing.line.name in OPENS_NO_VISIT:
            visit = find_visit(visits, at)
            if visit is not None:
                visit.end = max(visit.end, at)
            return visit
        visit = join(visits, visitor_id=passing.visitor_id, ts=at, arrival=passing.arrival, may_cut=may_cut)
        _describe(visit, passing)
        return visit

    def _keep_the_name(self, passing: Passing, may_cut: bool) -> None:
        """Past midnight, and after consenting, a visitor has a new name: the old one is kept while its visit runs on.

        After consenting only for what follows from a page of the site: an arrival may be somebody else's, behind the
        same address with the same agent.
        """
        workspace, at = passing.line.workspace, passing.line.occurred_at
        known = self.open_visits.of(workspace, passing.visitor_id)
        arrival = passing.arrival if may_cut else None
        if find_visit(known.visits, at, arrival) is not None or (passing.consented and passing.origin):
            return
        for former_id in passing.former_ids or (known.called,):
            former = self.open_visits.of(workspace, former_id)
            if find_visit(former.visits, at, arrival) is not None:
                known.called = passing.visitor_id = former_id
                return


def _visitors_in(passed: list[Passing]) -> dict[tuple[int, int], int]:
    """Return every visitor with the time of its first event."""
    wanted: dict[tuple[int, int], int] = {}
    for passing in passed:  # in order of time
        for visitor in (passing.visitor_id, *passing.former_ids):
            if visitor:
                wanted.setdefault((passing.line.workspace, visitor), passing.line.occurred_at)
    return wanted


def _describe(visit: KnownVisit, passing: Passing) -> None:
    """Keep with the visit what its business events will be stamped with."""
    visit.site_id = visit.site_id or passing.line.site
    visit.country = visit.country or passing.country
    visit.country_is_likely = (
        passing.country_is_likely if visit.country == passing.country else visit.country_is_likely
    )
    visit.device, visit.browser = visit.device or passing.device, visit.browser or passing.browser
    visit.os, visit.language = visit.os or passing.os, visit.language or passing.language
    visit.consented = max(visit.consented, int(passing.consented))


def hash_event_id(workspace: int, sender_id: str) -> int:
    """Return the stored id of an event: a retry of the sender's is the same one."""
    digest = blake2b(f"{workspace}:{sender_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _event_row(passing: Passing, visit: KnownVisit | None) -> StoredEvent:
    line, came = passing.line, visit or passing
    known = visit if passing.is_business and visit else passing
    return StoredEvent(
        workspace_id=line.workspace,
        site_id=(visit.site_id if visit else 0) or line.site,
        ts=line.occurred_at / 1000,
        event_id=hash_event_id(line.workspace, line.id),
        visitor_id=passing.visitor_id,
        visit_id=visit.visit_id if visit else 0,
        visit_start=(visit.start if visit else 0) / 1000,
        event=line.name,
        path=passing.path,
        host=passing.host,
        referrer=passing.referrer,
        source=came.source,
        medium=came.medium,
        campaign=came.campaign,
        channel=came.channel,
        origin=came.origin,
        country=known.country,
        country_is_likely=known.country_is_likely,
        region=passing.region,
        device=known.device,
        browser=known.browser,
        os=known.os,
        language=known.language,
        consented=int(known.consented),
        count=getattr(line, "count", 1),
        revenue=line.revenue,
        value=line.value,
        props=_props(passing),
        expires_on=_expires_on(passing),
    )


def _props(passing: Passing) -> dict[str, str]:
    props = {
        name[:60]: value[:LONGEST_PROP]
        for name, value in list(passing.line.props.items())[:MOST_PROPS]
        if value
    }
    title = getattr(passing.line, "title", "")
    if title and passing.line.name == CUTS_A_VISIT:
        props["title"] = title[:200]
    return props


def _expires_on(passing: Passing) -> str:
    """Return the day the row is deleted: counted from its arrival, so that an imported past is kept as long."""
    arrived = max(passing.line.occurred_at, getattr(passing.line, "received_at", 0))
    days = passing.site.keep_days if passing.site.id else DEFAULT_KEEP_DAYS
    return (datetime.fromtimestamp(arrived / 1000, UTC) + timedelta(days=days)).date().isoformat()


def _bot_row(passing: Passing, drop: Drop) -> BotHit:
    hit = passing.line
    return BotHit(
        workspace_id=hit.workspace,
        site_id=hit.site,
        ts=hit.occurred_at / 1000,
        event_id=hash_event_id(hit.workspace, hit.id),
        event=hit.name,
        path=passing.path,
        family=drop.family,
        reason=drop.reason,
        expires_on=_expires_on(passing),
    )
