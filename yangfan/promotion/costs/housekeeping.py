"""What the scheduler does for costs."""

from datetime import datetime

from yangfan.core.jobs import autopilot
from yangfan.promotion.costs import actions, pulling, tasks


def finish_cost_imports(now: datetime) -> None:
    """Finish imports that a killed process left half done, drop uploads a day old."""
    actions.finish_imports(now=now)


def pull_due_costs(now: datetime) -> None:
    """Fetch the costs of every account that is due, one task each."""
    for account in pulling.due_accounts(now):
        if autopilot.is_on(account.workspace_id, tasks.PULL_JOB):
            tasks.pull_account_costs.enqueue(account.pk)
