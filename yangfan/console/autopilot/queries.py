"""What the screens of the autopilot show: each job as a workspace sees it, its week, and what was done since yesterday."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.accounts.public import Workspace
from yangfan.core.jobs import autopilot, plans, running
from yangfan.core.jobs.autopilot import Job
from yangfan.core.models import AutopilotPlan, AutopilotRun, AutopilotSwitch

DAYS = 7
STEPS = (1, 3, 10, 50)  # runs a day at which the strip gets darker


@dataclass(frozen=True)
class Row:
    """A job as one workspace sees it."""

    job: Job
    on: bool
    row: AutopilotPlan | None = None
    last: AutopilotRun | None = None

    @property
    def can_plan(self) -> bool:
        return self.job.run_for is not None

    @property
    def plan(self) -> plans.Plan | None:
        return running.plan_for(self.row) if self.row else self.job.plan

    @property
    def schedule(self) -> str:
        """When it runs, in words."""
        if self.can_plan:
            return self.plan.in_words()
        if self.job.when:
            return str(self.job.when)
        return plans.every_in_words(self.job.every) if self.job.every else _("When there is something to do")

    @property
    def is_busy(self) -> bool:
        return bool(self.row and self.row.run_id)

    @property
    def is_running(self) -> bool:
        return self.is_busy and self.row.is_running

    @property
    def next_at(self) -> datetime | None:
        return self.row.next_at if self.row and self.on else None

    @property
    def paused_url(self) -> str:
        return self.row.paused_url if self.row else ""

    @property
    def is_backing_off(self) -> bool:
        return bool(self.row and self.row.failures and not self.row.paused_url)

    @property
    def words(self) -> str:
        return autopilot.words_of(self.last) if self.last else ""


def row_of(workspace: Workspace, key: str) -> Row:
    """Return one visible job; raise KeyError when there is none of this key."""
    job = autopilot.jobs.get(key)
    if job.hidden:
        raise KeyError(key)
    kept = AutopilotPlan.objects.select_related("workspace").filter(workspace=workspace, job=key).first()
    last = autopilot.runs(workspace.pk).filter(job=key).first()
    return Row(job, autopilot.is_on(workspace.pk, key), kept, last)


def rows_by_group(workspace: Workspace) -> list[tuple[str, list[Row]]]:
    """Return title and jobs of each group, in order; jobs that name no known group come last."""
    off = set(AutopilotSwitch.objects.filter(workspace=workspace).values_list("job", flat=True))
    kept = {
        one.job: one for one in AutopilotPlan.objects.filter(workspace=workspace).select_related("workspace")
    }
    rows = [
        Row(job, job.key not in off, kept.get(job.key), autopilot.runs(workspace.pk).filter(job=job.key).first())
        for job in autopilot.visible()
    ]  # fmt: skip
    known = {group.key for group in autopilot.groups}
    grouped = [
        (str(group.title), [row for row in rows if row.job.group == group.key]) for group in autopilot.groups
    ]
    others = [row for row in rows if row.job.group not in known]
    return [(title, found) for title, found in [*grouped, (_("Others"), others)] if found]


@dataclass(frozen=True)
class Cell:
    """The runs of one job on one day."""

    day: date
    runs: int = 0
    failed: int = 0

    @property
    def step(self) -> int:
        """0 to 4: how dark it is drawn."""
        return sum(self.runs >= edge for edge in STEPS)


@dataclass(frozen=True)
class Week:
    """The last seven days of the workspace: a line of cells for each job that ran."""

    days: list[date]
    lines: list[tuple[Job, list[Cell]]] = field(default_factory=list)


def week(workspace: Workspace, now: datetime) -> Week:
    """Return how often each job ran, and failed, on each of the last seven days."""
    zone = ZoneInfo(workspace.time_zone)
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    counted = (
        autopilot.runs(workspace.pk).filter(ran_at__gte=_midnight(days[0], zone), ran_at__lte=now)
        .order_by().annotate(day=TruncDate("ran_at", tzinfo=zone)).values("job", "day")
        .annotate(runs=Count("pk"), failed=Count("pk", filter=Q(ok=False)))
    )  # fmt: skip
    cells = {(one["job"], one["day"]): Cell(one["day"], one["runs"], one["failed"]) for one in counted}
    ran = {key for key, _day in cells}
    lines = [
        (job, [cells.get((job.key, day), Cell(day)) for day in days])
        for job in autopilot.visible()
        if job.key in ran
    ]
    return Week(days, lines)


@dataclass(frozen=True)
class Done:
    """What one job did in a while, in words."""

    job: Job
    ok: bool
    words: str
    at: datetime


def done_since_yesterday(workspace: Workspace, now: datetime) -> list[Done]:
    """Return what each job came to since yesterday's midnight: failures first, then the latest."""
    zone = ZoneInfo(workspace.time_zone)
    return done_between(workspace, _midnight(now.astimezone(zone).date() - timedelta(days=1), zone), now)


def done_between(workspace: Workspace, start: datetime, end: datetime) -> list[Done]:
    """Return what each visible job came to in these hours."""
    by_job: dict[str, list[AutopilotRun]] = {}
    for run in autopilot.runs(workspace.pk).filter(ran_at__gte=start, ran_at__lte=end)[:5000]:
        by_job.setdefault(run.job, []).append(run)
    done = [_summed_up(job, by_job[job.key]) for job in autopilot.visible() if job.key in by_job]
    return sorted(done, key=lambda one: (one.ok, -one.at.timestamp()))


def _summed_up(job: Job, runs: list[AutopilotRun]) -> Done:
    latest = runs[0]
    good = [run for run in runs if run.ok]
    if not latest.ok:
        failed = len(runs) - len(good)
        words = autopilot.words_of(latest)
        if failed > 1:
            words += " " + ngettext("(failed %(n)d time)", "(failed %(n)d times)", failed) % {"n": failed}
        return Done(job, False, words, latest.ran_at)
    if job.sum_up and len(good) > 1:
        return Done(job, True, job.sum_up(_added([run.amounts for run in good]), len(good)), latest.ran_at)
    words = autopilot.words_of(latest)
    if len(good) > 1:
        words += " " + ngettext("(ran %(n)d time)", "(ran %(n)d times)", len(good)) % {"n": len(good)}
    return Done(job, True, words, latest.ran_at)


def _added(amounts: list[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in amounts:
        for key, value in one.items():
            total[key] = total.get(key, 0) + value
    return total


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
