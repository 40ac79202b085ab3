"""A stranger sends an inquiry."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from yangfan.crm import public as crm
from yangfan.sites.testing import product

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "Marta Nowak",
    "company": "Browar Zielony",
    "email": "marta@browar.example",
    "country": "PL",
    "product": "A12 arm",
    "quantity": "2",
    "message": "Two arms for a bottling line, delivered in March, please.",
    "consent": "on",
    "seconds": "41.5",
    "time_zone": "Europe/Warsaw",
}


def inquiries(built):
    return list(crm.Inquiry.objects.of(built.workspace))


def send(browser, path="/en/contact/", **changes):
    return browser.post(path, {**GOOD, **changes}, headers={"referer": f"http://testing.localhost{path}"})


def test_an_inquiry_arrives_and_the_visitor_is_thanked(built, visit, event_store):
    product(built.workspace)
    browser = visit(built.workspace)
    response = send(browser)
    assert (response.status_code, response.headers["Location"]) == (302, "/en/contact/sent/#main")
    thanks = browser.get("/en/contact/sent/")
    assert thanks.status_code == 200
    assert "noindex" in thanks.content.decode()
    [inquiry] = inquiries(built)
    assert inquiry.product == "A12 arm"
    assert inquiry.country == "PL"
    assert "stores these details" in inquiry.consent_text


def test_sending_twice_is_one_inquiry(built, visit, event_store):
    browser = visit(built.workspace)
    send(browser)
    send(browser)
    assert len(inquiries(built)) == 1
    assert crm.Message.objects.of(built.workspace).count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "required"),
        ({"email": "", "phone": ""}, "leave an e-mail address or a phone number"),
        ({"email": "nobody"}, "valid email"),
        ({"consent": ""}, "Please agree"),
        ({"message": "  ?"}, "a few words"),
        ({"phone": "12"}, "phone number"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(built, visit, changes, words):
    response = send(visit(built.workspace), **changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert "Browar Zielony" in html
    assert not inquiries(built)


def test_errors_are_in_the_language_of_the_page(built, visit):
    html = send(visit(built.workspace), path="/zh-hans/contact/", consent="").content.decode()
    assert "请" in html
    assert "Please agree" not in html


def test_a_page_with_errors_is_never_kept(built, visit):
    browser = visit(built.workspace)
    send(browser, name="")
    assert "Browar" not in browser.get("/en/contact/").content.decode()


def test_a_phone_number_alone_is_enough(built, visit, event_store):
    assert send(visit(built.workspace), email="", phone="+86 138 0000 0000").status_code == 302
    assert len(inquiries(built)) == 1


def test_a_filled_trap_is_kept_as_spam_and_not_counted(built, visit, event_store):
    assert send(visit(built.workspace), website_url="http://spam.example").status_code == 302
    assert [inquiry.is_spam for inquiry in inquiries(built)] == [True]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("virus.exe", b"MZ", "Please send a PDF"),
        ("photo.jpg", b"MZ not a picture", "not what its name says"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused(built, visit, name, data, words):
    response = send(visit(built.workspace), file=SimpleUploadedFile(name, data))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_file_comes_with_the_inquiry_and_is_never_public(built, visit, event_store):
    browser = visit(built.workspace)
    assert send(browser, file=SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x")).status_code == 302
    [message] = crm.Message.objects.of(built.workspace)
    stored = message.attachments.of(built.workspace).get()
    assert browser.get(f"/media/{stored.file.name}").status_code == 404


def test_a_form_on_another_site_cannot_send_here(built, visit):
    response = visit(built.workspace).post("/en/contact/", GOOD, headers={"origin": "https://evil.example"})
    assert response.status_code == 403


def test_a_flood_from_one_address_is_stopped(built, visit, event_store):
    cache.clear()
    browser = visit(built.workspace)
    answers = [send(browser, message=f"Please quote {number} pieces").status_code for number in range(10)]
    assert answers == [302] * 8 + [422] * 2


def test_a_product_page_asks_about_its_product(built, visit):
    product(built.workspace, title="M600 robot")
    html = visit(built.workspace).get("/en/products/m600-robot/").content.decode()
    assert '<option value="M600 robot" selected>' in html
