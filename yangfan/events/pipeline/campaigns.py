"""Step: what the address and the referrer say about where the visit came from: UTM first, then click ids, then the host."""

from yangfan.events.pipeline import tables
from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.snapshot import Snapshot
from yangfan.events.pipeline.visits import A_SOURCE, DIRECT, NOTHING_SEEN

# The same three words as different tools write them: UTM, Matomo's, Baidu Tongji's.
SPELLINGS = {
    "source": ("utm_source", "mtm_source", "pk_source", "hmsr"),
    "medium": ("utm_medium", "mtm_medium", "pk_medium", "hmmd"),
    "campaign": ("utm_campaign", "mtm_campaign", "pk_campaign", "hmpl"),
}
TAGS = {name for names in SPELLINGS.values() for name in names} | tables.CLICK_IDS.keys()
DIRECT_SOURCES = {"(direct)", "direct"}


def read_campaign(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set source, medium, campaign, and how sure we are of them."""
    tagged = {word: _tag(passing, word) for word in SPELLINGS}
    passing.campaign = tagged["campaign"]
    if tagged["source"] in DIRECT_SOURCES:
        tagged = dict.fromkeys(tagged, "")
    if any(tagged.values()):
        source, medium = _source_beside_tags(passing, tagged)
    else:
        source, medium = _source_untagged(passing)
    passing.source, passing.medium = source[:100], medium[:100]
    passing.origin = _origin(passing)
    return None


def _tag(passing: Passing, word: str) -> str:
    """Return a tag of the address, or, of a trusted server's event without one, of its props."""
    for name in SPELLINGS[word]:
        value = passing.parameters.get(name, "").strip().lower()
        if value:
            return value[:100]
    if not passing.is_business and passing.line.trusted:
        return (passing.line.props.get(f"utm_{word}") or "").strip().lower()[:100]
    return ""


def _source_beside_tags(passing: Passing, tagged: dict[str, str]) -> tuple[str, str]:
    source, medium = tagged["source"], tagged["medium"]
    if not source:
        source, guessed = _source_untagged(passing)
        return source, medium or guessed
    return source, medium or _click_id(passing)[1] or tables.medium_of_source(source)


def _source_untagged(passing: Passing) -> tuple[str, str]:
    source, medium = _click_id(passing)
    if source:
        return source, medium
    if passing.referrer_host:
        return tables.source_of_host(passing.referrer_host)
    return ("weixin", "social") if _is_opened_from_wechat(passing) else ("", "")


def _click_id(passing: Passing) -> tuple[str, str]:
    for name in passing.parameters:
        if name in tables.CLICK_IDS:
            said = tables.CLICK_IDS[name]
            return said["source"], said["medium"]
    return "", ""


def _is_opened_from_wechat(passing: Passing) -> bool:
    """A page opened inside WeChat without a referrer was tapped in a chat or in Moments, not typed."""
    says_nothing = not (passing.is_internal or passing.referrer_host or passing.parameters.keys() & TAGS)
    return bool(passing.host) and says_nothing and "micromessenger" in passing.line.user_agent.lower()


def _origin(passing: Passing) -> int:
    # WeChat's inner browser often hides the referrer of later pages too: it never cuts a running visit.
    if (passing.source or passing.medium or passing.campaign) and not _is_opened_from_wechat(passing):
        return A_SOURCE
    return DIRECT if passing.host and not passing.is_internal else NOTHING_SEEN
