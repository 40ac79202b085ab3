"""The screens, as people open them."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from yangfan.crm import public as crm
from yangfan.crm.conversations.actions import send_due_replies, send_reply
from yangfan.crm.models import AlertReader, CannedText, Deal, Inquiry, Message

BASE = "/console/tidelane/"


@pytest.fixture
def inquiry(inquire):
    return inquire().inquiry


@pytest.fixture
def console(client_of, sales):
    return client_of(sales)


def addresses(inquiry, deal):
    return [
        "inquiries/", "inquiries/?tab=spam", "inquiries/?tab=all&q=Khalid", "inquiries/new/", "inquiries/import/",
        "inquiries/texts/", f"inquiries/{inquiry.number}/", "deals/", "deals/?view=list", "deals/new/",
        f"deals/{deal.pk}/", "contacts/", f"contacts/{inquiry.contact_id}/", "companies/",
        f"companies/{inquiry.contact.company_id}/", "bell/", "settings/alerts/", "outbox/",
    ]  # fmt: skip


def test_every_screen_opens_for_a_seller_and_is_not_there_for_an_outsider(
    console, client_of, outsider, inquiry, sales, now
):
    deal = crm.open_deal(
        workspace=inquiry.workspace, inquiry=inquiry, amount=Decimal(1200), actor=sales, now=now
    )
    stranger = client_of(outsider)
    for address in addresses(inquiry, deal):
        assert console.get(BASE + address).status_code == 200, address
        assert stranger.get(BASE + address).status_code == 404, address


def test_a_viewer_reads_but_may_not_write(client_of, viewer, inquiry):
    browser = client_of(viewer)
    assert browser.get(f"{BASE}inquiries/{inquiry.number}/").status_code == 200
    assert browser.post(f"{BASE}inquiries/{inquiry.number}/spam/", {"spam": "1"}).status_code == 403
    assert browser.get(f"{BASE}inquiries/new/").status_code == 403
    assert not Inquiry.objects.of(inquiry.workspace).get().is_spam


def test_the_inbox_finds_chinese_words(console, inquire):
    inquire("想采购 12 台码垛机器人，请报价", email="li@qq.com", name="李工")
    inquire(email="x@other.example", name="Somebody Else", company="Other")
    page = console.get(BASE + "inquiries/?tab=all&q=码垛").content.decode()
    rows = page[page.index('<ol class="crm-rows') :]
    assert "李工" in rows and "Somebody Else" not in rows


def test_the_inbox_goes_out_as_csv(console, inquiry):
    response = console.get(BASE + "inquiries/?tab=all&export=csv")
    assert "khalid@alnoor-pack.example" in b"".join(response.streaming_content).decode()


def test_several_are_marked_as_spam_at_once(console, inquire, workspace):
    one, two = inquire().inquiry, inquire(email="b@b.example").inquiry
    console.post(BASE + "inquiries/several/", {"pick": [one.number, two.number], "deed": "spam"})
    assert Inquiry.objects.of(workspace).filter(is_spam=True).count() == 2


def test_an_inquiry_cannot_be_given_to_a_stranger(console, inquiry, outsider):
    response = console.post(f"{BASE}inquiries/{inquiry.number}/assign/", {"owner": outsider.pk})
    assert response.status_code == 400


def answer(browser, inquiry, text="Dear Khalid, thank you.", **more):
    """Open the page, write and send, as a browser does."""
    page = browser.get(f"{BASE}inquiries/{inquiry.number}/").content.decode()
    fields = dict(re.findall(r'name="(submission_id|seen)" value="([^"]*)"', page))
    return browser.post(
        f"{BASE}inquiries/{inquiry.number}/reply/", fields | {"text": text, "subject": "Re"} | more
    )


def test_a_reply_waits_for_an_undo_then_goes_out_and_stops_the_clock(
    console, inquiry, mailoutbox, now, django_capture_on_commit_callbacks
):
    assert answer(console, inquiry).status_code == 302
    message = Message.objects.of(inquiry.workspace).get(direction="out")
    send_reply(message_id=message.pk, now=now)
    assert mailoutbox == []
    send_reply(message_id=message.pk, now=now + timedelta(seconds=30))
    send_reply(message_id=message.pk, now=now + timedelta(seconds=60))
    assert [mail.to for mail in mailoutbox] == [["khalid@alnoor-pack.example"]]
    inquiry.refresh_from_db()
    assert inquiry.first_answered_at and inquiry.status == "answered" and inquiry.waiting_since is None


def test_a_reply_that_was_taken_back_never_goes_out(console, inquiry, mailoutbox, now):
    answer(console, inquiry)
    message = Message.objects.of(inquiry.workspace).get(direction="out")
    page = console.post(f"{BASE}messages/{message.pk}/take-back/").content.decode()
    assert "Dear Khalid, thank you." in page
    send_due_replies(now + timedelta(minutes=1))
    assert mailoutbox == []


def test_a_double_click_sends_one_reply(console, inquiry):
    page = console.get(f"{BASE}inquiries/{inquiry.number}/").content.decode()
    fields = dict(re.findall(r'name="(submission_id|seen)" value="([^"]*)"', page)) | {
        "text": "Hello",
        "subject": "x",
    }
    for _time in range(2):
        assert console.post(f"{BASE}inquiries/{inquiry.number}/reply/", fields).status_code == 302
    assert Message.objects.of(inquiry.workspace).filter(direction="out").count() == 1


def test_a_second_tab_is_told_that_a_colleague_was_faster(console, client_of, owner, inquiry):
    page = console.get(f"{BASE}inquiries/{inquiry.number}/").content.decode()
    fields = dict(re.findall(r'name="(submission_id|seen)" value="([^"]*)"', page))
    answer(client_of(owner), inquiry, text="I was first")
    response = console.post(
        f"{BASE}inquiries/{inquiry.number}/reply/", fields | {"text": "Me too", "subject": "x"}
    )
    assert response.status_code == 422
    assert (
        "has answered in the meantime" in response.content.decode() and "Me too" in response.content.decode()
    )
    assert Message.objects.of(inquiry.workspace).filter(direction="out").count() == 1


def test_an_inquiry_without_a_mail_address_cannot_be_answered_by_mail(console, inquire):
    inquiry = inquire(email="", phone="+8613800138000").inquiry
    assert answer(console, inquiry, submission_id="x", seen="0").status_code == 422


def test_winning_a_deal_on_screen_counts_and_undo_takes_it_back(console, inquiry):
    console.post(f"{BASE}inquiries/{inquiry.number}/deal/", {"amount": "1000", "currency": "USD"})
    console.post(f"{BASE}inquiries/{inquiry.number}/deal/", {"amount": "1000", "currency": "USD"})
    deal = Deal.objects.of(inquiry.workspace).get()
    console.post(
        f"{BASE}deals/{deal.pk}/win/", {"amount": "50000", "currency": "CNY", "won_on": "2026-01-02"}
    )
    deal.refresh_from_db()
    assert (deal.stage, deal.amount, deal.currency) == ("won", 50000, "CNY")
    console.post(f"{BASE}deals/{deal.pk}/reopen/")
    deal.refresh_from_db()
    assert deal.stage == "new" and deal.won_at is None


def test_canned_texts_are_filled_in(console, inquiry, workspace):
    text = CannedText.objects.create(
        workspace=workspace, title="Hello", text="Dear {name}, {quantity} of {product}"
    )
    page = console.get(f"{BASE}inquiries/{inquiry.number}/?canned={text.pk}").content.decode()
    assert "Dear Khalid Al Mansoori, 12 units of TL-P180</textarea>" in page


def test_what_a_buyer_wrote_is_shown_as_text(console, inquire):
    inquiry = inquire("<script>alert(1)</script> need 5 units").inquiry
    page = console.get(f"{BASE}inquiries/{inquiry.number}/").content.decode()
    assert "<script>alert(1)" not in page and "<mark>5 units</mark>" in page


def test_an_inquiry_is_written_down_by_hand(console, workspace):
    form = {
        "way": "phone",
        "name": "Herr Schmidt",
        "phone": "+49 30 901820",
        "message": "Braucht 3 Stück",
        "submission_id": "h1",
    }
    assert console.post(BASE + "inquiries/new/", form).status_code == 302
    assert Inquiry.objects.of(workspace).get().way == "phone"
    del form["phone"]
    assert console.post(BASE + "inquiries/new/", form).status_code == 422


def test_a_file_with_one_wrong_row_is_not_taken_and_says_which(console, workspace):
    from django.core.files.uploadedfile import SimpleUploadedFile

    wrong = b"name,email,message\nLi,li@a.example,need 5 units\nWang,no-address,hi\n"
    page = console.post(BASE + "inquiries/import/", {"file": SimpleUploadedFile("c.csv", wrong)})
    assert page.status_code == 422 and "Row 3" in page.content.decode()
    assert not Inquiry.objects.of(workspace).exists()
    right = "姓名,email,message\nLi,li@a.example,需要5台\n".encode("gb18030")
    for _time in range(2):
        assert (
            console.post(BASE + "inquiries/import/", {"file": SimpleUploadedFile("c.csv", right)}).status_code
            == 302
        )
    assert Inquiry.objects.of(workspace).count() == 1


def test_the_bell_rings_until_one_has_looked(console, inquiry, workspace, sales):
    assert 'data-count="1"' in console.get(BASE + "bell/").content.decode()
    console.post(BASE + "bell/seen/")
    assert 'data-count="0"' in console.get(BASE + "bell/").content.decode()
    assert AlertReader.objects.of(workspace).get().user == sales


def test_a_file_is_handed_out_to_members_only_and_as_a_download(console, client_of, outsider, inquire):
    from django.core.files.uploadedfile import SimpleUploadedFile

    received = inquire(files=[SimpleUploadedFile("plan.html", b"<script>", content_type="text/html")])
    attachment = received.message.attachments.of(received.inquiry.workspace).get()
    response = console.get(f"{BASE}attachments/{attachment.pk}/")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in response.headers["Content-Disposition"]
    assert client_of(outsider).get(f"{BASE}attachments/{attachment.pk}/").status_code == 404
    assert client_of(outsider).get(f"/console/harbour/attachments/{attachment.pk}/").status_code == 404
