"""Words of a tracker, a pixel or a trusted server into hits: checked, bounded, stamped with who asked and when.

The one place where a hit is made from a request; `collect` and the sites' own hosts both come through here.
"""

import secrets
from datetime import UTC, datetime

import msgspec

from yangfan.events.pipeline.snapshot import SiteInfo
from yangfan.events.records import Hit

DAY = 24 * 60 * 60 * 1000
FARTHEST_PAST, FARTHEST_FUTURE = 2 * DAY, 60 * 1000  # of the public door, ms
MOST_AT_ONCE = 100
MOST_TRUSTED_AT_ONCE = 10_000
LONGEST_ID, LONGEST_NAME, LONGEST_URL, LONGEST_TITLE, LONGEST_WORD = 64, 60, 4096, 300, 100
LONGEST_USER_AGENT = 512
MOST_PROPS, LONGEST_PROP = 30, 500
EXPOSURE = "impression"

Scalar = str | int | float | bool | None


class BadHit(ValueError):
    """The sender's words make no event; the message says why."""


class Sent(msgspec.Struct):
    """What the tracker posts to /e: one of these or a list of them, as JSON under any content type."""

    k: str  # the site's public key
    i: str  # id of the event: a retry repeats it
    n: str  # name
    u: str  # address of the page
    r: str = ""  # referrer
    t: float | None = None  # when it happened, ms since 1970
    l: str = ""  # noqa: E741 - language
    z: str = ""  # time zone
    w: str = ""  # title of the window
    c: str = ""  # cookie id, after consent
    v: float = 0.0  # value
    p: dict[str, Scalar] = {}
    count: float | None = None  # refused: only the trusted door counts


class Asked(msgspec.Struct):
    """Who asks, and when."""

    now: int  # ms
    ip: str = ""
    user_agent: str = ""
    language: str = ""  # Accept-Language
    cookie: str = ""  # the visitor's own id, as the browser sent it


_decode_one = msgspec.json.Decoder(Sent).decode
_decode_many = msgspec.json.Decoder(list[Sent]).decode


def read_sent(body: bytes) -> list[Sent]:
    """Return what a tracker posted; raise BadHit when it is not understood."""
    try:
        sent = _decode_many(body) if body.lstrip()[:1] == b"[" else [_decode_one(body)]
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadHit(str(error)) from error
    if not 0 < len(sent) <= MOST_AT_ONCE:
        raise BadHit(f"between 1 and {MOST_AT_ONCE} events at once")
    return sent


def public_hit(sent: Sent, site: SiteInfo, asked: Asked) -> Hit:
    """Return the hit of an untrusted sender; its time is held to [now − 2 days, now + 1 minute]."""
    if not 0 < len(sent.i) <= LONGEST_ID:
        raise BadHit(f"the id (i) must have 1 to {LONGEST_ID} characters")
    if not 0 < len(sent.n) <= LONGEST_NAME:
        raise BadHit(f"the name (n) must have 1 to {LONGEST_NAME} characters")
    if sent.count is not None or sent.n == EXPOSURE:
        raise BadHit("exposures are counted only through the trusted door")
    at = asked.now if sent.t is None else int(sent.t)
    return Hit(
        # No public sender can take an id of the trusted door or of a business event.
        id=f"e:{sent.i}",
        workspace=site.workspace,
        site=site.id,
        name=sent.n,
        occurred_at=max(asked.now - FARTHEST_PAST, min(at, asked.now + FARTHEST_FUTURE)),
        received_at=asked.now,
        url=sent.u[:LONGEST_URL],
        referrer=sent.r[:LONGEST_URL],
        title=sent.w[:LONGEST_TITLE],
        user_agent=asked.user_agent[:LONGEST_USER_AGENT],
        ip=asked.ip,
        language=(sent.l or asked.language)[:LONGEST_WORD],
        time_zone=sent.z[:LONGEST_WORD],
        visitor=(sent.c or asked.cookie)[:LONGEST_ID],
        value=_finite(sent.v),
        props=_props(sent.p),
    )


def pixel_hit(words: dict[str, str], site: SiteInfo, asked: Asked, *, referer: str) -> Hit:
    """Return the page view that a browser without scripts tells of by fetching an image."""
    sent = Sent(
        k="", i=secrets.token_hex(16), n="page_view", u=words.get("u") or referer, r=words.get("r", "")
    )
    return public_hit(sent, site, asked)


class Row(msgspec.Struct, forbid_unknown_fields=True):
    """One event of a trusted server."""

    name: str
    occurred_at: int | str | None = None  # ms since 1970, or ISO 8601 with its offset; none: now
    id: str = ""
    url: str = ""
    referrer: str = ""
    title: str = ""
    count: int = 1
    revenue: float = 0.0
    value: float = 0.0
    visitor: str = ""
    client_ip: str = ""
    user_agent: str = ""
    language: str = ""
    time_zone: str = ""
    props: dict[str, Scalar] = {}


class Batch(msgspec.Struct, forbid_unknown_fields=True):
    """What a trusted server posts to /v1/events."""

    events: list[msgspec.Raw]
    import_id: str = ""
    first_row: int = 0  # of this request within the import: rows without an id are known by their number


class RowError(msgspec.Struct):
    row: int
    error: str


class BadRows(ValueError):
    """Some rows make no event; none of the batch is taken."""

    def __init__(self, errors: list[RowError]):
        super().__init__(f"{len(errors)} rows cannot be read")
        self.errors = errors


_decode_batch = msgspec.json.Decoder(Batch).decode
_decode_row = msgspec.json.Decoder(Row).decode


def trusted_hits(body: bytes, site: SiteInfo, *, now: int) -> list[Hit]:
    """Return the hits of a trusted batch: all of them, or BadRows naming what is wrong (or BadHit for the whole)."""
    try:
        batch = _decode_batch(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadHit(str(error)) from error
    if len(batch.events) > MOST_TRUSTED_AT_ONCE:
        raise BadHit(f"at most {MOST_TRUSTED_AT_ONCE} events at once")
    if len(batch.import_id) > LONGEST_ID:
        raise BadHit(f"import_id may have {LONGEST_ID} characters")
    hits, errors = [], []
    for row, raw in enumerate(batch.events, start=batch.first_row):
        try:
            hits.append(_trusted_hit(_decode_row(raw), row, batch.import_id, site, now))
        except (msgspec.MsgspecError, ValueError) as error:
            errors.append(RowError(row, str(error)))
    if errors:
        raise BadRows(errors)
    return hits


def _trusted_hit(row: Row, number: int, import_id: str, site: SiteInfo, now: int) -> Hit:
    if not 0 < len(row.name) <= LONGEST_NAME:
        raise BadHit(f"name must have 1 to {LONGEST_NAME} characters")
    if not row.id and not import_id:
        raise BadHit("needs an id, or the request an import_id: without, a retry would count twice")
    if row.count < 1:
        raise BadHit("count must be 1 or more")
    return Hit(
        id=f"t:{row.id}" if row.id else f"t:{import_id}:{number}",
        workspace=site.workspace,
        site=site.id,
        name=row.name,
        occurred_at=_moment(row.occurred_at, now),
        received_at=now,
        url=row.url[:LONGEST_URL],
        referrer=row.referrer[:LONGEST_URL],
        title=row.title[:LONGEST_TITLE],
        user_agent=row.user_agent[:LONGEST_USER_AGENT],
        ip=row.client_ip,
        language=row.language[:LONGEST_WORD],
        time_zone=row.time_zone[:LONGEST_WORD],
        visitor=row.visitor[:LONGEST_ID],
        trusted=True,
        import_id=import_id,
        count=row.count,
        revenue=_finite(row.revenue),
        value=_finite(row.value),
        props=_props(row.props),
    )


def _moment(given: int | str | None, now: int) -> int:
    """Return ms since 1970; past moments are taken as they are."""
    if given is None:
        return now
    if isinstance(given, str):
        try:
            moment = datetime.fromisoformat(given)
        except ValueError:
            raise BadHit(f"occurred_at {given!r} is not ISO 8601") from None
        if moment.tzinfo is None:
            raise BadHit(f"occurred_at {given!r} does not say its offset from UTC")
        given = int(moment.timestamp() * 1000)
    if not _YEAR_2000 <= given <= now + DAY:
        raise BadHit(f"occurred_at {given} lies before 2000 or in the future")
    return given


_YEAR_2000 = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000)


def _finite(number: float) -> float:
    return number if abs(number) < 1e15 else 0.0


def _props(given: dict[str, Scalar]) -> dict[str, str]:
    return {
        name[:LONGEST_NAME]: (str(value).lower() if isinstance(value, bool) else str(value))[:LONGEST_PROP]
        for name, value in list(given.items())[:MOST_PROPS]
        if value is not None
    }
