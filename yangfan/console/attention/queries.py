"""At most five things worth a person's minute."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.console.attention.models import PutOff
from yangfan.core.jobs import autopilot
from yangfan.core.models import AutopilotPlan
from yangfan.core.ui.missing import Missing, what_is_missing

MOST = 5


@dataclass(frozen=True)
class Attention:
    """What to show: the things, how many more there are, and how many this person put off."""

    things: list[Missing]
    others: int
    put_off: int

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.things)


def worth_a_minute(*, workspace: Workspace, user, role: str, now: datetime) -> Attention:
    """Return the five most worthwhile things for this person, without what they put off."""
    hidden = set(
        PutOff.objects.of(workspace).filter(Q(until=None) | Q(until__gt=now), user=user).values_list("key", flat=True)
    )  # fmt: skip
    found = what_is_missing(workspace=workspace, role=role)
    shown = [one for one in found if one.key not in hidden]
    return Attention(shown[:MOST], max(len(shown) - MOST, 0), len(found) - len(shown))


def troubled_jobs(workspace: Workspace) -> list[Missing]:
    """Return the jobs that wait for a person, or keep failing."""
    rows = AutopilotPlan.objects.filter(workspace=workspace, alerted=True)
    return [
        _trouble(workspace, row, autopilot.jobs.get(row.job))
        for row in rows
        if row.job in autopilot.jobs and autopilot.is_on(workspace.pk, row.job)
    ]


def _trouble(workspace: Workspace, row: AutopilotPlan, job: autopilot.Job) -> Missing:
    last = autopilot.runs(workspace.pk).filter(job=job.key, ok=False).first()
    why = autopilot.words_of(last) if last else ""
    if row.paused_url:
        return Missing(
            title=_("%(job)s waits for you") % {"job": job.title}, why=why, button=_("Put it right"),
            url=row.paused_url, minutes=2, worth=94, key=job.key,
        )  # fmt: skip
    return Missing(
        title=_("%(job)s keeps failing") % {"job": job.title}, why=why, button=_("Look at it"),
        url=reverse("job_row", args=[workspace.slug, job.key]), minutes=3, worth=88, key=job.key,
    )  # fmt: skip
