"""Checks that are not style: migrations complete, nothing untranslated, ready to deploy, no registry address."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
DEPLOYED = {
    "PUBLIC_SCHEME": "https",
    "CONSOLE_HOST": "console.example.com",
    "SECRET_KEY": "a-key-that-is-long-enough-to-pass-the-deployment-check-0123456789",
}


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory() as home:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, capture_output=True, text=True, env={**os.environ, "YANGFAN_HOME": home, **environment},
        )  # fmt: skip


def migrations() -> str | None:
    done = manage("makemigrations", "--check", "--dry-run")
    return (
        None
        if done.returncode == 0
        else "models have changed without a migration:\n" + done.stdout + done.stderr
    )


def deployment() -> str | None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)
    return None if done.returncode == 0 else done.stderr


def translations() -> str | None:
    """Collect the strings anew in a copy, and compare with the committed catalogues, source and compiled."""
    if not shutil.which("xgettext"):
        return "gettext is not installed: translations not checked (apt-get install gettext)"
    complaints = []
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "yangfan"
        shutil.copytree(
            ROOT / "yangfan", copy, ignore=shutil.ignore_patterns("static", "__pycache__", "tests")
        )
        for catalogue in sorted(copy.glob("**/locale/zh_Hans/LC_MESSAGES")):
            app = catalogue.parent.parent.parent
            collected = subprocess.run(
                [sys.executable, str(ROOT / "manage.py"), "makemessages", "-l", "zh_Hans", "--no-location", "--no-wrap"],
                cwd=app, capture_output=True, text=True, env={**os.environ, "YANGFAN_HOME": scratch},
            )  # fmt: skip
            if collected.returncode:
                complaints.append(f"{app.name}: {collected.stderr.strip()}")
                continue
            complaints += _complaints(app.name, catalogue)
    return "\n".join(complaints) or None


def _complaints(app: str, catalogue: Path) -> list[str]:
    source, compiled = catalogue / "django.po", catalogue / "django.mo"
    if not source.exists():
        return []
    entries = [entry for entry in polib.pofile(str(source)) if not entry.obsolete]
    bad = [f"{app}: no 简体中文 for {entry.msgid!r}" for entry in entries if not entry.translated()]
    if not compiled.exists():
        return [*bad, f"{app}: django.mo is missing (make messages)"] if entries else bad
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.mofile(str(compiled))}
    stale = [
        f"{app}: django.mo is behind for {entry.msgid!r} (make messages)"
        for entry in entries
        if entry.translated()
        and not entry.msgid_plural
        and known.get((entry.msgctxt, entry.msgid)) != entry.msgstr
    ]
    return bad + stale


def no_addresses_of_this_workplace() -> str | None:
    """The lock files name no index, so that every mirror will do."""
    found = [
        f"{path.name}: {line}"
        for path in (ROOT / "requirements").glob("*.txt")
        for line in path.read_text().splitlines()
        if re.search(r"https?://|--index|--find-links", line)
    ]
    return "\n".join(found) or None


CHECKS = {
    "migrations are complete": migrations,
    "every string has its 简体中文": translations,
    "check --deploy is silent": deployment,
    "lock files name no index": no_addresses_of_this_workplace,
}


def main() -> int:
    failed = False
    for words, check in CHECKS.items():
        complaint = check()
        print(f"lint: {words}" if complaint is None else f"lint: NOT {words}\n{complaint}", flush=True)
        failed = failed or complaint is not None
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
