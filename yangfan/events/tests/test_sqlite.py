"""SQLite under two processes: a thousand actions each, none is told "database is locked"."""

import os
import subprocess
import sys

import pytest

ACTIONS = 1000
PROGRAM = f"""
import sys, django
django.setup()
from django.db import transaction
from django.utils import timezone
from yangfan.accounts.models import Workspace
from yangfan.events import public as events
workspace = Workspace.objects.get()
print("ready", flush=True)
sys.stdin.readline()
for number in range({ACTIONS}):
    with transaction.atomic():
        Workspace.objects.filter(pk=workspace.pk).update(name=f"Tidelane {{number}}")
        events.publish(workspace=workspace, event=events.DealWon(
            id=f"{{sys.argv[1]}}-{{number}}", occurred_at=timezone.now(), deal_id=number, inquiry_id=None))
"""
PREPARE = """
import django
django.setup()
from django.apps import apps
from django.db import connection
from yangfan.accounts.models import Workspace
from yangfan.events.models import Outbox
with connection.schema_editor() as editor:
    for model in (*apps.get_app_config("accounts").get_models(), Outbox):
        editor.create_model(model)
Workspace.objects.create(name="Tidelane", slug="tidelane")
"""
COUNT = (
    "import django; django.setup(); from yangfan.events.models import Outbox; print(Outbox.objects.count())"
)


@pytest.mark.processes
def test_two_processes_write_a_thousand_times_each(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "YANGFAN_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "yangfan.config.settings",
        "SECRET_KEY": "only-for-tests",
    }

    def run(program, *arguments):
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    _, errors = (preparing := run(PREPARE)).communicate(timeout=120)
    assert preparing.returncode == 0, errors
    writers = [run(PROGRAM, name) for name in ("web", "work")]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n", writer.stderr.read()
    for writer in writers:
        let_begin(writer)
    answers = [writer.communicate(timeout=240) for writer in writers]
    assert [(writer.returncode, errors) for writer, (_, errors) in zip(writers, answers, strict=True)] == [
        (0, ""),
        (0, ""),
    ]
    counted, _ = run(COUNT).communicate(timeout=60)
    assert counted.strip() == str(2 * ACTIONS)


def let_begin(writer):
    """Let both begin at once."""
    writer.stdin.write("go\n")
    writer.stdin.flush()
