"""The autopilot's page: who may look, who may change, and what it says."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from yangfan.accounts.public import AuditEntry, User
from yangfan.console.autopilot import queries
from yangfan.core.jobs import autopilot, clock, running
from yangfan.core.jobs.autopilot import Job, JobFailed, NeedsPerson, Result
from yangfan.core.jobs.plans import Daily
from yangfan.core.models import AutopilotPlan

PAGE = "/console/tidelane/jobs/"


@pytest.fixture
def push(monkeypatch):
    """A job that pushes pages; `push.go` may be replaced."""

    class Push:
        go = staticmethod(lambda workspace, now: Result(lambda: "pushed 4 pages", amounts={"pages": 4}))

    found = Push()
    job = Job(key="push", title="Push pages", what="Tells search engines", order=50, group="sites", plan=Daily(9),
              run_for=lambda workspace, now: found.go(workspace, now), shortest=timedelta(hours=6),
              sum_up=lambda amounts, runs: f"pushed {amounts['pages']} pages in {runs} runs")  # fmt: skip
    monkeypatch.setitem(autopilot.jobs._items, "push", job)
    return found


def row(client, key="push"):
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return page.find(id=f"job-{key}")


def test_the_page_lists_every_visible_job_under_its_capability_with_plan_and_result(client_of, owner, push):
    client = client_of(owner)
    assert "Daily at 09:00" in row(client).get_text()
    assert "Has not run yet" in row(client).get_text()
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    assert {f"job-{job.key}" for job in autopilot.visible()} == {
        one["id"] for one in page.select("li.ya-job[id]")
    }
    assert "Inquiries and customers" in [one.get_text() for one in page.find_all("h2")]


def test_the_page_speaks_chinese_to_a_chinese_reader(client_of, owner, push):
    User.objects.update(language="zh-hans")
    assert "每天 09:00" in row(client_of(owner)).get_text()


def test_run_now_shows_what_came_of_it(client_of, marketer, push):
    client = client_of(marketer)
    answer = client.post(PAGE + "push/run/", headers={"HX-Request": "true"})
    assert "pushed 4 pages" in answer.content.decode()
    assert "pushed 4 pages" in row(client).get_text()


def test_a_job_at_work_is_asked_again_and_cannot_be_started_twice(client_of, owner, workspace, push):
    kept = running.row_of(workspace, "push", clock.now())
    AutopilotPlan.objects.filter(pk=kept.pk).update(
        run_id="x", is_running=True, busy_until=datetime.now(UTC) + timedelta(hours=1)
    )
    client = client_of(owner)
    assert row(client)["hx-trigger"] == "every 2s"
    answer = client.post(PAGE + "push/run/", headers={"HX-Request": "true"})
    assert "running already" in answer.headers["HX-Trigger"]
    assert not autopilot.runs(workspace.pk).exists()


def test_a_failure_says_what_to_do_and_a_pause_leads_there(client_of, owner, push):
    def fails(workspace, now):
        raise JobFailed(lambda: "Baidu does not answer; nothing to do for you")

    def pauses(workspace, now):
        raise NeedsPerson(lambda: "Authorise Baidu again", url="/console/tidelane/settings/")

    client = client_of(owner)
    push.go = fails
    client.post(PAGE + "push/run/")
    assert "Failed; tried again" in row(client).get_text()
    push.go = pauses
    client.post(PAGE + "push/run/")
    assert row(client).find("a", class_="yf-btn-1")["href"] == "/console/tidelane/settings/"
    shown = client.get("/console/tidelane/today/missing/", headers={"HX-Request": "true"}).content.decode()
    assert "Push pages waits for you" in shown and "Authorise Baidu again" in shown


def test_a_switch_can_be_undone_from_the_toast(client_of, owner, workspace, push):
    client = client_of(owner)
    answer = client.post(PAGE + "push/switch/", {"on": "0"}, headers={"HX-Request": "true"})
    assert not autopilot.is_on(workspace.pk, "push")
    assert PAGE + "push/switch/?on=1" in answer.headers["HX-Trigger"]
    client.post(PAGE + "push/switch/?on=1")
    assert autopilot.is_on(workspace.pk, "push")


def test_a_plan_is_chosen_within_bounds_and_can_be_undone(client_of, owner, workspace, push):
    client = client_of(owner)
    client.post(PAGE + "push/plan/", {"kind": "weekly", "weekday": "4", "at": "17:30"})
    assert "Friday at 17:30 every week" in row(client).get_text()
    assert client.post(PAGE + "push/plan/", {"kind": "every", "gap": "5", "at": "09:00"}).status_code == 422
    assert client.post(PAGE + "push/plan/", {"kind": "daily", "at": ""}).status_code == 422
    client.post(PAGE + "push/plan/?plan=every+60")
    assert "Friday at 17:30" in row(client).get_text()
    client.post(PAGE + "push/plan/?plan=daily+09:00")
    assert "Daily at 09:00" in row(client).get_text()
    assert AuditEntry.objects.of(workspace).filter(action="job_planned").count() == 2


@pytest.mark.parametrize("role", ["sales", "viewer"])
def test_sales_and_viewers_read_and_change_nothing(client_of, request, workspace, push, role):
    client = client_of(request.getfixturevalue(role))
    assert row(client).find("button") is None
    for deed in ("switch", "run", "plan"):
        assert (
            client.post(f"{PAGE}push/{deed}/", {"on": "0", "kind": "daily", "at": "10:00"}).status_code == 403
        )
    assert autopilot.is_on(workspace.pk, "push")
    assert not autopilot.runs(workspace.pk).exists()


def test_an_outsider_finds_no_job(client_of, outsider, owner, push):
    for page in ("", "log/", "push/", "push/plan/"):
        assert client_of(outsider).get(PAGE + page).status_code == 404


def test_housekeeping_and_unknown_jobs_are_nowhere(client_of, owner, push):
    hidden = next(job.key for job in autopilot.jobs if job.hidden)
    for key in (hidden, "nothing"):
        assert client_of(owner).post(f"{PAGE}{key}/switch/", {"on": "0"}).status_code == 404
        assert client_of(owner).get(f"{PAGE}{key}/").status_code == 404


def test_the_log_is_filtered_and_exported_as_seen(client_of, owner, workspace, push):
    now = clock.now()
    autopilot.record(workspace.pk, "push", True, lambda: "went well", now)
    autopilot.record(workspace.pk, "push", False, lambda: "went wrong", now)
    autopilot.record(workspace.pk, "doubles", True, lambda: "two pairs", now)
    client = client_of(owner)
    log = client.get(PAGE + "log/?job=push&outcome=failed").content.decode()
    assert "went wrong" in log and "went well" not in log and "two pairs" not in log
    file = b"".join(client.get(PAGE + "log/?job=push&export=csv")).decode()
    assert "went wrong" in file and "went well" in file and "two pairs" not in file


def test_the_week_counts_by_the_days_of_the_workspace(workspace, push):
    late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # past midnight in Shanghai
    autopilot.record(workspace.pk, "push", True, lambda: "a", late)
    autopilot.record(workspace.pk, "push", False, lambda: "b", late)
    autopilot.record(workspace.pk, "push", True, lambda: "c", late - timedelta(days=9))
    drawn = queries.week(workspace, late + timedelta(hours=1))
    ((job, cells),) = drawn.lines
    assert (job.key, drawn.days[-1].day) == ("push", 24)
    assert [(cell.runs, cell.failed) for cell in cells] == [(0, 0)] * 6 + [(2, 1)]


def test_today_sums_up_what_was_done_instead_of_listing_it(workspace, push):
    now = datetime(2026, 11, 24, 4, tzinfo=UTC)
    for hours in (1, 2, 90):
        at = now - timedelta(hours=hours)
        autopilot.record(workspace.pk, "push", True, lambda: "pushed 4 pages", at, {"pages": 4})
    autopilot.record(workspace.pk, "doubles", False, lambda: "no luck", now - timedelta(hours=3))
    with translation.override("en"):
        done = queries.done_since_yesterday(workspace, now)
    assert [(one.job.key, one.ok, one.words) for one in done] == [
        ("doubles", False, "no luck"),
        ("push", True, "pushed 8 pages in 2 runs"),
    ]
