"""Platforms that take posts from people only: 小红书, 知乎, 头条号, 视频号, 抖音. What fits there, and where a person posts.

Their limits are those known in 2026, not asked from an interface: the platform's own page has the last word.
"""

from django.utils.translation import gettext_lazy as _

from yangfan.connectors import public as connectors
from yangfan.promotion import public as promotion

NO_CONTACTS = _("Phone numbers, WeChat names and QR codes in a note are often taken down.")


class ByHand(connectors.Connector, promotion.HandOff):
    """Base of these platforms: nothing to authorise, nothing to call."""

    gate = "C"
    icon = "device-mobile"
    capabilities = frozenset({"publish"})
    checked_against = "by hand"
    note = _("Your posts come to your phone, ready to paste; no robot posts for you")
    channels = ("organic_social",)
    guide = _(
        "Only a name is needed. When a post is due, scan its code, save the pictures, copy the words and post."
    )


class Xiaohongshu(ByHand):
    key, order, title = "xiaohongshu", 61, _("Xiaohongshu notes")
    rules = promotion.PostRules(
        text_max=1000, counts="wide", has_title=True, title_max=20, images_min=1, images_max=18, hashtags="#word",
        hashtags_max=10, link="none", notes=(NO_CONTACTS,),
    )  # fmt: skip
    post_page = "https://creator.xiaohongshu.com/publish/publish"


class Zhihu(ByHand):
    key, order, title = "zhihu", 62, _("Zhihu articles")
    rules = promotion.PostRules(
        text_max=20_000, counts="wide", has_title=True, title_max=50, images_max=20, hashtags=""
    )
    post_page = "https://zhuanlan.zhihu.com/write"


class Toutiao(ByHand):
    key, order, title = "toutiao", 63, _("Toutiao articles")
    rules = promotion.PostRules(
        text_max=20_000, text_min=100, counts="wide", has_title=True, title_max=30, images_max=20, hashtags="", link="none",
    )  # fmt: skip
    post_page = "https://mp.toutiao.com/profile_v4/graphic/publish"


class WeChatChannels(ByHand):
    key, order, title = "wechat_channels", 64, _("WeChat Channels")
    rules = promotion.PostRules(
        text_max=1000, counts="wide", has_title=True, title_max=16, images_min=1, images_max=9, hashtags="#word", hashtags_max=10,
        link="none",
    )  # fmt: skip
    post_page = "https://channels.weixin.qq.com/platform/post/create"


class Douyin(ByHand):
    key, order, title = "douyin", 65, _("Douyin picture posts")
    rules = promotion.PostRules(
        text_max=1000, counts="wide", has_title=True, title_max=20, images_min=1, images_max=35, hashtags="#word", hashtags_max=5,
        link="none", notes=(NO_CONTACTS,),
    )  # fmt: skip
    post_page = "https://creator.douyin.com/creator-micro/content/upload"
