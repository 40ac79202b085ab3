from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectorsConfig(AppConfig):
    name = "yangfan.connectors"
    label = "connectors"
    verbose_name = _("Connectors")

    def ready(self):
        from yangfan.connectors import wiring

        wiring.connect()
