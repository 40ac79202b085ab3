"""Step: is this a hit of a site we know, under a name that its sender may use?"""

from yangfan.events import catalogue
from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.snapshot import Snapshot

LONGEST_NAME = 60
EXPOSURE = "impression"
LINK_CLICK = "link_click"  # of a short link: only our own server has seen it
ONLY_TRUSTED = frozenset({EXPOSURE, LINK_CLICK})


def _published_names() -> frozenset[str]:
    """Return the names of business events: a browser must not be able to claim them."""
    return frozenset(event.stored_name() for event in catalogue.Event.__subclasses__())


def find_site(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set the site; refuse hits of a site that is gone or another workspace's."""
    site = snapshot.sites_by_id.get(passing.line.site)
    if passing.is_business and site is None:
        return None
    if site is None or site.workspace != passing.line.workspace:
        return Drop("unknown_site")
    passing.site = site
    return None


def check_name(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Refuse empty and endless names, and from browsers the names of business events, exposures and clicks."""
    hit = passing.line
    if not hit.name or len(hit.name) > LONGEST_NAME:
        return Drop("bad_name")
    if hit.name in _published_names() or (hit.name in ONLY_TRUSTED and not hit.trusted):
        return Drop("reserved_name")
    return None
