"""Step: robots are set apart and counted, never visitors. Also reads device, browser and system off the agent."""

import re
from dataclasses import dataclass
from functools import lru_cache

from device_detector import DeviceDetector

from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.snapshot import Snapshot

REASONS = frozenset({"no_user_agent", "known_bot", "library", "headless", "prefetch"})

HEADLESS = re.compile(
    r"headless|phantomjs|slimerjs|puppeteer|playwright|electron/.*test|cypress", re.IGNORECASE
)
# Programs that fetch pages: what device-detector's list of bots leaves out.
LIBRARY = re.compile(
    r"^(curl|wget|python|go-http-client|java/|okhttp|libwww|lwp|ruby|perl|php|guzzle|axios|node|got |apache-httpclient"
    r"|httpx|aiohttp|scrapy|postman|insomnia|dalvik/[\d.]+$|mechanize|winhttp|httpie)|python-requests|scrapy"
    r"|apache-httpclient",
    re.IGNORECASE,
)
# Robots give an address where to complain; browsers do not.
ROBOT_WORDS = re.compile(
    r"bot\b|bot/|crawler|spider|slurp|archiver|monitor(ing)?/|feed(fetcher|burner|parser)|https?://",
    re.IGNORECASE,
)
NO_PERSON = {"library", "feed reader"}

# The kind of device, first match wins. device-detector would also tell the maker, for 3,000 patterns compiled in every
# new process: seconds in which no event is loaded.
DEVICES = [
    ("tv", re.compile(r"\btv\b|smart-?tv|hbbtv|googletv|appletv|web0s|netcast|roku|crkey|\baft[a-z]+\b|playstation|xbox|nintendo", re.I)),
    ("tablet", re.compile(r"ipad|tablet|kindle|silk/(?!.*mobile)|playbook|android(?!.*mobile)", re.I)),
    ("mobile", re.compile(r"mobile|iphone|ipod|windows phone|opera mini|blackberry|kaios|symbian", re.I)),
    ("desktop", re.compile(r"windows nt|macintosh|x11|cros |linux (x86_64|i686)", re.I)),
]  # fmt: skip


@dataclass(slots=True, frozen=True)
class Agent:
    """What a user agent says of itself."""

    bot: str  # the robot's family, else empty
    reason: str
    device: str  # desktop, mobile, tablet, tv, other, or empty when nothing is said
    browser: str
    os: str


@lru_cache(maxsize=50_000)
def read_agent(user_agent: str) -> Agent:
    """Read a user agent; a new one takes some 10 ms, a known one none."""
    if HEADLESS.search(user_agent):
        return Agent("headless browser", "headless", "", "", "")
    parsed = DeviceDetector(user_agent, skip_device_detection=True).parse()
    if parsed.is_bot():
        return Agent(parsed.all_details["bot"].get("name") or "bot", "known_bot", "", "", "")
    if ROBOT_WORDS.search(user_agent):
        return Agent(user_agent[:60], "known_bot", "", "", "")
    if LIBRARY.search(user_agent) or parsed.client_type() in NO_PERSON:
        return Agent(parsed.client_name() or user_agent[:60], "library", "", "", "")
    device = next((name for name, pattern in DEVICES if pattern.search(user_agent)), "other")
    return Agent("", "", device, parsed.client_name() or "", parsed.os_name() or "")


def set_robots_apart(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Drop what no person sent. A trusted server may send an event without any agent, a log line may not ("-")."""
    hit = passing.line
    user_agent = hit.user_agent.strip()
    if hit.props.get("purpose") in ("prefetch", "preview", "prerender"):
        return Drop("prefetch", "prefetch")
    if user_agent in ("", "-"):
        return None if hit.trusted and not user_agent else Drop("no_user_agent", "no user agent")
    agent = read_agent(user_agent)
    return Drop(agent.reason, agent.bot) if agent.bot else None


def read_device(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set device, browser and system."""
    user_agent = passing.line.user_agent.strip()
    if user_agent:
        agent = read_agent(user_agent)
        passing.device, passing.browser, passing.os = agent.device, agent.browser, agent.os
    return None
