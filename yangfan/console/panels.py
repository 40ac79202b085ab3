"""The panels of 今日. Each answers for itself: a slow or broken one leaves the others standing."""

from django.shortcuts import render
from django.utils import timezone

from yangfan.accounts.public import workspace_view
from yangfan.console import today
from yangfan.console.autopilot.queries import done_since_yesterday
from yangfan.core.jobs import clock
from yangfan.core.ui.navigation import address, menu
from yangfan.crm import public as crm
from yangfan.events import stats

FIRST = 3


def show(request, name: str, context: dict):
    """Answer with the panel alone, or, to a browser without HTMX, with a page around it."""
    template = f"console/panels/{name}.html"
    if request.htmx:
        return render(request, template, context)
    return render(request, "console/panel_page.html", {"section": "today", "panel": template} | context)


@workspace_view()
def numbers(request):
    period = today.last_month(request.workspace, timezone.now())
    context = {"numbers": today.four_numbers(request.workspace, period), "period": period}
    return show(request, "numbers", context)


@workspace_view()
def first(request):
    waiting = crm.waiting(request.workspace, FIRST)
    count = crm.inbox_badge(request.workspace)
    context = {
        "waiting": waiting, "count": count, "others": count - len(waiting), "inbox": _inbox(request.workspace),
        "may_answer": request.membership.role != "viewer",
    }  # fmt: skip
    return show(request, "first", context)


def _inbox(workspace) -> str:
    return address(menu.get("inquiries").url_name, workspace) if "inquiries" in menu else ""


@workspace_view()
def live(request):
    now = timezone.now()
    context = {"live": stats.live(request.workspace, now), "waiting": crm.inbox_badge(request.workspace)}
    return show(request, "live", context)


@workspace_view()
def jobs(request):
    """What the autopilot did since yesterday, in words."""
    return show(request, "jobs", {"done": done_since_yesterday(request.workspace, clock.now())})
