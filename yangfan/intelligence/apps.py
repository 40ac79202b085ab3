from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntelligenceConfig(AppConfig):
    name = "yangfan.intelligence"
    label = "intelligence"
    verbose_name = _("Intelligence")

    def ready(self):
        from yangfan.intelligence import wiring

        wiring.connect()
