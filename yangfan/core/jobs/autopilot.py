"""The jobs that run by themselves: their register, their log, and the off switch each workspace has for each.

A job either has `every` and `run`, and the scheduler starts it, or it is set off by an event and only logs here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from yangfan.core.models import AutopilotRun, AutopilotSwitch
from yangfan.core.registry import Registry


@dataclass(frozen=True)
class Job:
    """`title` and `what` are lazily translated; `run(now)` does the work for every workspace and logs it itself.

    A job with `hidden` is housekeeping: it runs, but no customer sees or switches it.
    """

    key: str
    title: str
    what: str
    order: int
    every: timedelta | None = None
    run: Callable[[datetime], None] | None = None
    hidden: bool = False


jobs: Registry[Job] = Registry("autopilot job")
register = jobs.register


def in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """Return what `say()` says in each of the console's languages."""
    words = {}
    for code, _name in settings.CONSOLE_LANGUAGES:
        with translation.override(code):
            words[code] = str(say())
    return words


def record(workspace_id: int, key: str, ok: bool, say: Callable[[], str], now: datetime) -> AutopilotRun:
    """Log one run of the job `key`; `say()` returns its result in words, in the active language."""
    return AutopilotRun.objects.create(
        workspace_id=workspace_id, job=key, ok=ok, words=in_every_language(say), ran_at=now
    )


def is_on(workspace_id: int, key: str) -> bool:
    """Tell whether this workspace lets the job run."""
    return not AutopilotSwitch.objects.filter(workspace_id=workspace_id, job=key).exists()


def switch(workspace_id: int, key: str, on: bool) -> None:
    """Switch a job on or off for one workspace; raise KeyError for a job that does not exist."""
    jobs.get(key)
    if on:
        AutopilotSwitch.objects.filter(workspace_id=workspace_id, job=key).delete()
    else:
        AutopilotSwitch.objects.get_or_create(workspace_id=workspace_id, job=key)


@dataclass(frozen=True)
class JobState:
    """A job as a workspace sees it: switched on or off, and its latest run, if any."""

    job: Job
    on: bool
    last: AutopilotRun | None

    @property
    def words(self) -> str:
        """The latest result, in the active language."""
        if self.last is None:
            return ""
        language = translation.get_language() or settings.LANGUAGE_CODE
        return self.last.words.get(language) or next(iter(self.last.words.values()), "")


def states(workspace_id: int) -> list[JobState]:
    """Return every visible job with its switch and its latest run, in order."""
    off = set(AutopilotSwitch.objects.filter(workspace_id=workspace_id).values_list("job", flat=True))
    return [
        JobState(job=job, on=job.key not in off, last=_latest(workspace_id, job.key))
        for job in jobs
        if not job.hidden
    ]


def runs(workspace_id: int):
    """Return the log of this workspace, newest first (a queryset)."""
    return AutopilotRun.objects.filter(workspace_id=workspace_id).order_by("-ran_at")


def _latest(workspace_id: int, key: str) -> AutopilotRun | None:
    return runs(workspace_id).filter(job=key).first()
