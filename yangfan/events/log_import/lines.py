"""One line of a web server's log: what it says, and what kind of request it was. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

# Apache's and nginx's "combined" format, with or without a virtual host in front, and its shorter form "common".
LINE = re.compile(
    r'^(?:(?P<host>[\w.-]+(?::\d+)?) )?(?P<ip>[0-9A-Fa-f:.]+|[\w.-]+) \S+ .+? \[(?P<time>[^\]]+)\]'
    r' "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) (?:\d+|-)'
    r'(?: "(?P<referrer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)"(?: .*)?|[^"]*)$'
)  # fmt: skip

STATIC = re.compile(
    r"\.(?:css|js|mjs|map|json|ico|png|jpe?g|gif|svg|webp|avif|bmp|tiff?|woff2?|ttf|otf|eot|swf|mp3|mp4|webm|ogg|ogv|wav|flv"
    r"|txt|xml|webmanifest|wasm|htc|cur|less|scss|php~)$",
    re.IGNORECASE,
)
DOWNLOAD = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|csv|rtf|epub|zip|rar|7z|t?gz|bz2|xz|tar|deb|rpm|jar|exe|msi|dmg|apk|iso|stp|step|stl|dwg|dxf|igs)$",
    re.IGNORECASE,
)
FEED = re.compile(r"\.(?:rss|atom|rdf)$|[/=](?:rss\d*|atom|feed|rdf)(?:[/&.]|$)", re.IGNORECASE)

# In which box a line of a person's browser is put; each line is in exactly one.
PAGE_VIEW, DOWNLOADED, STATIC_FILE, FEED_READ = "page_view", "download", "static_file", "feed"
ERROR, REDIRECT, OTHER = "error", "redirect", "other"


@dataclass(slots=True, frozen=True)
class LogLine:
    """What a line says."""

    ip: str
    at: int  # ms since 1970, UTC
    method: str
    target: str  # path and query as asked for
    status: int
    referrer: str
    agent: str | None  # None: the log keeps no agents; "-": this request had none


def read_line(text: str) -> LogLine | None:
    """Return what a line says, or None when it is in no format we know."""
    match = LINE.match(text)
    if match is None:
        return None
    method, _, rest = match["request"].partition(" ")
    target = rest.rpartition(" HTTP/")[0] or rest
    try:
        at = _moment(match["time"])
    except ValueError:
        return None
    if not method.isalpha() or not target:
        return None
    referrer = match["referrer"] or ""
    return LogLine(
        ip=match["ip"],
        at=at,
        method=method.upper(),
        target=target,
        status=int(match["status"]),
        referrer="" if referrer == "-" else referrer,
        agent=match["agent"],
    )


def kind_of(line: LogLine) -> str:
    """Return the box of a request: only a page that was delivered is a page view."""
    if line.status >= 400 or line.status < 200:
        return ERROR
    if 300 <= line.status < 400 and line.status != 304:
        return REDIRECT
    if line.method != "GET":
        return OTHER
    path = path_of(line.target)
    if DOWNLOAD.search(path):
        return DOWNLOADED
    if FEED.search(line.target):
        return FEED_READ
    return STATIC_FILE if STATIC.search(path) else PAGE_VIEW


def path_of(target: str) -> str:
    """Return the path of a request's target, which may be a whole address."""
    try:
        return urlsplit(target).path if target.startswith("http") else target.partition("?")[0]
    except ValueError:
        return target.partition("?")[0]


@lru_cache(maxsize=4096)
def _moment(text: str) -> int:
    return int(datetime.strptime(text, "%d/%b/%Y:%H:%M:%S %z").timestamp() * 1000)
