"""`yangfan doctor`: look at every part of this installation and say what to do about what is wrong."""

import importlib.metadata
import json
import shutil
import smtplib
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from yangfan.core.home import home
from yangfan.core.live import place as live
from yangfan.core.models import Pulse
from yangfan.events import public as events


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, what was found, and what to do when it is not."""

    part: str
    ok: bool
    found: str
    advice: str = ""


def database() -> Finding:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("select sqlite_version()")
        else:
            cursor.execute("show server_version")
        version = cursor.fetchone()[0]
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    found = f"{connection.vendor} {version}"
    if waiting:
        return Finding(
            "database", False, f"{found}, {len(waiting)} migrations to apply", "run `yangfan migrate`"
        )
    return Finding("database", True, found)


def event_store() -> Finding:
    version = events.store_version()
    return Finding("event store", True, f"ClickHouse engine {version} at {settings.CLICKHOUSE_URL}")


def queue() -> Finding:
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().count()
    alive = Pulse.objects.filter(seen_at__gt=timezone.now() - timezone.timedelta(seconds=30)).count()
    found = f"{alive} workers alive, {waiting} tasks waiting"
    return Finding("queue", alive > 0, found, "" if alive else "run `yangfan up` (or `yangfan work`)")


def live_notices() -> Finding:
    port = live.port()
    if not port:
        return Finding("live notices", True, "switched off: pages ask now and then")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=3) as answer:  # noqa: S310
            listeners = json.load(answer)["listeners"]
    except OSError:
        advice = "run `yangfan up`; until then pages ask every few seconds"
        return Finding("live notices", False, f"nobody answers on port {port}", advice)
    return Finding("live notices", True, f"{listeners} pages listen on port {port}")


def mail() -> Finding:
    backend = settings.EMAIL_BACKEND
    if backend.startswith("yangfan."):
        return Finding("mail", True, "no SMTP server set: mail lands in the outbox of the console")
    try:
        get_connection(timeout=5).open()
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            "mail", False, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}: {error}", "check EMAIL_URL"
        )
    return Finding("mail", True, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers")


def disk() -> Finding:
    free = shutil.disk_usage(home()).free / 2**30
    advice = "" if free > 2 else "make room: the spool refuses events when the disk is full"
    return Finding("disk", free > 2, f"{free:.1f} GB free at {home()}", advice)


def spool() -> Finding:
    state = events.spool_state()
    found = f"{state.waiting} chunks waiting to be loaded, {state.refused} set aside"
    advice = "" if state.waiting < 1000 else "is `yangfan load` running?"
    return Finding("spool", state.waiting < 1000, found, advice)


def clock() -> Finding:
    started = time.time()
    with connection.cursor() as cursor:
        cursor.execute("select current_timestamp")
        there = cursor.fetchone()[0]
    if isinstance(there, str):
        there = timezone.datetime.fromisoformat(there).replace(tzinfo=timezone.get_fixed_timezone(0))
    drift = abs(there.timestamp() - started)
    return Finding(
        "clock", drift < 5, f"{drift:.0f} s from the database's", "" if drift < 5 else "set the clock (NTP)"
    )


def versions() -> Finding:
    parts = [
        f"{name} {importlib.metadata.version(name)}" for name in ("Django", "wagtail", "chdb-core", "granian")
    ]
    return Finding("versions", True, f"Python {sys.version.split()[0]}, " + ", ".join(parts))


CHECKS: list[Callable[[], Finding]] = [
    versions,
    database,
    event_store,
    spool,
    queue,
    live_notices,
    mail,
    disk,
    clock,
]


def examine() -> list[Finding]:
    """Run every check; one that breaks is a finding too."""
    findings = []
    for check in CHECKS:
        try:
            findings.append(check())
        except Exception as error:  # noqa: BLE001 - a doctor reports, it does not die
            name = check.__name__.replace("_", " ")
            findings.append(
                Finding(name, False, str(error).splitlines()[0][:200], "is `yangfan up` running?")
            )
    return findings


def as_json(findings: list[Finding]) -> dict:
    """Return the findings as plain data for --json."""
    return {
        "ok": all(finding.ok for finding in findings),
        "findings": [asdict(finding) for finding in findings],
    }
