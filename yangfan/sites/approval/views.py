"""The switch of the one-step approval."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.approval import actions
from yangfan.sites.look.serve import built_site


@require_POST
@workspace_view(OWNERS)
def switch(request):
    """Turn the approval on or off."""
    built = built_site(request.workspace)
    actions.set_approval(
        built=built,
        is_needed=request.POST.get("needs_approval") == "1",
        actor=request.user,
        now=timezone.now(),
    )
    words = _("An owner now approves before anything is published.")
    toast(request, words if built.needs_approval else _("Marketers now publish by themselves."))
    return redirect("sites_pages", request.workspace.slug)
