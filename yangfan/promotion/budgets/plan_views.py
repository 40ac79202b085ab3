"""The plan's screen: what a month was meant to cost and bring, beside what it did."""

import json

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.exports import csv_response
from yangfan.core.ui.toasts import toast
from yangfan.promotion.budgets import actions, queries
from yangfan.promotion.budgets.models import GOALS, BudgetLine
from yangfan.promotion.budgets.pacing import month_end
from yangfan.promotion.budgets.views import SECTION, may_write, month_of, months_around

FIGURES = ("amount", *GOALS)


@workspace_view(EVERYONE, write_roles=EDITORS)
def plan(request):
    """One month by channels; the planned figures are fields, saved when they are left."""
    workspace = request.workspace
    today = queries.day_of(workspace, timezone.now())
    month, errors = month_of(request, today), {}
    if request.method == "POST":
        errors = _save(request, month)
        if not errors and not request.htmx:
            toast(request, _("Saved."))
            return redirect(f"{reverse('promote_plan', args=[workspace.slug])}?month={month:%Y-%m}")
    rows = queries.plan_of(workspace, month=month, today=today)
    if request.GET.get("export") == "csv":
        return _export(workspace, month, rows)
    lines = queries.lines_of(workspace, from_month=month).exclude(amount=None)
    split = {line.channel for line in lines if line.campaign} - {
        line.channel for line in lines if not line.campaign
    }
    is_over = month_end(month) < today
    table = [_line(row, errors, request.POST, split, is_over=is_over) for row in rows]
    context = SECTION | months_around(month) | {
        "rows": table, "total": _line(queries.total_of(rows), {}, {}, set()) if rows else None, "titles": figure_titles(),
        "is_planned": any(value is not None for row in rows for value in vars(row.planned).values()),
        "has_any_plan": BudgetLine.objects.of(workspace).exists(), "is_running": month == today.replace(day=1),
        "may_write": may_write(request), "errors": errors,
        "shown": json.dumps({cell["name"]: cell["shown"] for line in table for cell in line["cells"]}),
    }  # fmt: skip
    return render(request, "promotion/plan.html", context, status=422 if errors and not request.htmx else 200)


def figure_titles() -> dict[str, str]:
    return {
        "amount": _("Cost"), "visits": _("Visits"), "inquiries": _("Inquiries"), "deals": _("Deals won"),
        "per_inquiry": _("Cost per inquiry"),
    }  # fmt: skip


def _line(row: queries.PlanRow, errors: dict, typed, split: set[str], *, is_over: bool = False) -> dict:
    cells, off = [], row.variance
    for name in (*FIGURES, "per_inquiry"):
        planned, field = getattr(row.planned, name), f"{name}:{row.channel}"
        text = "" if planned is None else f"{planned.normalize():f}" if name == "amount" else str(planned)
        cells.append({
            "figure": name, "name": field, "shown": text, "value": typed.get(field, text) if field in errors else text,
            "planned": planned, "actual": getattr(row.actual, name), "error": errors.get(field, ""),
            "is_money": name in ("amount", "per_inquiry"),
            "is_field": name != "per_inquiry" and not (name == "amount" and row.channel in split),
            "off": None if off[name] is None else f"{100 * off[name]:+.0f}%",
            "is_good": _is_good(name, off[name]) if is_over else None,
        })  # fmt: skip
    return {"row": row, "cells": cells}


def _is_good(name: str, off: float | None) -> bool | None:
    """Ten per cent either way is as planned; spending is neither good nor bad by itself."""
    if off is None or abs(off) <= 0.1 or name == "amount":
        return None
    return off < 0 if name == "per_inquiry" else off > 0


def _save(request, month) -> dict[str, str]:
    """Set what was typed; return what cannot be read, by field."""
    errors, cells = {}, []
    try:
        shown = json.loads(request.POST.get("shown", "{}"))
    except ValueError:
        shown = {}
    for field, text in request.POST.items():
        name, _colon, channel = field.partition(":")
        if (
            name not in FIGURES
            or not channel
            or (isinstance(shown, dict) and shown.get(field) == text.strip())
        ):
            continue
        try:
            cells.append(actions.Cell(month, channel, name, actions.read_figure(name, text.strip())))
        except actions.BudgetRefused as refused:
            errors[field] = str(refused)
    if not errors:
        try:
            actions.set_cells(
                workspace=request.workspace, cells=cells, actor=request.user, now=timezone.now()
            )
        except actions.BudgetRefused as refused:
            errors[""] = str(refused)
    return errors


def _export(workspace, month, rows):
    titles = figure_titles()
    header = [_("Month"), _("Channel")]
    for title in titles.values():
        header += [_("%(figure)s, planned") % {"figure": title}, _("%(figure)s, actual") % {"figure": title}]
    lines = (
        [f"{month:%Y-%m}", row.title]
        + [value for name in titles for value in (getattr(row.planned, name), getattr(row.actual, name))]
        for row in rows
    )
    return csv_response(filename=f"plan-{workspace.slug}-{month:%Y-%m}", header=header, rows=lines)


@require_POST
@workspace_view(EDITORS)
def start(request):
    """Begin a month's plan with what the last month, or the last three, brought."""
    workspace, now = request.workspace, timezone.now()
    today = queries.day_of(workspace, now)
    month = month_of(request, today)
    months = 3 if request.POST.get("months") == "3" else 1
    changed = actions.start_plan(
        workspace=workspace, month=month, months=months, today=today, actor=request.user, now=now
    )
    if changed:
        toast(
            request, ngettext("%(n)d figure filled in.", "%(n)d figures filled in.", changed) % {"n": changed}
        )
    else:
        toast(request, _("There are no figures in that time to start from."), failed=True)
    return redirect(f"{reverse('promote_plan', args=[workspace.slug])}?month={month:%Y-%m}")
