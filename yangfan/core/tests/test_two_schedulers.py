"""Real processes on one database: two schedulers and two workers run each turn once; a killed worker's turn is run again."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

SECONDS = 6
DAYS_A_SECOND = 4
SETUP = """
import os, sys, time, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from yangfan.core.jobs import autopilot, clock, running, schedule
from yangfan.core.jobs.plans import Daily
def brew(workspace, now):
    with open(os.environ["CUPS"], "a") as file:
        file.write(f"{workspace.slug}\\n")
    if os.environ.get("HANG"):
        print("brewing", flush=True)
        time.sleep(600)
    return autopilot.Result(lambda: "one cup")
job = autopilot.register(autopilot.Job(key="tea", title="Tea", what="", order=1, plan=Daily(9), run_for=brew))
running.planned = lambda: [job]
def worker(name, batch=True):
    from django_tasks_db.management.commands.db_worker import Worker
    return Worker(queue_names=["*"], excluded_queue_names=[], interval=0.05, batch=batch, backend_name="default",
                  startup_delay=False, max_tasks=None, worker_id=name)
"""
PREPARE = """
from django.apps import apps
from django.db import connection
with connection.schema_editor() as editor:
    for label in ("accounts", "core", "django_tasks_database"):
        for model in apps.get_app_config(label).get_models():
            editor.create_model(model)
from yangfan.accounts.models import Workspace
for name in ("tidelane", "harbour"):
    Workspace.objects.create(name=name, slug=name, time_zone="UTC")
running.plan_new(clock.now())
"""
SCHEDULE = f"""
print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + {SECONDS}
while time.monotonic() < end:
    running.start_due_now(timezone.now())
    worker(sys.argv[1]).run()
"""
HANG = """
running.start_due(clock.now() + timedelta(days=1))
schedule.pulse("doomed", timezone.now())
worker("doomed").run()
"""
RESCUE = """
later = timezone.now() + timedelta(minutes=1)
assert schedule.requeue_orphans(later) == 1
worker("second").run()
"""
COUNT = """
from yangfan.core.models import AutopilotPlan, AutopilotRun
from collections import defaultdict
days = defaultdict(list)
for run in AutopilotRun.objects.all():
    days[run.workspace.slug].append((run.ran_at - timedelta(hours=9)).date())
# A turn may run late, into the next day; more runs than days are turns that ran twice.
surplus = max((len(ran) - (max(ran) - min(ran)).days - 2 for ran in days.values()), default=0)
print(AutopilotRun.objects.count(), surplus > 0, AutopilotPlan.objects.filter(run_id="").count())
"""


@pytest.fixture
def start(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "YANGFAN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "yangfan.config.settings", "SECRET_KEY": "only-for-tests",
        "CUPS": str(tmp_path / "cups"),
    }  # fmt: skip
    started = []

    def begin(program, *words, **more):
        process = subprocess.Popen(
            [sys.executable, "-c", SETUP + program, *words], env=environment | more, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def said(process) -> str:
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out.strip()


@pytest.mark.processes
def test_two_schedulers_and_two_workers_run_each_turn_once(start, tmp_path):
    fast = {"CLOCK_SPEED": str(86400 * DAYS_A_SECOND), "CLOCK_FROM": datetime.now(UTC).isoformat()}
    said(start(PREPARE, **fast))
    both = [start(SCHEDULE, name, **fast) for name in ("first", "second")]
    for one in both:
        assert one.stdout.readline() == "ready\n", one.stderr.read()
    for one in both:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in both:
        said(one)
    cups = (tmp_path / "cups").read_text().split()
    turns, has_doubles, free = said(start(COUNT)).split()
    assert (has_doubles, free) == ("False", "2")
    assert (
        len(cups) == int(turns) >= SECONDS * DAYS_A_SECOND
    )  # of both companies; a busy queue lets days go by


@pytest.mark.processes
def test_a_worker_killed_in_the_middle_leaves_its_turn_to_another(start, tmp_path):
    said(start(PREPARE))
    doomed = start(HANG, HANG="1")
    assert doomed.stdout.readline() == "brewing\n", doomed.stderr.read()
    doomed.kill()
    doomed.wait()
    assert said(start(COUNT)) == "0 False 0"
    said(start(RESCUE))
    assert said(start(COUNT)) == "2 False 2"
    assert len((tmp_path / "cups").read_text().split()) == 3  # the killed one had begun
