"""What today's list says about buyers' mail."""

import pytest

from yangfan.connectors.mail.models import MailAccount, Mailbox
from yangfan.core.ui.missing import what_is_missing

pytestmark = pytest.mark.django_db


def titles(workspace):
    return [
        one.title
        for one in what_is_missing(workspace=workspace, role="owner")
        if "/settings/mail/in/" in one.url
    ]


def test_who_writes_mail_is_told_that_answers_do_not_come_in(workspace):
    MailAccount.objects.create(workspace=workspace, host="h", from_address="sales@tidelane.test")
    assert len(titles(workspace)) == 1
    box = Mailbox.objects.create(
        workspace=workspace, address="sales@tidelane.test", host="h", username="u", password="p"
    )
    assert titles(workspace) == []
    box.problem = "login"
    box.save()
    [title] = titles(workspace)
    assert "sales@tidelane.test" in title
