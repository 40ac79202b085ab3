"""Settings: the list of pages, the workspace itself, and the platform's list of workspaces."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.doors import OWNERS, workspace_view
from yangfan.accounts.models import Workspace
from yangfan.accounts.workspaces import actions
from yangfan.accounts.workspaces.forms import WorkspaceForm
from yangfan.core.ui.navigation import address
from yangfan.core.ui.slots import settings_pages
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast


@workspace_view()
def settings_home(request):
    """Everything one may set, as far as one's role goes."""
    mine = [page for page in settings_pages if request.membership.role in page.roles]
    pages = [(page, url) for page in mine if (url := address(page.url_name, request.workspace))]
    return render(request, "accounts/settings.html", {"section": "settings", "pages": pages})


@workspace_view(OWNERS)
def general(request):
    form = WorkspaceForm(request.POST or None, instance=request.workspace)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_workspace(
            workspace=request.workspace, values=form.cleaned_data, actor=request.user, now=timezone.now()
        )
        toast(request, _("Saved.") if changed else _("Nothing was different."))
        return redirect("settings_workspace", request.workspace.slug)
    return render(request, "accounts/workspace.html", {"section": "settings", "form": form})


@login_required
def platform(request):
    """All workspaces of this installation, for its administrator."""
    if not request.user.is_superuser:
        raise PermissionDenied
    table = Table(
        request,
        name="workspaces",
        caption=_("Workspaces"),
        columns=[
            Column("name", _("Company name"), sort="name"),
            Column("slug", _("Address"), sort="slug"),
            Column("industry", _("Industry"), value=lambda space: space.get_industry_display()),
            Column("people", _("Members"), sort="people", numeric=True),
            Column("created_at", _("Since"), sort="created_at", template="ui/cells/day.html"),
        ],
        rows=Workspace.objects.annotate(people=Count("members")),
        default_sort="name",
        row_url=lambda space: f"/console/{space.slug}/",
    )
    if table.wants_export:
        return table.export("workspaces")
    return render(request, "accounts/platform.html", {"table": table})
