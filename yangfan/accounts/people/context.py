"""What the shell shows of the person: the workspaces they can switch to."""

from yangfan.accounts.models import Workspace
from yangfan.accounts.workspaces.actions import may_create_workspace
from yangfan.core.ui.context import once_a_request


@once_a_request
def person(request):
    """Return the switcher's entries on console pages; nothing elsewhere."""
    workspace = getattr(request, "workspace", None)
    if workspace is None or getattr(request, "membership", None) is None:
        return {}
    if getattr(request, "htmx", False) and not request.htmx.boosted:
        return {}
    spaces = list(Workspace.objects.filter(members=request.user).order_by("name"))
    if workspace not in spaces:
        spaces.append(workspace)
    return {"switchable_workspaces": spaces, "may_add_workspace": may_create_workspace(request.user)}
