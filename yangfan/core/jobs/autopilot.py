"""The jobs that run by themselves: their register, their log, and the off switch each workspace has for each.

A job is of one of three kinds. With `plan` and `run_for` it runs for each workspace by itself, when that workspace's plan
says so (see running.py). With `every` and `run` the scheduler starts it once for the whole installation. With neither it is
set off by an event and only logs here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from yangfan.core.jobs.plans import Plan
from yangfan.core.models import AutopilotRun, AutopilotSwitch
from yangfan.core.registry import Registry

DAY = timedelta(days=1)
Say = Callable[[], str]  # returns words in the active language


@dataclass(frozen=True)
class Result:
    """What came of a run: `say()` tells it in words, None when there was nothing to do (then nothing is logged).

    `amounts` are figures that the job's `sum_up` adds over several runs; `next_at` asks for another run before its turn.
    """

    say: Say | None = None
    ok: bool = True
    amounts: dict[str, int] = field(default_factory=dict)
    next_at: datetime | None = None


class JobFailed(Exception):
    """The job could not be done; `say()` tells why, and what to do about it."""

    def __init__(self, say: Say):
        super().__init__("the job could not be done")
        self.say = say


class NeedsPerson(JobFailed):
    """The job waits until a person has put something right at `url`; it is paused, not tried again by itself."""

    def __init__(self, say: Say, url: str):
        super().__init__(say)
        self.url = url


@dataclass(frozen=True)
class Group:
    """The heading under which a capability's jobs stand."""

    key: str
    title: str  # lazily translated
    order: int


@dataclass(frozen=True)
class Job:
    """`title` and `what` are lazily translated; `run(now)` does the work for every workspace and logs it itself.

    `run_for(workspace, now)` does it for one and returns a Result (None: nothing to do); it may be run twice and must then
    do no harm. `shortest` and `rarest` bound the gap a workspace may choose; `longest` is how long a run may take before it
    counts as lost. `at_once` runs it as soon as it is known. `when` says how often, where no plan does. `sum_up(amounts,
    runs)` says in words what several runs came to. A job with `hidden` is housekeeping: no customer sees or switches it.
    """

    key: str
    title: str
    what: str
    order: int
    every: timedelta | None = None
    run: Callable[[datetime], None] | None = None
    hidden: bool = False
    group: str = ""
    plan: Plan | None = None
    run_for: Callable[..., Result | None] | None = None
    shortest: timedelta = timedelta(hours=1)
    rarest: timedelta = 7 * DAY
    longest: timedelta = timedelta(hours=1)
    at_once: bool = False
    when: str = ""
    sum_up: Callable[[dict[str, int], int], str] | None = None


groups: Registry[Group] = Registry("group of jobs")
jobs: Registry[Job] = Registry("autopilot job")
register = jobs.register


def in_every_language(say: Say) -> dict[str, str]:
    """Return what `say()` says in each of the console's languages."""
    words = {}
    for code, _name in settings.CONSOLE_LANGUAGES:
        with translation.override(code):
            words[code] = str(say())
    return words


def record(
    workspace_id: int, key: str, ok: bool, say: Say, now: datetime, amounts: dict[str, int] | None = None
) -> AutopilotRun:
    """Log one run of the job `key`; `say()` returns its result in words, in the active language."""
    return AutopilotRun.objects.create(
        workspace_id=workspace_id,
        job=key,
        ok=ok,
        words=in_every_language(say),
        ran_at=now,
        amounts=amounts or {},
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


def words_of(run: AutopilotRun) -> str:
    """Return the result of a run, in the active language."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return run.words.get(language) or next(iter(run.words.values()), "")


def runs(workspace_id: int):
    """Return the log of this workspace, newest first (a queryset)."""
    return AutopilotRun.objects.filter(workspace_id=workspace_id).order_by("-ran_at", "-pk")


def visible() -> list[Job]:
    """Return the jobs that customers see, in order."""
    return [job for job in jobs if not job.hidden]
