"""What lies in a spool chunk, one JSON object a line, and what the loader makes of it. Needs no Django.

A chunk line is a Hit (behaviour lane), or, from the outbox, a Business event, a Fact or a Link.
"""

from hashlib import blake2b

import msgspec


def event_id_of(workspace: int, sender_id: str) -> int:
    """Return the 64-bit id under which the store knows the sender's id: two with the same one are one event."""
    digest = blake2b(b"%d:%s" % (workspace, sender_id.encode()), digest_size=8).digest()
    return int.from_bytes(digest, "big")


class Hit(msgspec.Struct, tag="hit", omit_defaults=True):
    """One request of a tracker, a trusted server or a log line, as it came in; untrusted words, unlabelled."""

    id: str  # chosen by the sender, so that a retry is the same event
    workspace: int
    site: int
    name: str  # page_view, click, download, form_start, form_submit, engagement, impression or a custom name
    occurred_at: int  # ms since 1970, UTC
    received_at: int
    url: str = ""
    referrer: str = ""
    title: str = ""
    user_agent: str = ""
    ip: str = ""  # lives in the spool only
    language: str = ""  # navigator.language or Accept-Language
    time_zone: str = ""  # IANA name, as the browser says
    visitor: str = ""  # first-party cookie id; empty without consent
    trusted: bool = False  # came through the secret door: may lie in the past and carry a count
    import_id: str = (
        ""  # of a trusted import: its visitors are hashed with the site's own key, not the day's salt
    )
    count: int = 1
    revenue: float = 0.0
    value: float = 0.0
    props: dict[str, str] = {}


class Business(msgspec.Struct, tag="business", omit_defaults=True):
    """Something a capability did (an inquiry received, a deal won), published in the same database transaction."""

    id: str
    workspace: int
    site: int
    name: str
    occurred_at: int
    visitor_id: int = 0  # already hashed (see pipeline.visitor); 0 when nobody's
    url: str = (
        ""  # the page it was sent from, with its query: classifies the visit when no page view was seen
    )
    referrer: str = ""
    language: str = ""
    time_zone: str = ""
    user_agent: str = ""
    revenue: float = 0.0
    value: float = 0.0
    props: dict[str, str] = {}


class Fact(msgspec.Struct, tag="fact", omit_defaults=True):
    """A number that can be undone: a row of the `facts` table. The highest version of one key wins."""

    workspace: int
    key: str  # what makes it one row: e.g. "cost:412"
    version: int  # grows with every change, e.g. the outbox row's id
    day: str  # YYYY-MM-DD in the workspace's zone
    kind: str  # cost, exposure, inquiry, inquiry_elsewhere, deal, revenue
    source: str = ""  # for exposure and cost: api, file, event or hand
    channel: str = ""  # the channel's key; empty: belongs to no channel
    campaign: str = ""
    amount: str = "0"  # decimal
    currency: str = ""  # of cost and revenue
    country: str = ""
    device: str = ""
    language: str = ""
    path: str = ""
    deleted: bool = False


class Link(msgspec.Struct, tag="link", omit_defaults=True):
    """A visitor who turned out to be a contact: a row of the `visitor_contacts` table."""

    workspace: int
    visitor_id: int
    contact_id: int
    linked_at: int  # ms since 1970, UTC
    version: int  # as Fact.version
    deleted: bool = False


Line = Hit | Business | Fact | Link
encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Line).decode


class StoredEvent(msgspec.Struct):
    """One row of the `events` table (see store/schema.py), written to the store as JSON."""

    workspace_id: int
    site_id: int
    ts: float  # seconds since 1970 UTC, to the millisecond
    event_id: int  # 64-bit hash of the sender's id within the workspace
    visitor_id: int
    visit_id: int
    visit_start: float  # as ts
    event: str
    path: str
    host: str
    referrer: str
    source: str
    medium: str
    campaign: str
    channel: str
    # How strongly this row knows where the visit came from; the highest wins for the visit:
    # 0 nothing seen, 1 direct, 2 a source.
    origin: int
    country: str  # ISO 3166-1 alpha-2, or empty
    country_is_likely: int  # 1 when guessed from time zone and language
    region: str
    device: str
    browser: str
    os: str
    language: str
    consented: int
    count: int
    revenue: float
    value: float
    props: dict[str, str]
    expires_on: str  # YYYY-MM-DD


class BotHit(msgspec.Struct):
    """One row of the `bot_hits` table: set apart, counted, never a visit."""

    workspace_id: int
    site_id: int
    ts: float
    event_id: int
    event: str
    path: str
    family: str  # the bot's name, else the rule that caught it
    reason: str  # of pipeline.bots.REASONS
    expires_on: str
