"""What the shell registers below: letters as jobs and bell, and the jobs in trouble among what is worth a minute."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yangfan.accounts import public as accounts
from yangfan.console.attention import queries as attention
from yangfan.console.letters import actions as letters
from yangfan.console.letters import digest
from yangfan.core.jobs import alarms, autopilot
from yangfan.core.ui import missing


def connect() -> None:
    """Register everything; called once."""
    autopilot.groups.register(autopilot.Group("reports", _("Reports"), 80))
    autopilot.register(
        autopilot.Job(
            key=digest.JOB, title=_("Weekly letter"), order=95, group="reports", plan=digest.PLAN, run_for=digest.write_digest,
            what=_("Mails the owners how the week went, whom to answer first and what was done by itself"),
            shortest=timedelta(days=7),
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key="letters", title="", what="", order=96, every=timedelta(seconds=30), run=letters.send_due, hidden=True
        )
    )  # fmt: skip
    alarms.bells.register(alarms.Bell("letters", letters.write_alarm))
    missing.checks.register(missing.Check(key="autopilot", look=attention.troubled_jobs, order=8))
    accounts.register_audit_titles({"job_planned": _("Job planned")})
