from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "yangfan.insights"
    label = "insights"

    def ready(self):
        from yangfan.core.ui.navigation import MenuItem, menu

        menu.register(
            MenuItem(
                key="overview",
                label=_("Overview"),
                icon="chart-bar",
                url_name="overview",
                order=20,
                on_phone=True,
                phone_label=_("Figures"),
                phone_order=30,
            )
        )
