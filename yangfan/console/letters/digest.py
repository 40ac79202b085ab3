"""The weekly letter: four numbers, whom to answer first, what was done by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.accounts.public import Workspace
from yangfan.console.autopilot.queries import Done, done_between
from yangfan.console.letters import actions
from yangfan.console.letters.models import Letter
from yangfan.core.jobs.autopilot import Result
from yangfan.core.jobs.plans import Weekly
from yangfan.crm import public as crm
from yangfan.events import stats

JOB = "weekly_letter"
PLAN = Weekly(0, 8)
FIRST = 3
BAR = 20  # cells of the longest bar


@dataclass(frozen=True)
class Line:
    """One number of the week beside that of the week before; `bar` and `bar_before` are 0 to 20 cells."""

    title: str
    value: str
    before: str
    change: str
    is_better: bool | None
    bar: int
    bar_before: int


@dataclass(frozen=True)
class Digest:
    """What the letter of one week tells, in the active language."""

    start: date
    end: date
    lines: list[Line]
    waiting: list
    count: int  # how many wait in all
    done: list[Done]


def week_before(workspace: Workspace, now: datetime) -> stats.Period:
    """Return the last whole week, Monday to Sunday, in the workspace's zone."""
    today = now.astimezone(ZoneInfo(workspace.time_zone)).date()
    monday = today - timedelta(days=today.weekday() + 7)
    return stats.Period(monday, monday + timedelta(days=6))


def name_of(week: stats.Period) -> str:
    """Return "2026-W47"."""
    year, number, _day = week.start.isocalendar()
    return f"{year}-W{number:02}"


def week_named(name: str) -> stats.Period:
    """Return the week of such a name."""
    monday = date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    return stats.Period(monday, monday + timedelta(days=6))


def write_digest(workspace: Workspace, now: datetime) -> Result | None:
    """Write the letter on the last week to everyone who wants it and has not got it yet."""
    week = week_before(workspace, now)
    if workspace.counting_to and workspace.counting_to < week.start:  # its season is over: there is no news
        return None
    readers = [{"user": user} for user in actions.weekly_readers(workspace)]
    new = actions.write(workspace=workspace, kind=Letter.Kind.WEEK, about=name_of(week), recipients=readers)
    return Result(lambda: _said(week, new), amounts={"letters": new}) if new else None


def _said(week: stats.Period, new: int) -> str:
    return ngettext(
        "Letter on the week from %(start)s written to %(n)d person.",
        "Letter on the week from %(start)s written to %(n)d persons.",
        new,
    ) % {"start": week.start.isoformat(), "n": new}


def digest_of(workspace: Workspace, week: stats.Period) -> Digest:
    """Return what to tell of a week, in the active language."""
    zone = ZoneInfo(workspace.time_zone)
    start = datetime.combine(week.start, datetime.min.time(), tzinfo=zone)
    end = datetime.combine(week.end + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    return Digest(
        start=week.start, end=week.end, lines=lines_of(workspace, week), waiting=crm.waiting(workspace, FIRST),
        count=crm.count_waiting(workspace), done=done_between(workspace, start, end - timedelta(microseconds=1)),
    )  # fmt: skip


def lines_of(workspace: Workspace, week: stats.Period) -> list[Line]:
    """Return exposures, visits, website inquiries and ROI of the week and of the one before."""
    here, there = stats.totals(workspace, week), stats.totals(workspace, week.before())
    return [
        _counted("exposures", here.exposures, there.exposures, workspace),
        _counted("visits", here.visits, there.visits, workspace),
        _counted("inquiries", here.inquiries, there.inquiries, workspace),
        _roi(here.roi, there.roi),
    ]


def _counted(key: str, value: int | None, before: int | None, workspace: Workspace) -> Line:
    share = stats.change(value, before)
    return Line(
        title=_title(key, workspace), value=_figure(value), before=_figure(before), change=f"{share:+.0%}" if share else "",
        is_better=None if not share else share > 0, **_bars(value, before),
    )  # fmt: skip


def _roi(value: Decimal | None, before: Decimal | None) -> Line:
    change = value - before if value is not None and before is not None else None
    return Line(
        title=str(stats.METRICS["roi"].title), value=f"1 : {value:.1f}" if value is not None else "—",
        before=f"1 : {before:.1f}" if before is not None else "—", change=f"{change:+.1f}" if change else "",
        is_better=None if not change else change > 0, **_bars(value, before),
    )  # fmt: skip


def _title(key: str, workspace: Workspace) -> str:
    return str(stats.metric_of(workspace, key).title)


def _figure(value: int | None) -> str:
    return _("no data") if value is None else f"{value:,}"


def _bars(value, before) -> dict:
    longest = max(value or 0, before or 0)
    return {
        "bar": round(BAR * (value or 0) / longest) if longest else 0,
        "bar_before": round(BAR * (before or 0) / longest) if longest else 0,
    }  # fmt: skip
