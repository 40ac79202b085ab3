"""Putting off what is worth a minute, and taking it back."""

from datetime import datetime, timedelta

from yangfan.accounts.public import Workspace
from yangfan.console.attention.models import PutOff


def put_off(*, workspace: Workspace, user, key: str, days: int | None, now: datetime) -> None:
    """Show this person the thing again after so many days; None: never again."""
    until = now + timedelta(days=days) if days else None
    PutOff.objects.of(workspace).update_or_create(
        workspace=workspace, user=user, key=key, defaults={"until": until}
    )


def put_back(*, workspace: Workspace, user, key: str) -> None:
    """Show the thing again at once."""
    PutOff.objects.of(workspace).filter(user=user, key=key).delete()
