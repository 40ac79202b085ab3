"""Screens of budgets: how the month's money goes, the year's table, the file in and out."""

import json
from datetime import date

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.exports import csv_response
from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.table_imports import ImportRefused
from yangfan.core.ui.toasts import toast
from yangfan.events import public as events
from yangfan.events import stats
from yangfan.promotion.budgets import actions, queries
from yangfan.promotion.budgets.forms import BudgetFileForm
from yangfan.promotion.budgets.models import BudgetLine
from yangfan.promotion.budgets.pacing import Pace, next_month

SECTION = {"section": "promote"}
RECENT_MONTHS = 6


def may_write(request) -> bool:
    return request.membership.role in EDITORS


def month_of(request, today: date) -> date:
    """Return the month that the address names (?month=2026-09); this month when it names none."""
    asked = request.GET.get("month") or request.POST.get("month") or ""
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return month if 2000 <= month.year <= today.year + 5 else today.replace(day=1)


def month_title(month: date) -> str:
    return date_format(month, pgettext("month and year", "F Y"))


def months_around(month: date) -> dict:
    """Return what a template needs to walk from month to month."""
    before, after = next_month(month, -1), next_month(month)
    return {"month": month, "month_title": month_title(month), "before": before, "before_title": month_title(before),
            "after": after, "after_title": month_title(after)}  # fmt: skip


@workspace_view(EVERYONE)
def budgets(request):
    """How this month's money goes: spent, time gone, where it ends."""
    workspace = request.workspace
    today = queries.day_of(workspace, timezone.now())
    month = month_of(request, today)
    paces = queries.paces_of(workspace, month=month, today=today)
    context = SECTION | months_around(month) | {
        "pictures": [picture_of(pace, today) for pace in paces if pace.budget is not None],
        "without": [pace for pace in paces if pace.budget is None and pace.spent],
        "has_budget": any(pace.budget is not None for pace in paces),
        "total": total_of(paces),
        "may_write": may_write(request),
    }  # fmt: skip
    return render(request, "promotion/budgets.html", context)


def picture_of(pace: Pace, today: date) -> dict:
    """Return the bar of one budget; all places in per cent of its width."""

    def place(amount) -> str:
        return f"{min(100 * float(amount) / pace.scale, 100):.2f}"

    is_now = pace.month == today.replace(day=1)
    low, high = (pace.forecast.low, pace.forecast.high) if pace.forecast else (0, 0)
    return {
        "pace": pace,
        "spent": place(pace.spent or 0),
        "budget": place(pace.budget),
        "low": place(low),
        "range": f"{max(float(place(high)) - float(place(low)), 0):.2f}",
        "today": place(float(pace.budget) * pace.time_gone) if is_now and pace.known_until else "",
        "spent_percent": None if pace.spent_share is None else round(100 * pace.spent_share),
        "gone_percent": round(100 * pace.time_gone),
        "has_forecast": bool(pace.forecast and is_now),
        "tone": {"over": "bad", "fast": "bad", "slow": "warm", "even": "good"}.get(
            pace.state if is_now else "", ""
        ),
        "state": state_words(pace.state) if is_now else "",
        "is_late": is_now and pace.known_until is not None and (today - pace.known_until).days > 3,
    }


def state_words(state: str) -> str:
    return {
        "over": _("Used up"), "fast": _("Too fast"), "slow": _("Slow"), "even": _("On course"), "": "",
    }[state]  # fmt: skip


def total_of(paces: list[Pace]) -> dict:
    """Return budget and spending of all channels; campaigns are parts of their channel."""
    own = [pace for pace in paces if not pace.campaign]
    budgets = [pace.budget for pace in own if pace.budget is not None]
    spent = [pace.spent for pace in own if pace.spent is not None]
    return {"budget": sum(budgets) if budgets else None, "spent": sum(spent) if spent else None}


# --- the year's table --------------------------------------------------------------------------------------------------


def year_of(request, today: date) -> int:
    asked = request.GET.get("year") or request.POST.get("year") or ""
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= today.year + 5 else today.year


@workspace_view(EDITORS)
def edit(request):
    """Twelve months by channels, every cell a field."""
    workspace, today = request.workspace, queries.day_of(request.workspace, timezone.now())
    year = year_of(request, today)
    rows = grid_of(workspace, year, today)
    errors: dict[str, str] = {}
    if request.method == "POST":
        cells = _typed_cells(request, year, errors)
        if not errors:
            try:
                changed = actions.set_cells(
                    workspace=workspace, cells=cells, actor=request.user, now=timezone.now()
                )
            except actions.BudgetRefused as refused:
                errors[""] = str(refused)
            else:
                toast(
                    request, ngettext("%(n)d figure saved.", "%(n)d figures saved.", changed) % {"n": changed}
                )
                return redirect(f"{reverse('promote_budget_edit', args=[workspace.slug])}?year={year}")
        _keep_typed(request, rows)
    months = [date(year, number, 1) for number in range(1, 13)]
    shown = {cell["name"]: cell["shown"] for row in rows for cell in row["cells"]}
    context = SECTION | {
        "year": year, "rows": rows, "errors": errors, "shown": json.dumps(shown),
        "months": [{"month": month, "title": date_format(month, pgettext("short month", "M")), "is_now": month == today.replace(day=1)} for month in months],
        "channels": events.channels_of(workspace), "new_cells": [f"n-{n}" for n in range(12)],
        "totals": _totals(workspace, months), "may_write": True,
    }  # fmt: skip
    return render(request, "promotion/budget_edit.html", context, status=422 if errors else 200)


def grid_of(workspace, year: int, today: date) -> list[dict]:
    """Return a row for each channel that has a budget this year or had a cost lately, and for each budgeted campaign."""
    lines = {
        (line.channel, line.campaign, line.month): line
        for line in queries.lines_of(workspace, from_month=date(year, 1, 1), months=12)
        if line.amount is not None
    }
    lately = queries.actuals_of(
        workspace,
        month=next_month(today.replace(day=1), 1 - RECENT_MONTHS),
        months=RECENT_MONTHS,
        today=today,
    )
    keys = {(channel, campaign) for channel, campaign, _month in lines} | {
        (channel, "") for channel, figures in lately.items() if figures.amount
    }
    titles = {channel.key: str(channel.title) for channel in events.channels_of(workspace)}
    order = list(titles)
    keys = sorted((key for key in keys if key[0] in titles), key=lambda key: (order.index(key[0]), key[1]))
    return [_grid_row(n, key, titles, lines, year) for n, key in enumerate(keys)]


def _grid_row(n: int, key, titles, lines, year: int) -> dict:
    channel, campaign = key
    cells = []
    for number in range(12):
        line = lines.get((channel, campaign, date(year, number + 1, 1)))
        text = f"{line.amount.normalize():f}" if line else ""
        cells.append({"name": f"c-{n}-{number}", "value": text, "shown": text, "month": number + 1})
    return {"channel": channel, "campaign": campaign, "title": titles[channel], "cells": cells}


def _typed_cells(request, year: int, errors: dict[str, str]) -> list[actions.Cell]:
    """Return the cells that someone changed since the table was shown; what cannot be read is noted by its field."""
    post, cells = request.POST, []
    shown = _shown(post)
    rows = list(zip(post.getlist("channel"), post.getlist("campaign"), strict=False))
    names = [(f"c-{n}-{month}", month, *row) for n, row in enumerate(rows) for month in range(12)]
    if post.get("new_channel"):
        names += [
            (f"n-{month}", month, post["new_channel"], post.get("new_campaign", "").strip()[:250])
            for month in range(12)
        ]
    for name, month, channel, campaign in names:
        text = post.get(name, "").strip()
        if name not in post or text == shown.get(name, ""):
            continue
        try:
            value = actions.read_figure("amount", text)
        except actions.BudgetRefused as refused:
            errors[name] = str(refused)
        else:
            cells.append(actions.Cell(date(year, month + 1, 1), channel, "amount", value, campaign))
    if any(post.get(f"n-{month}", "").strip() for month in range(12)) and not post.get("new_channel"):
        errors["new_channel"] = _("Choose a channel for the new row.")
    return cells


def _shown(post) -> dict:
    try:
        said = json.loads(post.get("shown", "{}"))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _keep_typed(request, rows) -> None:
    for row in rows:
        for cell in row["cells"]:
            cell["value"] = request.POST.get(cell["name"], cell["value"])


def _totals(workspace, months) -> list:
    lines = queries.lines_of(workspace, from_month=months[0], months=12)
    sums: dict[date, object] = {}
    for (month, _channel), amount in queries.budgets_by_channel(lines).items():
        sums[month] = sums.get(month, 0) + amount
    return [sums.get(month) for month in months]


@require_POST
@workspace_view(EDITORS)
def copy(request):
    """Copy one month into the later months of its year, where nothing stands yet."""
    workspace = request.workspace
    month = month_of(request, queries.day_of(workspace, timezone.now()))
    changed = actions.copy_forward(
        workspace=workspace,
        month=month,
        until=date(month.year, 12, 1),
        actor=request.user,
        now=timezone.now(),
    )
    if changed:
        words = ngettext(
            "%(n)d figure copied from %(month)s.", "%(n)d figures copied from %(month)s.", changed
        )
        toast(request, words % {"n": changed, "month": month_title(month)})
    else:
        toast(
            request,
            _("Nothing was copied: the later months are filled, or %(month)s is empty.")
            % {"month": month_title(month)},
        )
    return redirect(f"{reverse('promote_budget_edit', args=[workspace.slug])}?year={month.year}")


@workspace_view(EVERYONE)
def export(request):
    """All budgets and goals as a file that the import takes back."""
    workspace = request.workspace
    rows = (
        [
            f"{line.month:%Y-%m}",
            line.channel,
            line.campaign,
            *(getattr(line, name) for name in actions.FIELDS),
        ]
        for line in BudgetLine.objects.of(workspace)
    )
    return csv_response(filename=f"budgets-{workspace.slug}", header=actions.titles().values(), rows=rows)


@workspace_view(EDITORS)
def take_file(request):
    """Take a file of budgets in, all or nothing."""
    form = BudgetFileForm(request.POST or None, request.FILES or None)
    wrong, refusal = [], ""
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.import_budgets(
                workspace=request.workspace,
                content=form.cleaned_data["file"].read(),
                actor=request.user,
                now=timezone.now(),
            )
        except ImportRefused as refused:
            wrong, refusal = refused.wrong, str(refused)
        except TableUnreadable as unreadable:
            refusal = str(unreadable)
        else:
            toast(request, ngettext("%(n)d figure saved.", "%(n)d figures saved.", changed) % {"n": changed})
            return redirect("promote_budgets", request.workspace.slug)
    context = SECTION | {
        "form": form,
        "wrong": wrong[:200],
        "refusal": refusal,
        "example": _example(request.workspace),
    }
    return render(
        request, "promotion/budget_import.html", context, status=422 if refusal or form.errors else 200
    )


def _example(workspace) -> str:
    today = stats.today_of(workspace, timezone.now())
    channel = next((one.key for one in events.channels_of(workspace)), "google_ads")
    return f"{', '.join(actions.titles().values())}\n{today:%Y-%m}, {channel}, , 8000, 1200, 12, 2"
