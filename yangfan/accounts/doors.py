"""Permissions at the door: every console view says which roles may open it; outsiders are told nothing is there."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from yangfan.accounts.models import Membership, Role, Workspace

EVERYONE = frozenset(Role.values)
EDITORS = frozenset({Role.OWNER, Role.MARKETER})
SELLERS = frozenset({Role.OWNER, Role.MARKETER, Role.SALES})
OWNERS = frozenset({Role.OWNER})


def enter(request, slug: str) -> None:
    """Set `request.workspace`, `request.membership` and the time zone; raise Http404 unless this person is a member."""
    membership = (
        Membership.objects.across_workspaces()
        .select_related("workspace")
        .filter(workspace__slug=slug, user=request.user)
        .first()
    )
    if membership is None:
        if not request.user.is_superuser:
            raise Http404
        workspace = Workspace.objects.filter(slug=slug).first()
        if workspace is None:
            raise Http404
        membership = Membership(workspace=workspace, user=request.user, role=Role.OWNER)
    request.workspace = membership.workspace
    request.membership = membership
    timezone.activate(ZoneInfo(membership.workspace.time_zone))  # forgotten by PersonMiddleware


def workspace_view(roles=EVERYONE, *, write_roles=None):
    """Let members in whose role is in `roles`; for POST, PUT, PATCH and DELETE in `write_roles` (default: `roles`).

    The view is called as view(request, ...) with `request.workspace` and `request.membership` set; the
    `workspace` part of the address is taken away. Outsiders get 404, members of the wrong role 403.
    """

    def decorate(view):
        @login_required
        @wraps(view)
        def door(request, workspace, *args, **kwargs):
            enter(request, workspace)
            allowed = roles if request.method in ("GET", "HEAD", "OPTIONS") else (write_roles or roles)
            if request.membership.role not in allowed:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return door

    return decorate
