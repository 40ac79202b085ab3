"""What the worker does for translations."""

from django.utils import timezone
from django_tasks import task

from yangfan.sites.translation import actions


@task()
def carry_out_run(run_id: int) -> None:
    """Do what is left of one run; a second run finds nothing to do."""
    actions.carry_out(run_id=run_id, now=timezone.now())
