"""Team: who is in, who is on the way, with which role."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.doors import OWNERS, workspace_view
from yangfan.accounts.members import actions, queries
from yangfan.accounts.members.forms import InviteForm
from yangfan.accounts.members.models import Invitation
from yangfan.accounts.models import Membership, Role
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.toasts import toast


@workspace_view(write_roles=OWNERS)
def team(request):
    """Show everybody; owners invite here."""
    form = InviteForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("team", request.workspace.slug)
    context = {
        "section": "settings", "form": form, "members": queries.members_of(request.workspace), "roles": Role.choices,
        "invitations": queries.open_invitations(request.workspace), "now": timezone.now(),
        "may_change": request.membership.role == Role.OWNER,
    }  # fmt: skip
    return render(request, "accounts/team.html", context)


def _invite(request, form) -> bool:
    try:
        invitation = actions.invite(
            workspace=request.workspace, actor=request.user, now=timezone.now(), **form.cleaned_data
        )
    except actions.AlreadyMember:
        form.add_error("email", _("This person is a member already."))
        return False
    toast(request, _("Invitation sent to %(email)s.") % {"email": invitation.email})
    return True


@workspace_view(OWNERS)
@require_POST
def role(request, pk):
    membership = get_object_or_404(
        Membership.objects.of(request.workspace).select_related("user", "workspace"), pk=pk
    )
    wanted = request.POST.get("role")
    if wanted not in Role.values:
        toast(request, _("There is no such role."), failed=True)
        return redirect("team", request.workspace.slug)
    try:
        actions.change_role(membership=membership, role=wanted, actor=request.user, now=timezone.now())
    except actions.LastOwner:
        toast(request, _("A workspace needs an owner: name another one first."), failed=True)
    else:
        words = {"name": membership.user, "role": Role(wanted).label}
        toast(request, _("%(name)s is now: %(role)s.") % words)
    return redirect("team", request.workspace.slug)


@workspace_view(OWNERS)
def remove(request, pk):
    membership = get_object_or_404(
        Membership.objects.of(request.workspace).select_related("user", "workspace"), pk=pk
    )
    back = reverse("team", args=[request.workspace.slug])
    if request.method != "POST":
        words = {"name": membership.user, "workspace": request.workspace.name}
        return ask(
            request, section="settings", back=back, title=_("Remove %(name)s?") % words, button=_("Remove"),
            text=_("%(name)s can no longer open %(workspace)s. What they did stays, with their name.") % words,
        )  # fmt: skip
    return _take_out(
        request, membership, _("%(name)s is no longer a member.") % {"name": membership.user}, back
    )


@workspace_view()
def leave(request):
    membership = get_object_or_404(
        Membership.objects.of(request.workspace).select_related("user", "workspace"), user=request.user
    )
    back = reverse("team", args=[request.workspace.slug])
    if request.method != "POST":
        words = {"workspace": request.workspace.name}
        return ask(
            request, section="settings", back=back, title=_("Leave %(workspace)s?") % words, button=_("Leave"),
            text=_("You can come back only when an owner invites you again."),
        )  # fmt: skip
    done = _("You have left %(workspace)s.") % {"workspace": request.workspace.name}
    return _take_out(request, membership, done, back, then=reverse("console_home"))


def _take_out(request, membership, done, back, then=""):
    try:
        actions.remove_member(membership=membership, actor=request.user, now=timezone.now())
    except actions.LastOwner:
        toast(request, _("A workspace needs an owner: name another one first."), failed=True)
        return redirect(back)
    toast(request, done)
    return redirect(then or back)


@workspace_view(OWNERS)
@require_POST
def send_again(request, pk):
    old = get_object_or_404(Invitation.objects.of(request.workspace).filter(accepted_at=None), pk=pk)
    actions.invite(
        workspace=request.workspace, email=old.email, role=old.role, language=old.language, actor=request.user,
        now=timezone.now(),
    )  # fmt: skip
    toast(request, _("Invitation sent to %(email)s.") % {"email": old.email})
    return redirect("team", request.workspace.slug)


@workspace_view(OWNERS)
@require_POST
def withdraw(request, pk):
    invitation = get_object_or_404(
        Invitation.objects.of(request.workspace).select_related("workspace").filter(accepted_at=None), pk=pk
    )
    actions.withdraw_invitation(invitation=invitation, actor=request.user, now=timezone.now())
    toast(request, _("Invitation withdrawn."))
    return redirect("team", request.workspace.slug)
