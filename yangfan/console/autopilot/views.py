"""The autopilot's page: every job with its switch, plan, result and log."""

from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.console.autopilot import actions, queries
from yangfan.console.autopilot.forms import LogForm, PlanForm
from yangfan.console.letters.actions import weekly_readers
from yangfan.core.jobs import autopilot, clock, plans, running
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast


@workspace_view()
def overview(request):
    """Every job, by capability, and the week as a picture."""
    context = {
        "section": "autopilot", "groups": queries.rows_by_group(request.workspace), "may_change": _may_change(request),
        "week": queries.week(request.workspace, clock.now()), "gets_letter": request.user in weekly_readers(request.workspace),
    }  # fmt: skip
    return render(request, "console/autopilot/overview.html", context)


@workspace_view()
def row(request, key):
    """One job; asked again while it runs."""
    return _show_row(request, key)


@workspace_view(EDITORS)
@require_POST
def switch(request, key):
    """Switch a job on or off for this workspace."""
    job = _job(key)
    on = (request.POST.get("on") or request.GET.get("on")) == "1"
    if actions.switch_job(workspace=request.workspace, job=job, on=on, actor=request.user, now=clock.now()):
        said = _("%(job)s: on.") if on else _("%(job)s: off.")
        undo = reverse("job_switch", args=[request.workspace.slug, key]) + f"?on={int(not on)}"
        toast(request, said % {"job": job.title}, undo=undo)
    return _back(request, key)


@workspace_view(EDITORS)
@require_POST
def run_now(request, key):
    """Have the worker run a job at once."""
    job = _job(key)
    if job.run_for is None:
        raise Http404
    try:
        running.ask_now(request.workspace, key, clock.now())
    except running.AlreadyRunning:
        toast(request, _("%(job)s is running already.") % {"job": job.title})
    return _back(request, key)


@workspace_view(EDITORS)
def plan(request, key):
    """Choose when a job runs."""
    job = _job(key)
    if job.run_for is None:
        raise Http404
    shown = queries.row_of(request.workspace, key)
    if request.method == "POST" and ("plan" in request.GET or "own" in request.POST):
        return _take_plan(request, job, request.GET.get("plan", ""))
    form = PlanForm(request.POST or None, job=job, initial=PlanForm.values_of(shown.plan))
    if request.method == "POST" and form.is_valid():
        return _take_plan(request, job, str(form.plan))
    context = {"section": "autopilot", "shown": shown, "form": form, "own": job.plan.in_words()}
    return render(request, "console/autopilot/plan.html", context, status=422 if form.errors else 200)


def _take_plan(request, job, text: str):
    """Keep the plan that `text` names, "" the job's own, and say so with a way back."""
    try:
        wanted = plans.plan_of(text) if text else None
        before = actions.change_plan(
            workspace=request.workspace, job=job, plan=wanted, actor=request.user, now=clock.now()
        )
    except (plans.PlanUnreadable, running.PlanRefused):
        toast(request, _("The job cannot run by that plan."), failed=True)
    else:
        undo = (
            reverse("job_plan", args=[request.workspace.slug, job.key]) + f"?plan={before.replace(' ', '+')}"
        )
        said = {"job": job.title, "when": (wanted or job.plan).in_words()}
        toast(request, _("%(job)s: %(when)s.") % said, undo=undo)
    return redirect("autopilot", request.workspace.slug)


@workspace_view()
def log(request):
    """Everything that ran by itself, newest first."""
    titles = {job.key: job.title for job in autopilot.jobs}
    zone = ZoneInfo(request.workspace.time_zone)
    form = LogForm(request.GET)
    table = Table(
        request,
        name="runs",
        caption=_("Run log"),
        columns=[
            Column("ran_at", _("When"), value=lambda run: run.ran_at.astimezone(zone), template="ui/cells/moment.html",
                   export=lambda run: run.ran_at.astimezone(zone).isoformat(timespec="seconds")),
            Column("job", _("Job"), value=lambda run: titles.get(run.job, run.job)),
            Column("ok", _("Outcome"), template="console/cells/outcome.html",
                   export=lambda run: _("done") if run.ok else _("failed")),
            Column("words", _("Result"), value=autopilot.words_of),
        ],
        rows=form.of(autopilot.runs(request.workspace.pk)),
        per_page=50,
        filters=form,
        empty=_("Nothing has run yet."),
    )  # fmt: skip
    if table.wants_export:
        return table.export("runs")
    return render(request, "console/job_log.html", {"section": "autopilot", "table": table})


def _job(key: str) -> autopilot.Job:
    if key not in autopilot.jobs or autopilot.jobs.get(key).hidden:
        raise Http404
    return autopilot.jobs.get(key)


def _may_change(request) -> bool:
    return request.membership.role in EDITORS


def _back(request, key):
    return _show_row(request, key) if request.htmx else redirect("autopilot", request.workspace.slug)


def _show_row(request, key):
    _job(key)
    context = {
        "section": "autopilot", "one": queries.row_of(request.workspace, key), "may_change": _may_change(request),
    }  # fmt: skip
    name = "row" if request.htmx else "row_page"
    return render(request, f"console/autopilot/{name}.html", context)
