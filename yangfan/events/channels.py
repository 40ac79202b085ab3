"""Channels as people see them: names in the reader's language, and changing them. The rules are read by the pipeline."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import Workspace
from yangfan.events.models import Channel
from yangfan.events.pipeline.channels import BadRule, check_rules
from yangfan.events.snapshot import refresh_snapshot

__all__ = ["BadRule", "ChannelInfo", "ChannelUnknown", "GROUPS", "TITLES", "change_channel", "channels_of"]

TITLES = {
    "youtube": pgettext_lazy("channel", "YouTube"),
    "google_ads": pgettext_lazy("channel", "Google Ads"),
    "baidu_ads": pgettext_lazy("channel", "Baidu ads"),
    "linkedin": pgettext_lazy("channel", "LinkedIn"),
    "wechat_account": pgettext_lazy("channel", "WeChat Official Account"),
    "trade_fair": pgettext_lazy("channel", "Trade fair QR"),
    "b2b_marketplaces": pgettext_lazy("channel", "B2B marketplaces"),
    "trade_media": pgettext_lazy("channel", "Trade media"),
    "ai_assistants": pgettext_lazy("channel", "AI assistants"),
    "email": pgettext_lazy("channel", "E-mail"),
    "sms": pgettext_lazy("channel", "SMS"),
    "push": pgettext_lazy("channel", "Push messages"),
    "cross_network": pgettext_lazy("channel", "Cross-network"),
    "paid_shopping": pgettext_lazy("channel", "Paid shopping"),
    "paid_search": pgettext_lazy("channel", "Other paid search"),
    "paid_social": pgettext_lazy("channel", "Paid social"),
    "paid_video": pgettext_lazy("channel", "Paid video"),
    "display": pgettext_lazy("channel", "Display"),
    "paid_other": pgettext_lazy("channel", "Other paid"),
    "wechat_shares": pgettext_lazy("channel", "WeChat shares"),
    "organic_shopping": pgettext_lazy("channel", "Shopping sites"),
    "organic_social": pgettext_lazy("channel", "Organic social"),
    "organic_video": pgettext_lazy("channel", "Organic video"),
    "google_organic": pgettext_lazy("channel", "Google organic"),
    "search_organic": pgettext_lazy("channel", "Baidu, 360, Sogou, Bing organic"),
    "affiliates": pgettext_lazy("channel", "Affiliates"),
    "audio": pgettext_lazy("channel", "Audio"),
    "referral": pgettext_lazy("channel", "Referral"),
    "direct": pgettext_lazy("channel", "Direct, returning"),
    "other": pgettext_lazy("channel", "Other"),
}
GROUPS = {
    "paid_search": pgettext_lazy("channel", "Paid search"),
    "paid_social": pgettext_lazy("channel", "Paid social"),
    "paid_video": pgettext_lazy("channel", "Paid video"),
    "paid_shopping": pgettext_lazy("channel", "Paid shopping"),
    "paid_other": pgettext_lazy("channel", "Other paid"),
    "display": pgettext_lazy("channel", "Display"),
    "organic_search": pgettext_lazy("channel", "Organic search"),
    "social": pgettext_lazy("channel", "Social"),
    "video": pgettext_lazy("channel", "Video"),
    "shopping": pgettext_lazy("channel", "Shopping"),
    "ai_assistant": pgettext_lazy("channel", "AI assistants"),
    "email": pgettext_lazy("channel", "E-mail"),
    "sms": pgettext_lazy("channel", "SMS"),
    "push": pgettext_lazy("channel", "Push messages"),
    "affiliates": pgettext_lazy("channel", "Affiliates"),
    "audio": pgettext_lazy("channel", "Audio"),
    "offline": pgettext_lazy("channel", "Offline"),
    "referral": pgettext_lazy("channel", "Referral"),
    "direct": pgettext_lazy("channel", "Direct"),
    "other": pgettext_lazy("channel", "Other"),
}


class ChannelUnknown(LookupError):
    """This workspace has no channel of that key."""


@dataclass(frozen=True)
class ChannelInfo:
    """A channel; `title` and `group_title` are in the language of the moment they were asked in."""

    key: str
    title: str
    group: str
    group_title: str
    rules: list[dict[str, str]]
    is_renamed: bool


def channels_of(workspace: Workspace) -> list[ChannelInfo]:
    """Return the workspace's channels in the order their rules are tried."""
    return [_info(channel) for channel in Channel.objects.of(workspace)]


def _info(channel: Channel) -> ChannelInfo:
    return ChannelInfo(
        key=channel.key,
        title=channel.name or str(TITLES.get(channel.key, channel.key)),
        group=channel.group,
        group_title=str(GROUPS.get(channel.group, channel.group)),
        rules=channel.rules,
        is_renamed=bool(channel.name),
    )


@transaction.atomic
def change_channel(*, workspace: Workspace, key: str, name: str, rules: list[dict[str, str]]) -> ChannelInfo:
    """Name a channel ("" gives the built-in name back) and set its rules; they apply to what comes from now on.

    Raises ChannelUnknown, or BadRule when a rule cannot be read.
    """
    check_rules(rules)
    channel = Channel.objects.of(workspace).filter(key=key).first()
    if channel is None:
        raise ChannelUnknown(key)
    channel.name, channel.rules = name.strip(), rules
    channel.save(update_fields=["name", "rules"])
    refresh_snapshot()
    return _info(channel)
