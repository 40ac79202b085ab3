"""The foreign sites whose players, maps and calendars a page may show, and how each is framed."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Player:
    """`pattern` finds the id in an address people copy; `frame` is what is loaded after a click."""

    name: str
    pattern: re.Pattern
    frame: str


@dataclass(frozen=True)
class Frame:
    """What to load, and from whom (shown before the click)."""

    name: str
    url: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


PLAYERS = [
    Player("Bilibili", re.compile(r"^https://(?:www\.|m\.)?bilibili\.com/video/(BV\w{8,14})"),
           "https://player.bilibili.com/player.html?bvid={0}&autoplay=0&high_quality=1"),
    Player("腾讯视频", re.compile(r"^https://v\.qq\.com/x/(?:page|cover(?:/\w+)?)/(\w{8,14})(?:\.html)?"),
           "https://v.qq.com/txp/iframe/player.html?vid={0}"),
    Player("优酷", re.compile(r"^https://v\.youku\.com/v_show/id_([\w=]{8,40})\.html"), "https://player.youku.com/embed/{0}"),
    Player("YouTube", re.compile(r"^https://(?:www\.youtube\.com/watch\?(?:.*&)?v=|youtu\.be/|www\.youtube\.com/shorts/)([\w-]{11})"),
           "https://www.youtube-nocookie.com/embed/{0}"),
    Player("Vimeo", re.compile(r"^https://vimeo\.com/(\d{6,12})"), "https://player.vimeo.com/video/{0}?dnt=1"),
    Player("OpenStreetMap", re.compile(r"^(https://www\.openstreetmap\.org/export/embed\.html\?[\w=&%,.+-]+)$"), "{0}"),
    Player("高德地图", re.compile(r"^(https://(?:uri|m)\.amap\.com/[\w/?=&%,.+-]+)$"), "{0}"),
    Player("Google Maps", re.compile(r"^(https://www\.google\.com/maps/embed\?[\w=&%,.!:+-]+)$"), "{0}"),
    Player("Calendly", re.compile(r"^(https://calendly\.com/[\w/-]+)$"), "{0}"),
]  # fmt: skip
NAMES = ", ".join(player.name for player in PLAYERS)
HELP = _("Copied from the address bar of Bilibili, 腾讯视频, 优酷, YouTube, Vimeo, a map or Calendly.")


def frame_of(url: str) -> Frame | None:
    """Return the frame for an address people copy; None when its site is not on the list."""
    for player in PLAYERS:
        if found := player.pattern.match(url):
            return Frame(player.name, player.frame.format(found[1]))
    return None


def hosts_in(body) -> list[str]:
    """Return the hosts whose frames a page's blocks may load, those of its reusable blocks too."""
    found = set()
    for block in body:
        if block.block_type in ("video", "embed") and (frame := frame_of(block.value.get("url") or "")):
            found.add(frame.host)
        elif block.block_type == "shared" and block.value["content"]:
            found.update(hosts_in(block.value["content"].localized.body))
    return sorted(found)
