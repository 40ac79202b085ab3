"""Making, checking and revoking API tokens."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.audit.actions import record_audit
from yangfan.accounts.tokens.models import ApiToken

SCOPES = {
    "inquiries:read": _("Read inquiries and contacts"),
    "inquiries:write": _("Send in inquiries"),
    "deals:read": _("Read deals"),
    "deals:write": _("Write deals"),
    "reports:read": _("Read reports"),
}
USED_AT_MOST_EVERY = timedelta(minutes=1)


class TokenRefused(Exception):
    """No living token has this text."""


class UnknownScope(ValueError):
    """A scope that does not exist was asked for."""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def create_api_token(*, workspace, name: str, scopes, actor, now: datetime) -> tuple[ApiToken, str]:
    """Make a token and return (row, text); the text cannot be had again. Raises UnknownScope."""
    unknown = set(scopes) - SCOPES.keys()
    if unknown:
        raise UnknownScope(", ".join(sorted(unknown)))
    text = "yf_" + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            workspace=workspace, name=name, start=text[:9], digest=_digest(text), scopes=sorted(scopes),
            created_by=actor, created_at=now,
        )  # fmt: skip
        record_audit(workspace=workspace, actor=actor, action="token_created", subject=token,
                     after={"scopes": token.scopes}, now=now)  # fmt: skip
    return token, text


def revoke_api_token(*, token: ApiToken, actor, now: datetime) -> None:
    """Make a token useless from now on; revoking twice is fine."""
    if token.revoked_at:
        return
    with transaction.atomic():
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        record_audit(workspace=token.workspace, actor=actor, action="token_revoked", subject=token, now=now)


def workspace_of_token(plain_text: str, *, now: datetime | None = None):
    """Return (workspace, token) of a living token and note its use; raise TokenRefused otherwise."""
    now = now or timezone.now()
    token = (
        ApiToken.objects.across_workspaces()
        .select_related("workspace")
        .filter(digest=_digest(plain_text), revoked_at=None)
        .first()
    )
    if token is None:
        raise TokenRefused
    if token.last_used_at is None or now - token.last_used_at >= USED_AT_MOST_EVERY:
        ApiToken.objects.of(token.workspace).filter(pk=token.pk).update(last_used_at=now)
    return token.workspace, token
