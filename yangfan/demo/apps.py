from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "yangfan.demo"
    label = "demo"
    verbose_name = _("Demo")

    def ready(self):
        if settings.DEMO:
            from yangfan.demo import people, start

            people.register_doors()
            start.register()
