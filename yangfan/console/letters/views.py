"""Ending the weekly letter: by the link in it, without logging in, or on the autopilot's page."""

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yangfan.accounts.public import Membership, workspace_view
from yangfan.console.letters import actions, words
from yangfan.core.ui.toasts import toast


@csrf_exempt  # mail programs send the click themselves (RFC 8058); the signature in the address is the proof
def off(request, signed):
    """Ask, then end the weekly letter; a mere visit, as scanners make, changes nothing."""
    try:
        workspace_id, user_id = words.reader_of(signed)
    except signing.BadSignature as error:
        raise Http404 from error
    found = Membership.objects.across_workspaces().filter(workspace=workspace_id, user=user_id)
    member = found.select_related("workspace", "user").first()
    if member is None:
        raise Http404
    if request.method == "POST":
        actions.want_weekly(
            workspace=member.workspace, user=member.user, wanted=request.POST.get("on") == "1"
        )
    wanted = member.user in actions.weekly_readers(member.workspace)
    with translation.override(member.user.language):
        return render(
            request, "console/letters/off.html", {"workspace_name": member.workspace.name, "wanted": wanted}
        )


@workspace_view()
@require_POST
def own(request):
    """Take or end one's own weekly letter."""
    wanted = (request.POST.get("on") or request.GET.get("on")) == "1"
    actions.want_weekly(workspace=request.workspace, user=request.user, wanted=wanted)
    undo = reverse("letters_own", args=[request.workspace.slug]) + f"?on={int(not wanted)}"
    said = _("You get the weekly letter.") if wanted else _("You no longer get the weekly letter.")
    toast(request, said, undo=undo)
    return redirect("autopilot", request.workspace.slug)
