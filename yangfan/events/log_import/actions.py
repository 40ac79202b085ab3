"""Bring a web server's log into the stream: the past of a site before the tracker. Run twice, it changes nothing."""

import gzip
import heapq
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from yangfan.events.log_import.lines import (
    DOWNLOADED,
    ERROR,
    FEED_READ,
    OTHER,
    PAGE_VIEW,
    REDIRECT,
    STATIC_FILE,
    LogLine,
    kind_of,
    read_line,
)  # fmt: skip
from yangfan.events.models import Site
from yangfan.events.pipeline import Pipeline, Snapshot
from yangfan.events.pipeline.bots import set_robots_apart
from yangfan.events.pipeline.passing import Passing
from yangfan.events.records import Hit, encode
from yangfan.events.snapshot import read_records, site_info
from yangfan.events.spool import Spool, write_sealed

IMPORT_ID = "log"  # visitors of a log are hashed with the site's own key: the same in every run
AT_ONCE = 5000  # hits in a chunk
OUT_OF_ORDER = 20_000  # lines: a server writes a line when the answer is sent, so a slow one comes late
REMEMBERED = 500_000  # lines looked back on for identical ones
ROBOT = "robot"

Progress = Callable[[int, int], None]


class NotALog(ValueError):
    """No line of the file is in a format we know."""


@dataclass(frozen=True)
class LogImportResult:
    """What became of every line; the boxes from `page_views` to `invalid_lines` add up to `lines`."""

    lines: int
    page_views: int
    downloads: int
    robots: int
    static_files: int
    feeds: int
    errors: int
    redirects: int
    other_requests: int
    invalid_lines: int
    visits: int  # with a page view
    visitors: int  # who viewed a page, distinct by day
    first_day: str
    last_day: str

    def as_dict(self) -> dict[str, int | str]:
        return asdict(self)


def import_log(
    *, path: Path, site: Site, progress: Progress | None = None, now: datetime | None = None
) -> LogImportResult:
    """Spool a combined log (plain or .gz) of `site` for the loader and return what it holds.

    `progress` is called with the bytes read and the bytes in all. Raises NotALog before anything is spooled when the
    beginning of the file is no log.
    """
    _check_is_a_log(path)
    boxes: Counter[str] = Counter()
    hits = _hits(path, site, boxes, progress, int((now or timezone.now()).timestamp() * 1000))
    spool, counted = Spool.here(), _Counted(site)
    ordered = _in_order(hits)
    while batch := list(islice(ordered, AT_ONCE)):
        write_sealed(spool, [encode(hit) for hit in batch])
        counted.add(batch)
    return LogImportResult(
        lines=boxes.total(),
        page_views=boxes[PAGE_VIEW],
        downloads=boxes[DOWNLOADED],
        robots=boxes[ROBOT],
        static_files=boxes[STATIC_FILE],
        feeds=boxes[FEED_READ],
        errors=boxes[ERROR],
        redirects=boxes[REDIRECT],
        other_requests=boxes[OTHER],
        invalid_lines=boxes["invalid"],
        visits=len(counted.visits),
        visitors=len(counted.visitors),
        first_day=counted.first_day,
        last_day=counted.last_day,
    )


def _check_is_a_log(path: Path) -> None:
    with _opened(path) as (lines, _):
        beginning = [raw for raw in islice(lines, 100) if raw.strip()]
        if beginning and not any(read_line(_text(raw)) for raw in beginning):
            raise NotALog(str(path))


def _hits(path: Path, site: Site, boxes: Counter, progress: Progress | None, now: int) -> Iterator[Hit]:
    """Yield the hits of every line that is a page view, a download or a robot's; count all lines in `boxes`."""
    seen = _Seen()
    total = path.stat().st_size
    with _opened(path) as (lines, position):
        for number, raw in enumerate(lines, start=1):
            hit = _hit(raw, site, boxes, seen, now)
            if hit is not None:
                yield hit
            if progress and number % 1000 == 0:
                progress(position(), total)
    if progress:
        progress(total, total)


def _hit(raw: bytes, site: Site, boxes: Counter, seen: "_Seen", now: int) -> Hit | None:
    line = read_line(_text(raw))
    if line is None:
        boxes["invalid"] += 1
        return None
    kind = kind_of(line)
    hit = _as_hit(line, kind, site, seen.id_of(site.pk, raw), now)
    if set_robots_apart(Passing(hit), Snapshot()) is not None:
        boxes[ROBOT] += 1
        return hit
    boxes[kind] += 1
    return hit if kind in (PAGE_VIEW, DOWNLOADED) else None


def _as_hit(line: LogLine, kind: str, site: Site, id: str, now: int) -> Hit:
    address = line.target
    if not address.startswith("http"):
        host = site.hosts[0] if site.hosts else "localhost"
        address = f"https://{host}/{address.lstrip('/')}"
    return Hit(
        id=id,
        workspace=site.workspace_id,
        site=site.pk,
        name=kind if kind in (PAGE_VIEW, DOWNLOADED) else "request",
        occurred_at=line.at,
        received_at=now,
        url=address[:4096],
        referrer=line.referrer[:4096],
        user_agent=(line.agent or "")[:512],
        ip=line.ip,
        trusted=True,
        import_id=IMPORT_ID,
    )


class _Seen:
    """Identical lines told apart by their number: the first, the second ... of the same words."""

    def __init__(self):
        self._times: OrderedDict[bytes, int] = OrderedDict()

    def id_of(self, site: int, raw: bytes) -> str:
        digest = blake2b(raw.rstrip(b"\r\n"), key=b"log:%d" % site, digest_size=16).digest()
        times = self._times[digest] = self._times.pop(digest, 0) + 1
        if len(self._times) > REMEMBERED:
            self._times.popitem(last=False)
        return f"log:{digest.hex()}:{times}"


def _in_order(hits: Iterator[Hit]) -> Iterator[Hit]:
    """Yield hits by time, as long as none is more than OUT_OF_ORDER lines late."""
    heap: list[tuple[int, str, Hit]] = []
    for hit in hits:
        heapq.heappush(heap, (hit.occurred_at, hit.id, hit))
        if len(heap) > OUT_OF_ORDER:
            yield heapq.heappop(heap)[2]
    while heap:
        yield heapq.heappop(heap)[2]


class _Counted:
    """Visits and visitors as the loader's own steps find them."""

    def __init__(self, site: Site):
        snapshot = Snapshot(sites=[site_info(site)], channels=read_records().channels)
        self._pipeline = Pipeline(snapshot, lambda workspace, asked: [])
        self._zone = ZoneInfo(site.workspace.time_zone)
        self.visits: set[int] = set()
        self.visitors: set[int] = set()
        self.first_day = self.last_day = ""

    def add(self, hits: list[Hit]) -> None:
        viewed = [row for row in self._pipeline.process(hits).events if row.event == PAGE_VIEW]
        self.visits.update(row.visit_id for row in viewed)
        self.visitors.update(row.visitor_id for row in viewed)
        self.first_day = self.first_day or self._day(hits[0])
        self.last_day = self._day(hits[-1])

    def _day(self, hit: Hit) -> str:
        return datetime.fromtimestamp(hit.occurred_at / 1000, self._zone).date().isoformat()


@contextmanager
def _opened(path: Path):
    """Yield the lines of a log as bytes, and a function that says how far the file has been read."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        lines = gzip.GzipFile(fileobj=file) if packed else file
        yield lines, file.tell


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").rstrip("\r\n")
