"""The words for audit actions: each capability registers its own when it starts."""

from django.utils.translation import gettext_lazy as _

titles: dict[str, str] = {
    "workspace_created": _("Workspace created"),
    "workspace_changed": _("Settings changed"),
    "member_invited": _("Member invited"),
    "invitation_withdrawn": _("Invitation withdrawn"),
    "member_joined": _("Member joined"),
    "member_role_changed": _("Role changed"),
    "member_removed": _("Member removed"),
    "member_left": _("Member left"),
    "token_created": _("API token created"),
    "token_revoked": _("API token revoked"),
    "job_switched": _("Automatic job switched"),
}


def register_audit_titles(more: dict[str, str]) -> None:
    """Add words for actions (lazily translated); raise ValueError when a code is taken."""
    taken = titles.keys() & more.keys()
    if taken:
        raise ValueError(f"audit titles registered twice: {sorted(taken)}")
    titles.update(more)


def title_of(action: str) -> str:
    """Return the words for an action code, or the code itself."""
    return str(titles.get(action, action.replace("_", " ")))
