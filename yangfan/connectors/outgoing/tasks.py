"""Dispatches are sent in the worker."""

from django.utils import timezone
from django_tasks import task

from yangfan.connectors.outgoing import actions


@task()
def send_dispatch(dispatch_id: int) -> None:
    """Send one dispatch; a second run finds nothing to do."""
    actions.send_dispatch(dispatch_id=dispatch_id, now=timezone.now())
