"""One event on its way through the steps, and how a step lets it go."""

from dataclasses import dataclass, field

from yangfan.events.pipeline.snapshot import SiteInfo
from yangfan.events.pipeline.visits import NOTHING_SEEN, Arrival
from yangfan.events.records import Business, Hit

NOBODYS_SITE = SiteInfo(id=0, workspace=0, public_key="", secret_hash="", visitor_key="")

# Why a hit is refused: it is kept in no table, only counted.
REFUSALS = frozenset({"unknown_site", "bad_name", "reserved_name", "bad_address"})


@dataclass(slots=True, frozen=True)
class Drop:
    """What a step returns to stop an event: refused, or set apart as a robot's when it has a `family`."""

    reason: str
    family: str = ""


@dataclass(slots=True)
class Passing:
    """A line and what the steps have found out about it so far."""

    line: Hit | Business
    site: SiteInfo = NOBODYS_SITE
    consented: bool = False
    visitor_id: int = 0  # 0: nobody's
    former_ids: tuple[int, ...] = ()  # what the same person was called before midnight, or before consenting
    host: str = ""
    path: str = ""
    referrer: str = ""  # of another site, without its query
    referrer_host: str = ""
    is_internal: bool = False  # came from a page of the same site
    parameters: dict[str, str] = field(default_factory=dict)  # of the page's query
    source: str = ""
    medium: str = ""
    campaign: str = ""
    origin: int = NOTHING_SEEN
    channel: str = ""
    device: str = ""
    browser: str = ""
    os: str = ""
    country: str = ""
    country_is_likely: int = 0
    region: str = ""
    language: str = ""

    @property
    def is_business(self) -> bool:
        return isinstance(self.line, Business)

    @property
    def arrival(self) -> Arrival:
        return Arrival(self.channel, self.source, self.medium, self.campaign, self.origin)
