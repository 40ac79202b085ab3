from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

BUNDLED = (
    "yangfan.plugins.xiaohongshu_leads.connector.XiaohongshuLeads",
    "yangfan.plugins.mastodon.connector.Mastodon",
)


class PluginsConfig(AppConfig):
    name = "yangfan.plugins"
    label = "plugins"
    verbose_name = _("Bundled connectors")

    def ready(self):
        from yangfan.connectors.public import load_connectors

        load_connectors(BUNDLED)
