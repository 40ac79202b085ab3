"""The mail backend of an installation without a mail server: every mail is stored and shown, none is lost."""

from email.utils import getaddresses

from django.core.mail.backends.base import BaseEmailBackend

from yangfan.connectors.mail.models import OutboxMail

WORKSPACE_HEADER = "X-Yangfan-Workspace"  # set by connectors.mail.sending; tells whose outbox a mail lands in


class OutboxBackend(BaseEmailBackend):
    """Stores messages as OutboxMail rows."""

    def send_messages(self, email_messages):
        for message in email_messages:
            self._store(message)
        return len(email_messages)

    def _store(self, message) -> OutboxMail:
        whole = message.message()
        return OutboxMail.objects.create(
            workspace_id=message.extra_headers.get(WORKSPACE_HEADER) or None,
            sender=message.from_email,
            recipients=[address for _name, address in getaddresses(message.recipients())],
            subject=message.subject[:998],
            text=message.body,
            html=_html_of(message),
            attachments=[_name_of(attachment) for attachment in message.attachments],
            message_id=whole["Message-ID"] or "",
            raw=whole.as_bytes(linesep="\r\n"),
        )


def _html_of(message) -> str:
    for content, kind in getattr(message, "alternatives", None) or []:
        if kind == "text/html":
            return content
    return ""


def _name_of(attachment) -> str:
    if isinstance(attachment, tuple):
        return attachment[0] or ""
    return attachment.get_filename() or ""
