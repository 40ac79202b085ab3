"""The jobs of scoring."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yangfan.core.jobs import autopilot
from yangfan.core.ui import slots
from yangfan.crm.scoring import refresh, training


def connect() -> None:
    """Register them; called once."""
    autopilot.register(
        autopilot.Job(
            key="ranking", title=_("Answer these first"), what="", order=12, every=refresh.EVERY,
            run=refresh.refresh_what_changed, hidden=True,
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key=training.JOB, title=_("Lead scores"), order=40, group="crm", plan=training.PLAN, run_for=training.train_again,
            shortest=timedelta(days=1), at_once=True,
            what=_("Learns once a week, from orders won and lost, who is likely to buy"),
        )
    )  # fmt: skip
    slots.settings_pages.register(
        slots.Setting(
            key="lead_scores", label=_("Lead score"), note=_("Who is likely to buy: rules or your own model, and how good it is"),
            icon="chart-line", url_name="crm_lead_scores", order=45, roles=frozenset({"owner", "marketer"}),
        )
    )  # fmt: skip
