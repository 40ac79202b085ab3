"""An answer that could not go out by itself: its author is told."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from yangfan.connectors import public as connectors
from yangfan.crm.conversations.models import Message
from yangfan.crm.conversations.words import problem_words


def tell_author_soon(message: Message) -> None:
    """Have the author told after the transaction."""
    transaction.on_commit(partial(_enqueue, message.pk))


def _enqueue(message_id: int) -> None:
    from yangfan.crm.conversations.tasks import tell_author  # the task calls back into this module

    tell_author.enqueue(message_id)


def mail_author(*, message_id: int) -> None:
    """Mail the author, in their language, what stands against the answer and where to put it right."""
    message = (
        Message.objects.across_workspaces()
        .select_related("workspace", "author", "inquiry__contact")
        .filter(pk=message_id, state=Message.State.HELD)
        .first()
    )
    if message is None or message.author is None or message.inquiry is None:
        return
    with translation.override(message.author.language):
        subject = _("Your answer to %(who)s has not gone out") % {"who": message.inquiry.contact}
        why = problem_words(message.problems) or [message.state_words]
        path = reverse("crm_inquiry", args=[message.workspace.slug, message.inquiry.number])
        lines = [
            _("Its translation was refused:"),
            *[f"- {line}" for line in why],
            "",
            _("Put it right here:"),
        ]
        text = "\n".join([*lines, f"{settings.CONSOLE_URL}{path}#m{message.pk}"])
    connectors.send_mail(workspace=message.workspace, to=message.author.email, subject=subject, text=text)
