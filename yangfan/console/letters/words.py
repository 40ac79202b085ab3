"""What a letter says, in the active language."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yangfan.console.letters import digest
from yangfan.console.letters.models import Letter
from yangfan.core.jobs import autopilot
from yangfan.core.models import AutopilotPlan, AutopilotRun

SALT = "weekly letter"


@dataclass(frozen=True)
class Composed:
    title: str
    text: str
    html: str
    short: str  # for a chat group
    unsubscribe: str = ""  # the address that takes the reader off the list


def compose(letter: Letter) -> Composed | None:
    """Return what this letter says; None when what it tells of is no longer known."""
    return _week(letter) if letter.kind == Letter.Kind.WEEK else _alarm(letter)


def off_address(workspace_id: int, user_id: int) -> str:
    """Return the address at which this reader ends the weekly letter without logging in."""
    signed = signing.dumps([workspace_id, user_id], salt=SALT)
    return settings.CONSOLE_URL + reverse("letters_off", args=[signed])


def reader_of(signed: str) -> tuple[int, int]:
    """Return workspace and user of such an address. Raises signing.BadSignature."""
    workspace_id, user_id = signing.loads(signed, salt=SALT)
    return workspace_id, user_id


def _week(letter: Letter) -> Composed:
    workspace = letter.workspace
    told = digest.digest_of(workspace, digest.week_named(letter.about))
    title = _("%(name)s: the week from %(start)s to %(end)s") % {
        "name": workspace.name, "start": date_format(told.start, "MONTH_DAY_FORMAT"), "end": date_format(told.end, "MONTH_DAY_FORMAT"),
    }  # fmt: skip
    off = off_address(workspace.pk, letter.user_id)
    context = {
        "title": title, "digest": told, "workspace": workspace, "off": off, "console": settings.CONSOLE_URL,
        "today": settings.CONSOLE_URL + reverse("console_today", args=[workspace.slug]), "others": told.count - len(told.waiting),
        "lines": [(line, "x" * line.bar, "x" * (digest.BAR - line.bar)) for line in told.lines],
    }  # fmt: skip
    text = render_to_string("console/letters/week.txt", context)
    return Composed(title, text, render_to_string("console/letters/week.html", context), text[:500], off)


def _alarm(letter: Letter) -> Composed | None:
    run = AutopilotRun.objects.filter(pk=letter.about, workspace=letter.workspace).first()
    if run is None or run.job not in autopilot.jobs:
        return None
    workspace, job = letter.workspace, autopilot.jobs.get(run.job)
    works = letter.kind == Letter.Kind.WORKS
    said = _("%(job)s works again") if works else _("%(job)s does not work")
    title = _("%(name)s: %(what)s") % {"name": workspace.name, "what": said % {"job": job.title}}
    row = AutopilotPlan.objects.filter(workspace=workspace, job=job.key).first()
    page = reverse("job_row", args=[workspace.slug, job.key])
    context = {
        "title": title, "works": works, "words": autopilot.words_of(run), "workspace": workspace, "what": job.what,
        "is_paused": bool(row and row.paused_url) and not works,
        "address": settings.CONSOLE_URL + ((row.paused_url if row and not works else "") or page),
    }  # fmt: skip
    text = render_to_string("console/letters/alarm.txt", context)
    return Composed(
        title,
        text,
        render_to_string("console/letters/alarm.html", context),
        f"{context['words']}\n{context['address']}",
    )
