"""Deliveries are read in the worker."""

from django.utils import timezone
from django_tasks import task

from yangfan.connectors.hooks import actions


@task()
def read_delivery(delivery_id: int) -> None:
    """Read one delivery; a second run finds nothing to do."""
    actions.read_delivery(delivery_id=delivery_id, now=timezone.now())
