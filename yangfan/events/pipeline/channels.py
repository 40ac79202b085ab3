"""Step: the workspace's channel of a visit: the first whose rules match."""

import re
from dataclasses import dataclass
from functools import cached_property

from yangfan.events.pipeline import tables
from yangfan.events.pipeline.passing import Drop, Passing
from yangfan.events.pipeline.snapshot import ChannelRule, Snapshot

DIRECT_CHANNEL = "direct"
FALLBACK_CHANNEL = "other"
ANY_HOST = "*"
RULE_WORDS = ("source", "medium", "campaign", "click_id", "host")


class BadRule(ValueError):
    """A channel's rule cannot be read; the message says why."""


@dataclass(frozen=True)
class Alternative:
    """One alternative of a channel: every entry must match."""

    entries: dict[str, str]

    @cached_property
    def patterns(self) -> list[tuple[str, re.Pattern]]:
        words = ("source", "medium", "campaign")
        return [(word, re.compile(self.entries[word])) for word in words if word in self.entries]

    def matches(self, passing: Passing) -> bool:
        click_id, host = self.entries.get("click_id"), self.entries.get("host")
        return (
            (not click_id or click_id in passing.parameters)
            and (not host or _is_under(passing.referrer_host, host))
            and all(pattern.search(getattr(passing, word)) for word, pattern in self.patterns)
        )


def _is_under(host: str, suffix: str) -> bool:
    return bool(host) and (suffix == ANY_HOST or host == suffix or host.endswith("." + suffix))


def check_rules(rules: list[dict[str, str]]) -> None:
    """Raise BadRule unless every alternative is one the step can read."""
    for entries in rules:
        unknown = set(entries) - set(RULE_WORDS)
        if not entries or unknown:
            raise BadRule(f"unknown: {', '.join(sorted(unknown))}" if unknown else "an empty alternative")
        try:
            _ = Alternative(entries).patterns
        except re.error as error:
            raise BadRule(f"not a regular expression: {error}") from error


class Chooser:
    """The compiled channels of one workspace."""

    def __init__(self, channels: list[ChannelRule]):
        self.channels = [
            (channel.key, [Alternative(entries) for entries in channel.rules]) for channel in channels
        ]
        self._known: dict[tuple, str] = {}

    def choose(self, passing: Passing) -> str:
        """Return the key of the first channel that matches."""
        clicks = tuple(name for name in passing.parameters if name in tables.CLICK_IDS)
        asked = (passing.source, passing.medium, passing.campaign, clicks, passing.referrer_host)
        if asked not in self._known:
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[asked] = self._first_match(passing)
        return self._known[asked]

    def _first_match(self, passing: Passing) -> str:
        for key, alternatives in self.channels:
            if any(alternative.matches(passing) for alternative in alternatives):
                return key
        return FALLBACK_CHANNEL


DEFAULT_CHANNELS = [ChannelRule(**channel) for channel in tables.CHANNELS]


def choose_channel(passing: Passing, snapshot: Snapshot) -> Drop | None:
    """Set the channel. An event that says nothing of where it came from (no page, no referrer) has none."""
    if not (passing.host or passing.origin):
        return None
    choosers = snapshot.__dict__.setdefault("_choosers", {})
    workspace = passing.line.workspace
    if workspace not in choosers:
        choosers[workspace] = Chooser(snapshot.channels.get(workspace) or DEFAULT_CHANNELS)
    passing.channel = choosers[workspace].choose(passing)
    return None
