"""What a person changes about the autopilot."""

from datetime import datetime

from django.db import transaction

from yangfan.accounts.public import Workspace, record_audit
from yangfan.core.jobs import autopilot, plans, running


def switch_job(*, workspace: Workspace, job: autopilot.Job, on: bool, actor, now: datetime) -> bool:
    """Switch a job on or off; one switched on waits for its next turn. Say whether that changed anything."""
    if autopilot.is_on(workspace.pk, job.key) == on:
        return False
    with transaction.atomic():
        autopilot.switch(workspace.pk, job.key, on)
        if on and job.run_for:
            running.replan(workspace, job.key, now)
        record_audit(
            workspace=workspace, actor=actor, action="job_switched", subject=str(job.title), after={"on": on}, now=now
        )  # fmt: skip
    return True


def change_plan(
    *, workspace: Workspace, job: autopilot.Job, plan: plans.Plan | None, actor, now: datetime
) -> str:
    """Let a job run by this plan, or its own (None); return the plan before as text. Raises running.PlanRefused."""
    before = running.plan_for(running.row_of(workspace, job.key, now))
    with transaction.atomic():
        running.change_plan(workspace, job.key, plan, now)
        record_audit(
            workspace=workspace, actor=actor, action="job_planned", subject=str(job.title),
            before={"plan": str(before)}, after={"plan": str(plan or job.plan)}, now=now,
        )  # fmt: skip
    return str(before)
