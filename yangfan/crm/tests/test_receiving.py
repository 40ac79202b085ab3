"""Receiving an inquiry, through the public face."""

from datetime import timedelta

import pytest

from yangfan.crm import public as crm
from yangfan.crm.models import Company, Contact, Conversation, Inquiry, Message
from yangfan.events.models import Outbox, VisitorLink
from yangfan.events.records import decode


def lines(kind):
    return [
        line for row in Outbox.objects.order_by("pk") if isinstance(line := decode(bytes(row.line)), kind)
    ]


def test_receive_inquiry_makes_contact_company_conversation_and_a_number(inquire, workspace):
    received = inquire()
    assert received.is_new and received.inquiry.number == 1
    assert received.contact.email == "khalid@alnoor-pack.example"
    assert received.contact.company.domain == "alnoor-pack.example"
    assert received.inquiry.quantity == "12 units" and received.inquiry.terms == "CIF Jebel Ali"
    assert received.inquiry.language == "en"
    assert Message.objects.of(workspace).get().text.startswith("Please quote")
    assert Conversation.objects.of(workspace).get().contact == received.contact


def test_one_mail_address_is_one_contact_whatever_its_capitals(inquire, workspace, now):
    inquire()
    inquire(email="Khalid@AlNoor-Pack.example", now=now + timedelta(days=30))
    assert Contact.objects.of(workspace).count() == 1
    assert Inquiry.objects.of(workspace).count() == 2


def test_one_phone_number_is_one_contact_however_it_is_written(inquire, workspace, now):
    inquire(email="", phone="+86 138 0013 8000")
    inquire(email="", phone="138-0013-8000", country="CN", now=now + timedelta(days=30))
    assert Contact.objects.of(workspace).get().phone_key == "+8613800138000"


def test_a_number_of_another_contact_stays_theirs(inquire, workspace):
    first = inquire(email="", phone="+8613800138000").contact
    second = inquire(email="other@shop.example", phone="").contact
    again = inquire(email="other@shop.example", phone="+8613800138000").contact
    assert again == second != first
    assert second.phone_key == ""


def test_a_free_mail_host_names_no_company(inquire, workspace):
    assert inquire(email="khalid@gmail.com", company="").contact.company is None
    assert inquire(email="k2@gmail.com", company="Al Noor").contact.company.domain == ""
    assert Company.objects.of(workspace).count() == 1


def test_a_repeat_within_seven_days_joins_the_inquiry(inquire, now):
    first = inquire()
    second = inquire("Any news?", now=now + timedelta(days=6))
    third = inquire("One more thing", now=now + timedelta(days=14))
    assert second.inquiry == first.inquiry and not second.is_new
    assert third.is_new and third.inquiry != first.inquiry


def test_the_same_submission_again_changes_nothing(inquire, workspace):
    first = inquire(submission_id="form-1")
    again = inquire("Changed text", submission_id="form-1")
    assert not again.is_new and again.message == first.message
    assert Message.objects.of(workspace).count() == 1


def test_an_empty_message_is_refused_and_leaves_nothing_behind(inquire, workspace):
    with pytest.raises(crm.InquiryRefused):
        inquire("   ")
    with pytest.raises(crm.InquiryRefused):
        inquire(way="pigeon")
    assert not Contact.objects.of(workspace).exists()


@pytest.mark.parametrize(
    "words",
    [
        {"message": "We offer SEO services, first page of Google. See http://a.test"},
        {"message": "hello http://a.test http://b.test https://c.test"},
        {"message": "Price please for two arms", "email": "x@mailinator.com"},
        {"message": "qWeRtYuIoPaSdF"},
        {"message": "代开发票，欢迎联系", "email": "a@b.example"},
    ],
)
def test_spam_is_kept_with_its_reasons_and_waits_for_nobody(inquire, workspace, words):
    inquiry = inquire(**words).inquiry
    assert inquiry.is_spam and inquiry.spam_reasons
    assert crm.inbox_badge(workspace) == 0


def test_a_plain_question_is_no_spam_even_when_typed_fast(inquire, workspace):
    inquiry = inquire("Price of TL-P180? See our site https://alnoor.example", seconds_to_fill=1.2).inquiry
    assert not inquiry.is_spam
    assert crm.inbox_badge(workspace) == 1


def test_spam_never_joins_a_running_inquiry(inquire):
    first = inquire()
    assert inquire("casino casino http://x.test").inquiry != first.inquiry


def test_a_visitor_is_linked_to_the_contact_only_with_consent(inquire, workspace):
    inquire(visitor_id=11, consented=False)
    assert not VisitorLink.objects.of(workspace).exists()
    contact = inquire(visitor_id=12, consented=True).contact
    assert VisitorLink.objects.of(workspace).get().contact_id == contact.pk


def test_each_workspace_counts_and_knows_its_own(inquire, other_workspace):
    ours = inquire()
    theirs = inquire(workspace=other_workspace, site=None)
    assert (ours.inquiry.number, theirs.inquiry.number) == (1, 1)
    assert ours.contact != theirs.contact


def test_files_are_kept_outside_the_public_folder(inquire, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    received = inquire(files=[SimpleUploadedFile("../../plan.pdf", b"%PDF", content_type="application/pdf")])
    attachment = received.message.attachments.of(received.inquiry.workspace).get()
    assert attachment.name == "plan.pdf" and attachment.size == 4
    assert str(settings.MEDIA_ROOT) not in attachment.file.path
