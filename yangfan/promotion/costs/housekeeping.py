"""What the scheduler does for costs."""

from datetime import datetime

from yangfan.promotion.costs import actions


def finish_cost_imports(now: datetime) -> None:
    """Finish imports that a killed process left half done, drop uploads a day old."""
    actions.finish_imports(now=now)
