"""Writing the audit trail; called inside the transaction of the change it describes."""

from datetime import date, datetime
from decimal import Decimal

from django.db import models

from yangfan.accounts.audit.models import AuditEntry


def record_audit(
    *, workspace, actor, action: str, subject, before=None, after=None, now: datetime
) -> AuditEntry:
    """Write that `actor` (None: the system) did `action` to `subject` (a row, or words).

    `before` and `after` are small dicts of what changed; never secrets.
    """
    is_row = isinstance(subject, models.Model)
    return AuditEntry.objects.create(
        workspace=workspace,
        actor=actor,
        actor_name=str(actor) if actor else "",
        action=action,
        subject_kind=subject._meta.model_name if is_row else "",
        subject_id=str(subject.pk) if is_row else "",
        subject=str(subject)[:200],
        before=_plain(before),
        after=_plain(after),
        at=now,
    )


def _plain(value):
    """Return `value` as JSON keeps it: dates, decimals and lazy words become text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
