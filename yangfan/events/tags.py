"""What the tags of an address would say: asked before anybody clicks, by the very steps that sort a visit later."""

from dataclasses import dataclass

from yangfan.accounts.public import Workspace
from yangfan.events.channels import ChannelInfo, ChannelUnknown, channels_of
from yangfan.events.pipeline.campaigns import TAGS, read_campaign
from yangfan.events.pipeline.channels import choose_channel
from yangfan.events.pipeline.pages import read_page
from yangfan.events.pipeline.passing import Passing
from yangfan.events.pipeline.snapshot import ChannelRule, Snapshot
from yangfan.events.records import Hit


@dataclass(frozen=True)
class Arrival:
    """How a visit that begins at an address will be counted."""

    channel: ChannelInfo
    source: str
    medium: str
    campaign: str


def is_tag(name: str) -> bool:
    """Say whether a parameter of an address names a campaign or a click, not a page."""
    return name.lower().startswith("utm_") or name.lower() in TAGS


def arrival_of(workspace: Workspace, url: str, *, referrer: str = "") -> Arrival:
    """Return how a visit that begins at `url` will be counted; raise ChannelUnknown when the address is none."""
    channels = channels_of(workspace)
    rules = [ChannelRule(each.key, each.group, each.rules) for each in channels]
    snapshot = Snapshot(channels={workspace.pk: rules})
    hit = Hit(
        id="", workspace=workspace.pk, site=0, name="page_view", occurred_at=0, received_at=0, url=url, referrer=referrer
    )  # fmt: skip
    passing = Passing(hit)
    for step in (read_page, read_campaign, choose_channel):
        step(passing, snapshot)
    found = next((each for each in channels if each.key == passing.channel), None)
    if found is None:
        raise ChannelUnknown(passing.channel)
    return Arrival(found, passing.source, passing.medium, passing.campaign)
