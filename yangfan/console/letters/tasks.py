"""What the worker does for letters."""

from django.utils import timezone
from django_tasks import task

from yangfan.console.letters import actions


@task()
def deliver_letter(letter_id: int) -> None:
    """Send one letter; a second run finds it sent."""
    actions.deliver(letter_id=letter_id, now=timezone.now())
