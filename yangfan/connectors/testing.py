"""Mail for the tests of whoever receives it, written as programs write it."""

from email.message import EmailMessage

import pytest
from django.utils import timezone

from yangfan.connectors.mail.incoming import store_mail
from yangfan.connectors.mail.models import IncomingMail


def a_mail(body="Please quote for 500 units of TL-P180, CIF Santos.", *, subject="RFQ", sender="Ana <ana@embalagens.example>",
           message_id="<a1@embalagens.example>", answers="", files=(), **headers) -> bytes:  # fmt: skip
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "sales@tidelane.test", subject
    message["Message-ID"], message["Date"] = message_id, "Mon, 23 Nov 2026 10:00:00 +0000"
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@pytest.fixture
def arrive(workspace, django_capture_on_commit_callbacks):
    """Let a raw mail arrive, and return its row as it stands afterwards."""

    def let(raw: bytes, *, mailbox=None) -> IncomingMail:
        with django_capture_on_commit_callbacks(execute=True):
            row = store_mail(workspace=workspace, raw=raw, mailbox=mailbox, now=timezone.now())
        return IncomingMail.objects.of(workspace).get(pk=row.pk)

    return let


DSN = b"""From: MAILER-DAEMON@mx.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: sales@tidelane.test
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Sorry.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.test

Final-Recipient: rfc822; Gone@elsewhere.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User
    unknown
--B
Content-Type: message/rfc822

From: sales@tidelane.test
Message-ID: <m7@tidelane.test>
Subject: Quote

Hello
--B--
"""
