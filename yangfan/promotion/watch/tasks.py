"""Messages go out in the worker, one task each."""

from django.utils import timezone
from django_tasks import task

from yangfan.promotion.watch import actions


@task()
def deliver_watch(delivery_id: int) -> None:
    """Send one message; a second run finds nothing to do."""
    actions.deliver(delivery_id=delivery_id, now=timezone.now())
