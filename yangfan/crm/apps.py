from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "yangfan.crm"
    label = "crm"
    verbose_name = _("Inquiries and customers")

    def ready(self):
        from yangfan.crm import wiring

        wiring.connect()
