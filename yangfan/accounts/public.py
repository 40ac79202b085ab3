"""What other capabilities may use of accounts."""

from yangfan.accounts.audit.actions import record_audit
from yangfan.accounts.audit.models import AuditEntry
from yangfan.accounts.audit.queries import audit_of
from yangfan.accounts.audit.titles import register_audit_titles, title_of
from yangfan.accounts.doors import EDITORS, EVERYONE, OWNERS, SELLERS, workspace_view
from yangfan.accounts.entrance.demo import DemoDoor
from yangfan.accounts.entrance.demo import doors as demo_doors
from yangfan.accounts.entrance.demo import is_open as demo_is_open
from yangfan.accounts.listeners import (
    MembershipListener,
    WorkspaceListener,
    membership_listeners,
    workspace_listeners,
)
from yangfan.accounts.members.actions import AlreadyMember, change_role, invite
from yangfan.accounts.members.actions import link_of as invitation_link
from yangfan.accounts.members.queries import members_of
from yangfan.accounts.models import INDUSTRIES, LANGUAGES, Membership, Role, User, Workspace
from yangfan.accounts.nouns import NOUNS
from yangfan.accounts.tenancy import UnscopedQuery, WorkspaceManager, WorkspaceModel, WorkspaceQuerySet
from yangfan.accounts.tokens.actions import (
    SCOPES,
    TokenRefused,
    create_api_token,
    revoke_api_token,
    workspace_of_token,
)
from yangfan.accounts.tokens.models import ApiToken
from yangfan.accounts.workspaces.actions import (
    RESERVED as reserved_slugs,
)
from yangfan.accounts.workspaces.actions import (
    change_workspace,
    claim_platform,
    create_workspace,
    may_create_workspace,
)

__all__ = [
    "AlreadyMember", "change_role", "invitation_link", "invite",
    "ApiToken", "AuditEntry", "DemoDoor", "EDITORS", "EVERYONE", "INDUSTRIES", "LANGUAGES", "Membership", "MembershipListener",
    "NOUNS", "OWNERS", "Role", "SCOPES", "SELLERS", "TokenRefused", "UnscopedQuery", "User", "Workspace", "WorkspaceListener",
    "WorkspaceManager", "WorkspaceModel", "WorkspaceQuerySet", "audit_of", "change_workspace", "claim_platform",
    "create_api_token", "create_workspace", "demo_doors", "demo_is_open", "may_create_workspace", "members_of", "membership_listeners",
    "record_audit", "register_audit_titles", "reserved_slugs", "revoke_api_token", "title_of", "workspace_listeners", "workspace_of_token", "workspace_view",
]  # fmt: skip
