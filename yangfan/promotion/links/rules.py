"""What a workspace allows as tags, and the presets to begin with."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts import public as accounts
from yangfan.promotion.links.models import TagRules

GOVERNED = {"source": "sources", "medium": "media", "campaign": "campaigns"}
MOST_VALUES, LONGEST_VALUE = 200, 100


@dataclass(frozen=True)
class Preset:
    """How links of one channel are usually tagged."""

    key: str
    title: str
    source: str
    medium: str


PRESETS = [
    Preset("google_ads", pgettext_lazy("preset", "Google Ads"), "google", "cpc"),
    Preset("baidu_ads", pgettext_lazy("preset", "Baidu ads"), "baidu", "cpc"),
    Preset("bing_ads", pgettext_lazy("preset", "Microsoft Advertising"), "bing", "cpc"),
    Preset("wechat_article", pgettext_lazy("preset", "WeChat account: article"), "wechat", "article"),
    Preset("wechat_menu", pgettext_lazy("preset", "WeChat account: menu"), "wechat", "menu"),
    Preset("wechat_share", pgettext_lazy("preset", "WeChat: chat, Moments"), "wechat", "social"),
    Preset("email", pgettext_lazy("preset", "E-mail newsletter"), "newsletter", "email"),
    Preset("signature", pgettext_lazy("preset", "E-mail signature"), "signature", "email"),
    Preset("sms", pgettext_lazy("preset", "SMS"), "sms", "sms"),
    Preset("linkedin", pgettext_lazy("preset", "LinkedIn post"), "linkedin", "social"),
    Preset("linkedin_ads", pgettext_lazy("preset", "LinkedIn ads"), "linkedin", "cpc"),
    Preset("facebook", pgettext_lazy("preset", "Facebook post"), "facebook", "social"),
    Preset("meta_ads", pgettext_lazy("preset", "Meta ads"), "facebook", "paid_social"),
    Preset("youtube", pgettext_lazy("preset", "YouTube description"), "youtube", "video"),
    Preset("douyin", pgettext_lazy("preset", "Douyin"), "douyin", "video"),
    Preset("xiaohongshu", pgettext_lazy("preset", "Xiaohongshu note"), "xiaohongshu", "social"),
    Preset("zhihu", pgettext_lazy("preset", "Zhihu answer"), "zhihu", "social"),
    Preset("whatsapp", pgettext_lazy("preset", "WhatsApp"), "whatsapp", "social"),
    Preset("alibaba", pgettext_lazy("preset", "Alibaba.com shop"), "alibaba", "marketplace"),
    Preset("fair", pgettext_lazy("preset", "Trade fair"), "fair", "qr"),
    Preset("print", pgettext_lazy("preset", "Brochure, card, packaging"), "print", "qr"),
]


def rules_of(workspace) -> TagRules:
    """Return the workspace's rules; unsaved ones that allow everything when there are none."""
    return TagRules.objects.of(workspace).first() or TagRules(workspace=workspace)


def written(rules: TagRules, value: str) -> str:
    """Return a value as this workspace writes it."""
    value = " ".join(value.split())
    return value.lower().replace(" ", "-") if rules.lower_case else value


def strangers(rules: TagRules, tags: dict[str, str]) -> dict[str, str]:
    """Return {field: what is wrong} for the values that are not on the workspace's lists."""
    if rules.mode == TagRules.Mode.OFF:
        return {}
    found = {}
    for name in GOVERNED:
        allowed, value = rules.allowed(name), tags.get(name, "")
        if value and allowed and value not in allowed:
            words = {"value": value, "allowed": ", ".join(allowed[:12])}
            found[name] = _("“%(value)s” is not on the list of this workspace: %(allowed)s.") % words
    return found


@transaction.atomic
def change_rules(
    *, workspace, mode: str, lower_case: bool, sources: list[str], media: list[str], campaigns: list[str],
    actor, now: datetime,
) -> TagRules:  # fmt: skip
    """Set what this workspace allows; links that are there already stay as they are."""
    rules = rules_of(workspace)
    before = {
        "mode": rules.mode,
        "sources": rules.sources,
        "media": rules.media,
        "campaigns": rules.campaigns,
    }
    rules.mode, rules.lower_case = mode, lower_case
    for name, values in (("sources", sources), ("media", media), ("campaigns", campaigns)):
        kept = dict.fromkeys(written(rules, value)[:LONGEST_VALUE] for value in values)
        setattr(rules, name, [value for value in kept if value][:MOST_VALUES])
    rules.save()
    after = {"mode": rules.mode, "sources": rules.sources, "media": rules.media, "campaigns": rules.campaigns}
    accounts.record_audit(
        workspace=workspace, actor=actor, action="tag_rules_changed", subject="UTM", before=before, after=after, now=now
    )  # fmt: skip
    return rules
