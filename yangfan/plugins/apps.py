from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

BUNDLED = (
    "yangfan.plugins.xiaohongshu_leads.connector.XiaohongshuLeads",
    "yangfan.plugins.mastodon.connector.Mastodon",
    "yangfan.plugins.by_hand.connector.Xiaohongshu",
    "yangfan.plugins.by_hand.connector.Zhihu",
    "yangfan.plugins.by_hand.connector.Toutiao",
    "yangfan.plugins.by_hand.connector.WeChatChannels",
    "yangfan.plugins.by_hand.connector.Douyin",
)


class PluginsConfig(AppConfig):
    name = "yangfan.plugins"
    label = "plugins"
    verbose_name = _("Bundled connectors")

    def ready(self):
        from yangfan.connectors.public import load_connectors

        load_connectors(BUNDLED)
