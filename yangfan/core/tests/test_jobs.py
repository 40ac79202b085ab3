from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from yangfan.core.jobs import autopilot, schedule

NOW = timezone.now()


@pytest.mark.django_db
def test_a_period_is_claimed_once():
    hour = timedelta(hours=1)
    assert schedule.claim("a", every=hour, now=NOW)
    assert not schedule.claim("a", every=hour, now=NOW + timedelta(minutes=59))
    assert schedule.claim("a", every=hour, now=NOW + hour)


def running_task(worker):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=NOW - timedelta(minutes=1),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x.y",
        worker_ids=[worker],
        backend_name="default",
        run_after=NOW,
    )


@pytest.mark.django_db
def test_the_tasks_of_a_silent_worker_are_queued_again_and_a_living_one_keeps_its_own():
    schedule.pulse("dead", NOW - timedelta(minutes=1))
    schedule.pulse("alive", NOW)
    orphan, kept = running_task("dead"), running_task("alive")
    assert schedule.requeue_orphans(NOW) == 1
    orphan.refresh_from_db()
    kept.refresh_from_db()
    assert (orphan.status, kept.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.fixture
def job():
    job = autopilot.register(autopilot.Job(key="t.tea", title="Make tea", what="", order=1))
    yield job
    del autopilot.jobs._items["t.tea"]


def test_a_switched_off_job_is_off_for_that_workspace_only(workspace, other_workspace, job):
    autopilot.switch(workspace.pk, "t.tea", on=False)
    assert not autopilot.is_on(workspace.pk, "t.tea")
    assert autopilot.is_on(other_workspace.pk, "t.tea")


def test_the_log_forgets_after_half_a_year(workspace, job):
    for days in (182, 184):
        autopilot.record(workspace.pk, "t.tea", True, lambda: "a cup", NOW - timedelta(days=days))
    assert schedule.forget_old_runs(NOW) == 1
    assert autopilot.runs(workspace.pk).count() == 1


def test_the_log_tells_the_latest_run_first_in_the_readers_language(workspace, job):
    autopilot.record(workspace.pk, "t.tea", True, lambda: "one cup", NOW)
    autopilot.record(workspace.pk, "t.tea", True, lambda: "two cups", NOW + timedelta(hours=1))
    assert [autopilot.words_of(run) for run in autopilot.runs(workspace.pk)] == ["two cups", "one cup"]
