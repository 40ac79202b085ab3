"""The panel of what is worth a person's minute."""

from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.console.attention import actions, queries
from yangfan.console.panels import show
from yangfan.core.ui.toasts import toast

LATER = 7  # days


@workspace_view(EDITORS)
def panel(request):
    return _show(request)


@workspace_view(EDITORS)
@require_POST
def put_off(request):
    """Put one thing off: for a week, or for good."""
    key, is_for_good = request.POST.get("key", "")[:200], request.POST.get("for") == "good"
    if not key:
        return HttpResponseBadRequest()
    actions.put_off(
        workspace=request.workspace, user=request.user, key=key, days=None if is_for_good else LATER, now=timezone.now()
    )  # fmt: skip
    undo = reverse("today_put_back", args=[request.workspace.slug]) + "?" + urlencode({"key": key})
    said = _("You will not see this again.") if is_for_good else _("You will see this again in a week.")
    toast(request, said, undo=undo)
    return _back(request)


@workspace_view(EDITORS)
@require_POST
def put_back(request):
    """Show a thing again that was put off."""
    actions.put_back(workspace=request.workspace, user=request.user, key=request.GET.get("key", "")[:200])
    return _back(request)


def _back(request):
    return _show(request) if request.htmx else redirect("console_today", request.workspace.slug)


def _show(request):
    found = queries.worth_a_minute(
        workspace=request.workspace, user=request.user, role=request.membership.role, now=timezone.now()
    )
    return show(request, "missing", {"found": found})
