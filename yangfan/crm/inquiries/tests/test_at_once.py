"""Two people, or a person and a message, at the same inquiry at once."""

import pytest

from yangfan.crm.inquiries.actions import assign_inquiry, change_inquiry, receive_inquiry
from yangfan.crm.models import Inquiry

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen_before(inquire, workspace, sales, now):
    """The inquiry as it was read before a colleague took it."""
    inquire()
    early, late = Inquiry.objects.of(workspace).get(), Inquiry.objects.of(workspace).get()
    assign_inquiry(inquiry=late, owner=sales, actor=sales, now=now)
    return early


def test_a_message_takes_nothing_back_that_was_done_meanwhile(seen_before, workspace, sales, now):
    receive_inquiry(
        workspace=workspace, site=None, way="chat", message="And a spare part?", joins=seen_before, now=now
    )
    assert Inquiry.objects.of(workspace).get().owner == sales


def test_a_correction_takes_nothing_back_that_was_done_meanwhile(seen_before, workspace, sales, now):
    change_inquiry(inquiry=seen_before, fields={"product": "TL-P200"}, actor=sales, now=now)
    changed = Inquiry.objects.of(workspace).get()
    assert (changed.owner, changed.product) == (sales, "TL-P200")
