from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScenariosConfig(AppConfig):
    name = "yangfan.scenarios"
    label = "scenarios"
    verbose_name = _("Scenarios")

    def ready(self):
        from yangfan.accounts import public as accounts
        from yangfan.core.ui import missing
        from yangfan.scenarios import registered
        from yangfan.scenarios.assisted import actions as assisted

        accounts.register_audit_titles(
            {
                "setup_begun": _("Set-up begun"),
                "setup_answered": _("Set-up answered"),
                "setup_built": _("Site built from a scenario"),
                "setup_published": _("Built site published"),
                "setup_undone": _("Built site taken back"),
                "self_check_taken": _("Self-check taken"),
                "handover_asked": _("Client asked to approve the site"),
                "handover_approved": _("Client approved the site"),
                "handover_changes_asked": _("Client asked for changes"),
                "handover_taken_over": _("Client took the workspace over"),
            }
        )
        accounts.membership_listeners.register(
            accounts.MembershipListener(key="handover", changed=assisted.membership_changed)
        )
        missing.checks.register(missing.Check(key="setup", look=registered.what_is_missing, order=5))
        registered.listen()
