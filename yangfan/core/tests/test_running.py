"""Jobs with a plan: due once, one at a time, backing off, and telling the owners once per streak."""

from datetime import UTC, datetime, timedelta

import pytest

from yangfan.core.jobs import alarms, autopilot, running
from yangfan.core.jobs.autopilot import Job, JobFailed, NeedsPerson, Result
from yangfan.core.jobs.plans import Daily, Every, Weekly
from yangfan.core.models import AutopilotPlan, AutopilotRun

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def tea(monkeypatch):
    """Register a job that brews tea every hour; `tea.brew` may be replaced."""

    class Tea:
        brew = staticmethod(lambda workspace, now: Result(lambda: "one cup", amounts={"cups": 1}))

        def plan(self, plan, **more):
            job = Job(key="tea", title="Tea", what="", order=1, plan=plan,
                      run_for=lambda workspace, now: self.brew(workspace, now), **more)  # fmt: skip
            monkeypatch.setattr(running, "planned", lambda: [job])
            monkeypatch.setitem(autopilot.jobs._items, "tea", job)
            return self

    return Tea().plan(Every(60))


@pytest.fixture
def rung(monkeypatch):
    """What the bells heard."""
    heard = []
    monkeypatch.setitem(alarms.bells._items, "test", alarms.Bell("test", heard.append))
    return heard


def begin(workspace):
    return running.row_of(workspace, "tea", NOW - HOUR)


def words(workspace):
    return [run.words["en"] for run in autopilot.runs(workspace.pk)]


def at(monkeypatch, moment):
    monkeypatch.setattr("yangfan.core.jobs.clock.now", lambda: moment)


def tick(monkeypatch, moment):
    """Let the scheduler look at its clock; the queue of tests works at once."""
    at(monkeypatch, moment)
    running.start_due_now(moment)


def test_a_new_workspace_gets_every_job_and_each_runs_at_its_own_turn(
    workspace, other_workspace, tea, monkeypatch
):
    tick(monkeypatch, NOW)
    assert AutopilotPlan.objects.filter(job="tea").count() == 2
    assert words(workspace) == []
    tick(monkeypatch, NOW + HOUR)
    tick(monkeypatch, NOW + HOUR + timedelta(minutes=59))
    assert (words(workspace), words(other_workspace)) == (["one cup"], ["one cup"])
    tick(monkeypatch, NOW + 2 * HOUR)
    assert words(workspace) == ["one cup", "one cup"]


def test_a_job_at_once_does_not_wait_for_its_turn(workspace, tea, monkeypatch):
    tea.plan(Weekly(0, 9), at_once=True)
    tick(monkeypatch, NOW)
    assert words(workspace) == ["one cup"]


def test_a_switched_off_job_rests_and_run_now_runs_it_all_the_same(workspace, tea, monkeypatch):
    begin(workspace)
    autopilot.switch(workspace.pk, "tea", on=False)
    tick(monkeypatch, NOW)
    assert words(workspace) == []
    running.ask_now(workspace, "tea", NOW)
    assert words(workspace) == ["one cup"]


def test_what_had_nothing_to_do_is_silent_unless_a_person_asked(workspace, tea, monkeypatch):
    tea.brew = lambda workspace, now: None
    begin(workspace)
    tick(monkeypatch, NOW)
    assert words(workspace) == []
    running.ask_now(workspace, "tea", NOW)
    assert words(workspace) == ["There was nothing to do."]


def test_a_job_that_is_queued_is_not_queued_again_until_its_run_counts_as_lost(workspace, tea):
    row = begin(workspace)
    AutopilotPlan.objects.filter(pk=row.pk).update(run_id="x", busy_until=datetime.now(UTC) + HOUR)
    with pytest.raises(running.AlreadyRunning):
        running.ask_now(workspace, "tea", NOW)
    assert running.start_due(NOW) == 0
    AutopilotPlan.objects.filter(pk=row.pk).update(busy_until=datetime.now(UTC) - HOUR)
    assert running.start_due(NOW) == 1


def test_a_run_that_was_overtaken_changes_nothing(workspace, tea):
    row = begin(workspace)
    AutopilotPlan.objects.filter(pk=row.pk).update(run_id="new")
    running.run(row.pk, "old", NOW)
    assert words(workspace) == []
    running.run(row.pk, "new", NOW)
    running.run(row.pk, "new", NOW)
    assert words(workspace) == ["one cup"]


def test_a_run_taken_up_twice_is_written_down_by_the_second_alone(workspace, tea):
    row = begin(workspace)
    AutopilotPlan.objects.filter(pk=row.pk).update(run_id="same")

    def thought_dead(space, now):
        tea.brew = lambda space, now: Result(lambda: "the second")
        running.run(row.pk, "same", NOW)  # the reaper gave the task to another worker meanwhile
        return Result(lambda: "the first")

    tea.brew = thought_dead
    running.run(row.pk, "same", NOW)
    assert words(workspace) == ["the second"]


def fails(workspace, now):
    raise JobFailed(lambda: "no water")


def test_failures_back_off_alert_once_and_the_end_of_the_streak_is_told(workspace, tea, rung, monkeypatch):
    tea.brew = fails
    row = begin(workspace)
    ran = []
    for hour in range(16):
        tick(monkeypatch, NOW + hour * HOUR)
        row.refresh_from_db()
        ran.append(row.failures)
    assert ran == [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4]  # after 2, 4 and 8 hours
    assert [alarm.has_recovered for alarm in rung] == [False]
    tea.brew = lambda workspace, now: None
    tick(monkeypatch, NOW + 48 * HOUR)
    assert [alarm.has_recovered for alarm in rung] == [False, True]
    assert words(workspace)[0] == "There was nothing to do."
    tea.brew = fails
    for day in range(3, 8):
        tick(monkeypatch, NOW + day * 24 * HOUR)
    assert [alarm.has_recovered for alarm in rung] == [False, True, False]  # a new streak


def test_a_daily_job_alerts_with_its_first_failure(workspace, tea, rung, monkeypatch):
    tea.plan(Daily(12)).brew = fails
    workspace.time_zone = "UTC"
    begin(workspace)
    tick(monkeypatch, NOW)
    tick(monkeypatch, NOW + 24 * HOUR)
    assert len(rung) == 1
    assert AutopilotRun.objects.get(pk=rung[0].run_id).words["en"] == "no water"


def test_an_error_of_ours_is_logged_in_both_languages_with_what_happens_next(
    workspace, tea, monkeypatch, caplog
):
    tea.brew = lambda workspace, now: 1 / 0
    begin(workspace)
    tick(monkeypatch, NOW)
    said = autopilot.runs(workspace.pk)[0].words
    assert "ZeroDivisionError" in said["en"] and "tried again" in said["en"]
    assert "自动重试" in said["zh-hans"]
    assert "tea failed" in caplog.text


def test_a_job_that_needs_a_person_is_paused_until_it_is_woken(workspace, tea, rung, monkeypatch):
    def refused(space, now):
        raise NeedsPerson(lambda: "Baidu wants you to log in again", url="/console/x/platforms/1/")

    tea.brew = refused
    row = begin(workspace)
    for day in range(3):
        tick(monkeypatch, NOW + day * 24 * HOUR)
    row.refresh_from_db()
    assert (row.failures, row.next_at, row.paused_url) == (1, None, "/console/x/platforms/1/")
    assert len(rung) == 1
    assert not running.wake(workspace.pk, "other", NOW)
    del tea.brew
    assert running.wake(workspace.pk, "tea", NOW)
    tick(monkeypatch, NOW)
    row.refresh_from_db()
    assert (row.failures, row.paused_url, row.next_at) == (0, "", NOW + HOUR)
    assert [alarm.has_recovered for alarm in rung] == [False, True]


def test_a_workspace_plans_within_the_bounds_of_the_job(workspace, tea):
    row = begin(workspace)
    running.change_plan(workspace, "tea", Daily(7), NOW)
    row.refresh_from_db()
    assert (row.plan, row.next_at) == ("daily 07:00", datetime(2026, 11, 23, 23, tzinfo=UTC))
    running.change_plan(workspace, "tea", None, NOW)
    row.refresh_from_db()
    assert (row.plan, row.next_at) == ("", NOW + HOUR)
    with pytest.raises(running.PlanRefused):
        running.change_plan(workspace, "tea", Every(5), NOW)


def test_a_plan_changed_during_a_run_is_not_overwritten_by_it(workspace, tea, monkeypatch):
    def meanwhile(space, now):
        running.change_plan(space, "tea", Daily(7), now)
        return Result(lambda: "done")

    tea.brew = meanwhile
    row = begin(workspace)
    tick(monkeypatch, NOW)
    row.refresh_from_db()
    assert row.next_at == datetime(2026, 11, 23, 23, tzinfo=UTC)


def test_one_workspace_that_fails_does_not_hold_the_others(workspace, other_workspace, tea, monkeypatch):
    tea.brew = lambda space, now: 1 / 0 if space == workspace else Result(lambda: "one cup")
    for space in (workspace, other_workspace):
        begin(space)
    tick(monkeypatch, NOW)
    assert words(other_workspace) == ["one cup"]
