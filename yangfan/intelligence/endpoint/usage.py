"""Counts what each workspace uses, and stops it at its monthly cap."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum

from yangfan.accounts.public import Workspace
from yangfan.intelligence.endpoint.models import EndpointUsage


def tokens_used(workspace: Workspace, *, now: datetime) -> int:
    """Return the tokens, both ways, that the workspace used in the month of `now`."""
    rows = EndpointUsage.objects.of(workspace).filter(month=_month(now))
    used = rows.aggregate(tokens_in=Sum("tokens_in"), tokens_out=Sum("tokens_out"))
    return (used["tokens_in"] or 0) + (used["tokens_out"] or 0)


def usage_of(workspace: Workspace, *, now: datetime) -> list[EndpointUsage]:
    """Return this month's rows, the largest first."""
    return list(EndpointUsage.objects.of(workspace).filter(month=_month(now)).order_by("-tokens_in", "task"))


def record_usage(
    *, workspace: Workspace, task: str, tokens_in: int, tokens_out: int, failed: bool, now: datetime
) -> None:
    """Add one call."""
    with transaction.atomic():
        row, _made = EndpointUsage.objects.of(workspace).get_or_create(
            workspace=workspace, month=_month(now), task=task
        )
        EndpointUsage.objects.of(workspace).filter(pk=row.pk).update(
            calls=F("calls") + 1, failures=F("failures") + int(failed),
            tokens_in=F("tokens_in") + tokens_in, tokens_out=F("tokens_out") + tokens_out,
        )  # fmt: skip


def _month(now: datetime) -> date:
    return now.date().replace(day=1)
