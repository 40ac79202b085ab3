from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PromotionConfig(AppConfig):
    name = "yangfan.promotion"
    label = "promotion"

    def ready(self):
        from yangfan.accounts import public as accounts
        from yangfan.core.jobs import autopilot
        from yangfan.core.ui.navigation import MenuItem, menu
        from yangfan.promotion.costs.housekeeping import finish_cost_imports, pull_due_costs
        from yangfan.promotion.links import subscribers as clicks
        from yangfan.promotion.publishing import wiring as publishing
        from yangfan.promotion.watch.actions import watch_all

        autopilot.groups.register(autopilot.Group("promotion", _("Promotion"), 40))
        publishing.connect()
        menu.register(
            MenuItem(key="promote", label=_("Promote"), icon="speakerphone", url_name="promote", order=40)
        )
        accounts.register_audit_titles(
            {
                "cost_file_imported": _("Cost file imported"),
                "cost_entered": _("Cost entered"),
                "costs_undone": _("Costs undone"),
                "budget_changed": _("Budget changed"),
                "channel_changed": _("Channel changed"),
                "channel_added": _("Channel added"),
                "link_made": _("Short link made"),
                "link_changed": _("Short link changed"),
                "link_switched": _("Short link switched"),
                "link_archived": _("Short link archived"),
                "link_restored": _("Short link restored"),
                "links_imported": _("Short links imported"),
                "placement_made": _("Offline placement added"),
                "placement_changed": _("Offline placement changed"),
                "tag_rules_changed": _("Rules for tags changed"),
            }
        )
        clicks.subscribe()
        autopilot.register(
            autopilot.Job(
                key="finish_cost_imports",
                title=_("Finish cost imports"),
                what=_("Finishes imports that were cut short and removes uploads a day old."),
                order=90,
                every=timedelta(minutes=10),
                run=finish_cost_imports,
                hidden=True,
            )
        )
        autopilot.register(
            autopilot.Job(
                key="pull_costs",
                title=_("Fetch costs from platforms"),
                what=_(
                    "Asks each connected advertising account for the costs of the days that may still change."
                ),
                order=46,
                group="promotion",
                when=_("every 15 minutes"),
                every=timedelta(minutes=15),
                run=pull_due_costs,
            )
        )
        autopilot.register(
            autopilot.Job(
                key="watch_money",
                title=_("Watch the money"),
                what=_(
                    "Tells once when a budget is spent too fast or too slowly, an inquiry becomes expensive, or a channel is no longer shown."
                ),
                order=47,
                group="promotion",
                when=_("hourly"),
                every=timedelta(hours=1),
                run=watch_all,
            )
        )
