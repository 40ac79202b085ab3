"""How capabilities above learn that people or workspaces changed: called in the transaction that made it true."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class MembershipListener:
    """`changed(*, workspace, user, role)` is called after a role was given, changed or (role None) taken away."""

    key: str
    changed: Callable
    order: int = 100


@dataclass(frozen=True)
class WorkspaceListener:
    """`changed(*, workspace, fields)` is called after settings of a workspace were saved; `fields` names what differs."""

    key: str
    changed: Callable
    order: int = 100


membership_listeners: Registry[MembershipListener] = Registry("membership listener")
workspace_listeners: Registry[WorkspaceListener] = Registry("workspace listener")


def tell_membership_changed(*, workspace, user, role: str | None) -> None:
    """Tell every listener."""
    for listener in membership_listeners:
        listener.changed(workspace=workspace, user=user, role=role)


def tell_workspace_changed(*, workspace, fields: list[str]) -> None:
    """Tell every listener."""
    for listener in workspace_listeners:
        listener.changed(workspace=workspace, fields=fields)
