"""Making and changing workspaces."""

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from yangfan.accounts.audit.actions import record_audit
from yangfan.accounts.listeners import tell_membership_changed, tell_workspace_changed
from yangfan.accounts.models import Membership, Role, User, Workspace

RESERVED = frozenset(
    [
        "new",
        "account",
        "accounts",
        "platform",
        "admin",
        "api",
        "cms",
        "console",
        "demo",
        "help",
        "i18n",
        "join",
        "media",
        "documents",
        "static",
        "www",
        "mail",
        "y",
        "e",
        "p",
    ]
)


class SignupClosed(Exception):
    """This installation takes no new workspaces from this person."""


def may_create_workspace(user) -> bool:
    """True for the platform administrator, when sign-up is open, and for the very first workspace unless it is closed."""
    if user.is_superuser or settings.SIGNUP == "open":
        return True
    return settings.SIGNUP == "first" and not Workspace.objects.exists()


def claim_platform(user: User) -> bool:
    """Make `user` the platform administrator if this installation has neither one nor any workspace; say whether it did."""
    with transaction.atomic():
        if Workspace.objects.exists() or User.objects.filter(is_superuser=True).exists():
            return False
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
    return True


def free_slug(name: str) -> str:
    """Return an address part made of `name` that nobody has: `tidelane-robotics`, `tidelane-robotics-2`, else `w-1`."""
    base = slugify(name)[:32].strip("-") or "w"
    taken = set(Workspace.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED
    if base not in taken and re.search("[a-z]", base) and base != "w":
        return base
    number = 1 if base == "w" else 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def create_workspace(
    *,
    name: str,
    industry: str,
    language: str,
    colour: str,
    owner: User,
    now: datetime,
    slug: str | None = None,
    time_zone: str = "Asia/Shanghai",
    currency: str = "CNY",
    locales: list[str] | None = None,
) -> Workspace:
    """Make a workspace with its owner: only the rows of accounts. The site is made by whoever calls this."""
    with transaction.atomic():
        workspace = Workspace(
            name=name, slug=slug or free_slug(name), industry=industry, language=language, colour=colour,
            time_zone=time_zone, currency=currency, created_at=now,
            locales=locales or [language, *[code for code in ("zh-hans", "en") if code != language]],
        )  # fmt: skip
        workspace.full_clean(exclude=["members"])
        workspace.save()
        Membership.objects.create(workspace=workspace, user=owner, role=Role.OWNER, created_at=now)
        record_audit(workspace=workspace, actor=owner, action="workspace_created", subject=workspace, now=now)
        tell_membership_changed(workspace=workspace, user=owner, role=Role.OWNER)
    return workspace


def change_workspace(*, workspace: Workspace, values: dict, actor, now: datetime) -> list[str]:
    """Save changed settings and return the names of what differs."""
    stored = Workspace.objects.get(pk=workspace.pk)
    before = {field: getattr(stored, field) for field in values}
    changed = [field for field, value in values.items() if before[field] != value]
    if not changed:
        return []
    with transaction.atomic():
        for field in changed:
            setattr(workspace, field, values[field])
        workspace.save(update_fields=changed)
        record_audit(
            workspace=workspace, actor=actor, action="workspace_changed", subject=workspace,
            before={field: before[field] for field in changed}, after={field: values[field] for field in changed}, now=now,
        )  # fmt: skip
        tell_workspace_changed(workspace=workspace, fields=changed)
    return changed
