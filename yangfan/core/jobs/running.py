"""Runs the jobs that have a plan: each for its workspace, on the task queue, one at a time.

The clock claims what is due and queues it in one transaction; the task takes it up, works, and writes down the result. Each
step is a compare-and-set on the run's id, so any number of schedulers and workers may try. A run whose worker was killed is
queued again by the reaper (schedule.requeue_orphans) and, should its task be lost altogether, by the clock.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.core.jobs import clock, plans
from yangfan.core.jobs.alarms import Alarm, ring
from yangfan.core.jobs.autopilot import Job, JobFailed, Result, is_on, jobs, record
from yangfan.core.models import AutopilotPlan, AutopilotSwitch

IN_QUEUE = timedelta(hours=1)  # a run that no worker took up by then is queued anew
AT_ONCE = 200
OFTEN = timedelta(hours=12)  # what runs more often alerts with its third failure, other jobs with the first
logger = logging.getLogger("yangfan.autopilot")


class AlreadyRunning(Exception):
    """The job is queued or running in this workspace."""


class PlanRefused(ValueError):
    """The job may not run that often, or that rarely."""


def planned() -> list[Job]:
    """Return the jobs that run for each workspace by its plan."""
    return [job for job in jobs if job.run_for is not None]


def plan_new(now: datetime) -> int:
    """Plan every job for each workspace that does not have it yet; return how many plans were made."""
    made = 0
    Workspace = apps.get_model("accounts", "Workspace")
    for job in planned():
        known = AutopilotPlan.objects.filter(job=job.key).values("workspace")
        rows = [
            AutopilotPlan(
                workspace=workspace, job=job.key,
                next_at=now if job.at_once else job.plan.next_after(now, workspace.time_zone),
            )
            for workspace in Workspace.objects.exclude(pk__in=known)
        ]  # fmt: skip
        made += len(AutopilotPlan.objects.bulk_create(rows, ignore_conflicts=True))
    return made


def row_of(workspace, key: str, now: datetime) -> AutopilotPlan:
    """Return where the job stands in this workspace; it is planned if it was not."""
    job = jobs.get(key)
    next_at = now if job.at_once else job.plan.next_after(now, workspace.time_zone)
    return AutopilotPlan.objects.get_or_create(workspace=workspace, job=key, defaults={"next_at": next_at})[0]


def plan_for(row: AutopilotPlan) -> plans.Plan:
    """Return the workspace's own plan for the job, or else the job's."""
    return plans.plan_of(row.plan) if row.plan else jobs.get(row.job).plan


def start_due(now: datetime) -> int:
    """Queue every job that is due in a workspace which lets it run; return how many."""
    off = AutopilotSwitch.objects.filter(workspace=OuterRef("workspace"), job=OuterRef("job"))
    due = AutopilotPlan.objects.filter(
        _is_free(), ~Exists(off), job__in=[job.key for job in planned()], next_at__lte=now
    )
    turns = due.order_by("next_at").values_list("pk", "next_at")[:AT_ONCE]
    return sum(_queue(pk, turn=turn) for pk, turn in turns)


def start_due_now(_wall: datetime) -> None:
    """What the scheduler calls: plan what is new, start what is due by the autopilot's own clock."""
    now = clock.now()
    plan_new(now)
    start_due(now)


def ask_now(workspace, key: str, now: datetime) -> AutopilotPlan:
    """Have the job run at once, also when it is paused or switched off. Raises AlreadyRunning."""
    row = row_of(workspace, key, now)
    if not _queue(row.pk, is_asked=True):
        raise AlreadyRunning(key)
    row.refresh_from_db()
    return row


def wake(workspace_id: int, key: str, now: datetime) -> bool:
    """Go on with a job that was paused, because what it waited for was put right; say whether it was paused."""
    paused = AutopilotPlan.objects.filter(workspace_id=workspace_id, job=key).exclude(paused_url="")
    return paused.update(paused_url="", next_at=now) == 1


def wake_all(workspace_id: int, now: datetime) -> int:
    """Go on with every paused job of a workspace; whoever still lacks something pauses again. Return how many."""
    paused = AutopilotPlan.objects.filter(workspace_id=workspace_id).exclude(paused_url="")
    return paused.update(paused_url="", next_at=now)


def change_plan(workspace, key: str, plan: plans.Plan | None, now: datetime) -> None:
    """Let the job run by this plan, or by its own again (None). Raises PlanRefused."""
    job = jobs.get(key)
    if plan is not None and not job.shortest <= plan.gap <= job.rarest:
        raise PlanRefused(str(plan))
    text = "" if plan is None or plan == job.plan else str(plan)
    row = row_of(workspace, key, now)
    next_at = (plan or job.plan).next_after(now, workspace.time_zone)
    AutopilotPlan.objects.filter(pk=row.pk).update(plan=text, next_at=None if row.paused_url else next_at)


def replan(workspace, key: str, now: datetime) -> None:
    """Let the job wait for its next turn, as after it was switched on again."""
    row = row_of(workspace, key, now)
    if not row.paused_url:
        next_at = plan_for(row).next_after(now, workspace.time_zone)
        AutopilotPlan.objects.filter(pk=row.pk).update(next_at=next_at)


def _is_free() -> Q:
    return Q(run_id="") | Q(busy_until__lte=timezone.now())


def _queue(pk: int, *, turn: datetime | None = None, is_asked: bool = False) -> bool:
    """Claim the job for a new run and queue its task, both or neither; False when somebody else did.

    `turn` is the moment it was due: another scheduler may have had this turn run, and over, since we saw it.
    """
    from yangfan.core.jobs.tasks import run_job  # the task calls back into this module

    run_id = uuid4().hex
    with transaction.atomic():
        free = AutopilotPlan.objects.filter(_is_free(), pk=pk)
        claimed = (free if turn is None else free.filter(next_at=turn)).update(
            run_id=run_id, is_asked=is_asked, is_running=False, busy_until=timezone.now() + IN_QUEUE
        )
        if claimed:
            run_job.enqueue(pk, run_id)
    return bool(claimed)


@dataclass(frozen=True)
class Turn:
    """One worker's hold on one run."""

    row: AutopilotPlan
    job: Job
    attempt: int

    @property
    def mine(self):
        return AutopilotPlan.objects.filter(pk=self.row.pk, run_id=self.row.run_id, attempt=self.attempt)


def run(pk: int, run_id: str, now: datetime) -> None:
    """Do what the run `run_id` was queued for; nothing when it was overtaken by another, or the job switched off."""
    turn = _take_up(pk, run_id)
    if turn is None:
        return
    workspace = turn.row.workspace
    if not turn.row.is_asked and not is_on(workspace.pk, turn.job.key):  # switched off while it waited
        turn.mine.update(run_id="", is_running=False, busy_until=None)
        return
    try:
        result = turn.job.run_for(workspace, now) or Result()
    except JobFailed as error:
        _finish(turn, Result(error.say, ok=False), now, paused_url=getattr(error, "url", ""))
    except Exception as error:
        logger.exception("job %s failed for workspace %s", turn.job.key, workspace.pk)
        _finish(turn, Result(_broke(error), ok=False), now)
    else:
        _finish(turn, result, now)


def _take_up(pk: int, run_id: str) -> Turn | None:
    row = AutopilotPlan.objects.select_related("workspace").filter(pk=pk, run_id=run_id).first()
    if row is None or row.job not in jobs:
        return None
    job, attempt = jobs.get(row.job), row.attempt + 1
    taken = AutopilotPlan.objects.filter(pk=pk, run_id=run_id, attempt=row.attempt).update(
        attempt=attempt, is_running=True, busy_until=timezone.now() + job.longest
    )
    return Turn(row, job, attempt) if taken else None


def _broke(error: Exception):
    kind = type(error).__name__
    return lambda: _("It stopped at an error on our side (%(kind)s). It will be tried again by itself; "
                     "if that does not help, the platform's administrator finds the details in the log.") % {"kind": kind}  # fmt: skip


def _finish(turn: Turn, result: Result, now: datetime, paused_url: str = "") -> None:
    """Write down what came of the run, once; plan the next; tell the owners when a streak of failures begins or ends."""
    row, job = (
        turn.mine.select_related("workspace").first(),
        turn.job,
    )  # the plan may have been changed meanwhile
    if row is None:
        return
    failures = 0 if result.ok else row.failures + 1
    is_alarm = not result.ok and not row.alerted and (bool(paused_url) or _is_long_enough(row, failures))
    with transaction.atomic():
        done = turn.mine.update(
            run_id="", is_running=False, is_asked=False, busy_until=None, failures=failures, paused_url=paused_url,
            next_at=None if paused_url else _next_at(row, result, failures, now),
            alerted=is_alarm or (row.alerted and not result.ok),
        )  # fmt: skip
        if not done:
            return
        say = result.say or (_nothing_to_do if row.is_asked or row.alerted else None)
        logged = record(row.workspace_id, job.key, result.ok, say, now, result.amounts) if say else None
        if is_alarm:
            ring(Alarm(row.workspace_id, job.key, logged.pk, has_recovered=False))
        elif result.ok and row.alerted:
            ring(Alarm(row.workspace_id, job.key, logged.pk, has_recovered=True))


def _is_long_enough(row: AutopilotPlan, failures: int) -> bool:
    return failures >= (3 if plan_for(row).gap < OFTEN else 1)


def _next_at(row: AutopilotPlan, result: Result, failures: int, now: datetime) -> datetime:
    plan, zone = plan_for(row), row.workspace.time_zone
    turn = plan.next_after(now, zone)
    if failures:
        return plans.stretched(plan, failures, now, zone)
    return min(result.next_at, turn) if result.next_at else turn


def _nothing_to_do() -> str:
    return _("There was nothing to do.")
