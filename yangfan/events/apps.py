from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "yangfan.events"
    label = "events"

    def ready(self):
        from yangfan.accounts import public as accounts
        from yangfan.core.privacy import Holder, holders
        from yangfan.core.ui.slots import Setting, settings_pages
        from yangfan.events import erasure

        accounts.register_audit_titles(
            {"site_consent_changed": _("Cookies changed"), "site_secret_renewed": _("Secret key renewed")}
        )

        holders.register(Holder("visits", _("Visits to the site"), erasure.held, erasure.forget, 30))
        settings_pages.register(
            Setting("tracking", _("Tracking"), _("The line for your pages, cookies, secret keys"), "chart-line", "tracking", 60,
                    frozenset({"owner", "marketer"}))
        )  # fmt: skip
