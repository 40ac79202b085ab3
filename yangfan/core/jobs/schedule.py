"""The clock: starts each registered job when it is due, once, whichever process looks first."""

import logging
import threading
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from yangfan.core.jobs.autopilot import jobs
from yangfan.core.models import AutopilotRun, Pulse, Tick

logger = logging.getLogger("yangfan.schedule")
SILENT_AFTER = timedelta(seconds=30)
KEEP_FINISHED_TASKS = timedelta(days=7)
KEEP_RUNS = timedelta(days=183)
LONG_AGO = datetime(2000, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


def claim(name: str, *, every: timedelta, now: datetime) -> bool:
    """Return True for exactly one caller per period: compare-and-set on the job's tick."""
    Tick.objects.get_or_create(name=name, defaults={"last_at": LONG_AGO})
    return Tick.objects.filter(name=name, last_at__lte=now - every).update(last_at=now) == 1


def run_due(now: datetime) -> list[str]:
    """Run every job that is due; a job that fails is logged and does not stop the next. Return the keys run."""
    started = []
    for job in jobs:
        if job.every is None or not claim(job.key, every=job.every, now=now):
            continue
        started.append(job.key)
        try:
            job.run(now)
        except Exception:
            logger.exception("job %s failed", job.key)
    return started


def pulse(worker: str, now: datetime) -> None:
    """Say that this worker lives."""
    Pulse.objects.update_or_create(worker=worker, defaults={"seen_at": now})


def requeue_orphans(now: datetime) -> int:
    """Give the tasks that a silent worker left RUNNING to the others; return how many. Tasks must be idempotent."""
    alive = set(Pulse.objects.filter(seen_at__gt=now - SILENT_AFTER).values_list("worker", flat=True))
    Pulse.objects.filter(seen_at__lte=now - timedelta(days=1)).delete()
    orphans = [
        result.pk
        for result in DBTaskResult.objects.running().only("pk", "worker_ids", "started_at")
        if not alive.intersection(result.worker_ids[-1:]) and result.started_at <= now - SILENT_AFTER
    ]
    return (
        DBTaskResult.objects.running()
        .filter(pk__in=orphans)
        .update(status=TaskResultStatus.READY, started_at=None)
    )


def forget_finished_tasks(now: datetime) -> int:
    """Delete the records of tasks that succeeded a week ago."""
    done = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_FINISHED_TASKS)
    return done.delete()[0]


def forget_old_runs(now: datetime) -> int:
    """Delete what ran by itself half a year ago from the autopilot's log."""
    return AutopilotRun.objects.filter(ran_at__lt=now - KEEP_RUNS).delete()[0]


def run_forever(worker: str, stop: threading.Event) -> None:
    """Tick once a second until `stop` is set."""
    while not stop.wait(1):
        close_old_connections()
        now = timezone.now()
        try:
            pulse(worker, now)
            run_due(now)
        except Exception:
            logger.exception("the scheduler stumbled and goes on")
