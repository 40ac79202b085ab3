from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    name = "yangfan.console"
    label = "console"

    def ready(self):
        from yangfan.console import wiring
        from yangfan.core.ui.navigation import MenuItem, menu

        menu.register(
            MenuItem("today", _("Today"), "sunrise", "console_today", 10, on_phone=True, phone_order=10)
        )
        menu.register(MenuItem("autopilot", _("Autopilot"), "robot", "autopilot", 80))
        wiring.connect()
