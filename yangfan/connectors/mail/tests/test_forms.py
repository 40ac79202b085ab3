"""What is kept of a mail server's password, and where it may go."""

import pytest
from django.forms import model_to_dict

from yangfan.connectors.mail.forms import KEPT, MailboxForm
from yangfan.connectors.mail.models import Mailbox

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("host", "is_kept"), [("imap.tidelane.test", True), ("imap.elsewhere.test", False)])
def test_a_kept_password_goes_to_no_other_server(workspace, host, is_kept):
    box = Mailbox.objects.create(
        workspace=workspace, address="sales@tidelane.test", username="sales", host="imap.tidelane.test", password="pass"
    )  # fmt: skip
    form = MailboxForm(
        model_to_dict(box, MailboxForm.Meta.fields) | {"password": KEPT, "host": host}, instance=box
    )
    assert form.is_valid() is is_kept
    assert form.cleaned_data.get("password") == ("pass" if is_kept else None)
