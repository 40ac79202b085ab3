"""What the worker does for conversations, one task each: send a reply, make a translation, tell who was named."""

from django.utils import timezone
from django_tasks import task

from yangfan.crm.conversations import actions, held, notes, translations


@task()
def send_queued_reply(message_id: int) -> None:
    """Send one reply; a second run finds nothing to do."""
    actions.send_reply(message_id=message_id, now=timezone.now())


@task()
def translate_message(translation_id: int) -> None:
    """Make one translation; a second run finds nothing to do."""
    translations.make_translation(translation_id=translation_id, now=timezone.now())


@task()
def tell_mentioned(mention_id: int) -> None:
    """Mail one person that they were named; a second run finds nothing to do."""
    notes.deliver_mention(mention_id=mention_id, now=timezone.now())


@task()
def tell_author(message_id: int) -> None:
    """Mail the author that their answer was held back."""
    held.mail_author(message_id=message_id)
