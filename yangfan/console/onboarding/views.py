"""The second step of signing up, and the way an administrator adds a client's workspace."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yangfan.accounts.public import may_create_workspace
from yangfan.console.onboarding import actions
from yangfan.console.onboarding.forms import CompanyForm
from yangfan.core.ui.toasts import toast


@login_required
def workspace_new(request):
    """Ask four things, then open the new workspace."""
    if not may_create_workspace(request.user):
        raise PermissionDenied
    form = CompanyForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        workspace = actions.open_workspace(**form.cleaned_data, owner=request.user, now=timezone.now())
        toast(request, _("%(name)s is ready. Now its website.") % {"name": workspace.name})
        return redirect("setup", workspace.slug)
    return render(request, "console/workspace_new.html", {"form": form})
