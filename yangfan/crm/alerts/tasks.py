"""Alerts go out in the worker, one task each."""

from django.utils import timezone
from django_tasks import task

from yangfan.crm.alerts import actions


@task()
def deliver_alert(delivery_id: int) -> None:
    """Send one alert; a second run finds nothing to do."""
    actions.deliver(delivery_id=delivery_id, now=timezone.now())
