from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "yangfan.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from yangfan.accounts.audit import personal
        from yangfan.core.privacy import Holder, holders
        from yangfan.core.ui.navigation import MenuItem, menu
        from yangfan.core.ui.slots import Setting, settings_pages

        everyone = frozenset({"owner", "marketer", "sales", "viewer"})
        menu.register(MenuItem("settings", _("Settings"), "settings", "settings", 900))
        for setting in (
            Setting("workspace", _("Company"), _("Name, languages, time zone, currency, gross margin, colour"), "building", "settings_workspace", 10),
            Setting("team", _("Team"), _("Who works here, with which role"), "users", "team", 20, everyone),
            Setting("profile", _("My account"), _("Your name, language and password"), "user", "profile", 30, everyone),
            Setting("tokens", _("API tokens"), _("Keys for your other programs"), "key", "tokens", 80),
            Setting("audit", _("Audit trail"), _("Who changed what, and when"), "history", "audit", 90),
        ):  # fmt: skip
            settings_pages.register(setting)
        holders.register(Holder("audit", _("Audit trail"), personal.held, personal.forget, 90))
