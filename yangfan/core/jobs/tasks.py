"""What the worker does for the autopilot."""

from django_tasks import task

from yangfan.core.jobs import clock, running


@task()
def run_job(plan_id: int, run_id: str) -> None:
    """Run one job for one workspace; a second run of the same id finds it done."""
    running.run(plan_id, run_id, clock.now())
