"""The settings page of the clock."""

from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yangfan.accounts.public import OWNERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.clock.due import reset_clocks
from yangfan.crm.clock.forms import HoursForm
from yangfan.crm.settings.models import settings_of

SECTION = "settings"


@workspace_view(OWNERS)
def clock(request):
    """When we are at work, and within how many working hours we answer."""
    workspace = request.workspace
    form = HoursForm(request.POST or None, instance=settings_of(workspace))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.instance.workspace, form.instance.business_hours = workspace, form.week()
            form.save()
            reset_clocks(workspace)
        toast(request, _("Saved. The time left of waiting inquiries was counted anew."))
        return redirect("crm_clock", workspace.slug)
    return render(
        request, "crm/clock.html", {"section": SECTION, "form": form}, status=422 if form.errors else 200
    )
