"""The period a screen of this workspace shows."""

from django.utils import timezone

from yangfan.core.ui.periods import PeriodChoice, chosen_period
from yangfan.events import stats


def period_of(request) -> PeriodChoice:
    """Return the period the address names; the season of a workspace that is closed for counting by default."""
    workspace = request.workspace
    fixed = None
    if workspace.counting_from and workspace.counting_to:
        fixed = (workspace.counting_from, workspace.counting_to)
    return chosen_period(request.GET, today=stats.today_of(workspace, timezone.now()), fixed=fixed)
