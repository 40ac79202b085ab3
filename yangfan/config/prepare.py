"""What must be true before the processes start: migrations applied, static files gathered."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import yangfan
from yangfan.events import public as events


def everything(*, say: Callable[[str], None]) -> None:
    """Migrate, gather static files, write the snapshot that collector and loader read. Quick when nothing changed."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"Database: applying {len(waiting)} migrations…")
        call_command("migrate", interactive=False, verbosity=0)
    gather_static_files(say=say)
    events.write_snapshot()


def gather_static_files(*, say: Callable[[str], None]) -> None:
    """Run collectstatic when a source file or a library changed since the last time."""
    mark = Path(settings.STATIC_ROOT) / ".gathered"
    fingerprint = _fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    say("Static files: gathering…")
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(fingerprint)


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{django.__version__} {wagtail.__version__}".encode())
    root = Path(yangfan.__file__).parent
    for file in sorted(root.glob("**/static/**/*")):
        digest.update(f"{file.relative_to(root)} {file.stat().st_size} {file.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
