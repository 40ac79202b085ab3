"""Send one mail for a workspace: through its own account, else the installation's, else into the visible outbox."""

import smtplib
from dataclasses import dataclass
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from yangfan.accounts.public import Workspace
from yangfan.connectors.mail.models import MailAccount
from yangfan.connectors.mail.outbox import WORKSPACE_HEADER
from yangfan.connectors.mail.own import loop_mark
from yangfan.connectors.outbound import HostRefused, guarded

SMTP_TIMEOUT = 15
OUTBOX = "yangfan.connectors.mail.outbox.OutboxBackend"


class MailNotSent(Exception):
    """The mail did not go out; `is_passing` says whether trying again may help."""

    def __init__(self, words: str, *, is_passing: bool):
        super().__init__(words)
        self.is_passing = is_passing


@dataclass(frozen=True)
class SentMail:
    """`way` is smtp (a server took it) or outbox (it waits in the visible outbox)."""

    way: str
    message_id: str


def account_of(workspace: Workspace) -> MailAccount | None:
    """Return the mail account of this workspace, or None."""
    return MailAccount.objects.of(workspace).first()


def goes_to_outbox(workspace: Workspace) -> bool:
    """Tell whether mail of this workspace reaches nobody yet, because no server is set up."""
    return account_of(workspace) is None and settings.EMAIL_BACKEND == OUTBOX


def sender_domain(workspace: Workspace) -> str:
    """Return the domain that message ids of this workspace carry."""
    account = account_of(workspace)
    address = account.from_address if account else parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.partition("@")[2] or "localhost"


def new_message_id(workspace: Workspace, token: str) -> str:
    """Return a message id that is ours and unique."""
    return make_msgid(idstring=token, domain=sender_domain(workspace))


def send_mail(
    *, workspace: Workspace, to: str, subject: str, text: str, html: str = "", sender_name: str = "",
    reply_to: str = "", message_id: str = "", in_reply_to: str = "", references: str = "", attachments=(),
    is_automatic: bool = False, unsubscribe: str = "",
) -> SentMail:  # fmt: skip
    """Send one mail; `attachments` are (name, bytes, content type). Raise MailNotSent when it did not go out.

    `is_automatic`: no person wrote it, so no machine shall answer it. `unsubscribe` is the address that takes the reader
    off the list when a mail program posts to it (RFC 8058).
    """
    account = account_of(workspace)
    headers = {
        WORKSPACE_HEADER: str(workspace.pk),
        "Message-ID": message_id or new_message_id(workspace, "mail"),
        "X-Loop": loop_mark(workspace),
    }
    if is_automatic:
        headers |= {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    if in_reply_to:
        headers["In-Reply-To"] = in_reply_to
        headers["References"] = references or in_reply_to
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        from_email=_sender(account, sender_name),
        to=[to],
        reply_to=[reply_to] if reply_to else None,
        headers=headers,
        attachments=list(attachments),
        connection=_connection(account),
    )
    if html:
        message.attach_alternative(html, "text/html")
    if not goes_to_outbox(workspace):
        del message.extra_headers[WORKSPACE_HEADER]  # only the outbox needs it
    _hand_over(message, guard=account is not None)
    return SentMail(way="outbox" if goes_to_outbox(workspace) else "smtp", message_id=headers["Message-ID"])


def _sender(account: MailAccount | None, name: str) -> str:
    if account:
        return formataddr((name or account.from_name, account.from_address))
    default_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or default_name, address))


def _connection(account: MailAccount | None):
    if account is None:
        return get_connection()
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=account.host,
        port=account.port,
        username=account.username or None,
        password=account.password or None,
        use_tls=account.security == MailAccount.Security.STARTTLS,
        use_ssl=account.security == MailAccount.Security.TLS,
        timeout=SMTP_TIMEOUT,
    )


def _hand_over(message, *, guard: bool) -> None:
    try:
        if guard:
            with guarded():
                message.send()
        else:
            message.send()
    except HostRefused as error:
        raise MailNotSent(str(error), is_passing=False) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise MailNotSent(_words_of(code, words), is_passing=400 <= code < 500) from error
    except smtplib.SMTPResponseException as error:
        passing = 400 <= error.smtp_code < 500
        raise MailNotSent(_words_of(error.smtp_code, error.smtp_error), is_passing=passing) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent(str(error) or type(error).__name__, is_passing=True) from error
    except (ValueError, UnicodeError) as error:  # a header that cannot be sent
        raise MailNotSent(str(error), is_passing=False) from error


def _words_of(code: int, words) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {said}"
