"""Reading an inquiry, putting it right, and what that teaches."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from yangfan.crm import public as crm
from yangfan.crm.models import Inquiry, Lesson
from yangfan.crm.understanding.better import merge
from yangfan.intelligence.public import Found

RFQ = "Hello, we are an importer from Brazil. Please quote 12 units of TL-P180, CIF Santos, target price USD 9,500 per unit, CE and ISO 9001 required, before March 15. It is urgent."


@pytest.fixture(autouse=True)
def products():
    source = crm.ProductSource(key="test", names=lambda workspace: ["TL-P180", "VG-40"])
    crm.product_sources.register(source)
    yield
    crm.product_sources._items.pop("test")


@pytest.fixture
def client(client_of, sales):
    return client_of(sales)


def post(client, workspace, inquiry, what, **data):
    return client.post(reverse("crm_understanding", args=[workspace.slug, inquiry.number, what]), data)


def test_an_inquiry_carries_what_it_wants_and_how_sure_that_is(inquire):
    one = inquire(RFQ, phone="+55 11 91234 5678").inquiry
    assert (one.intent, one.country, one.currency, one.price) == ("quote", "BR", "USD", Decimal("9500"))
    assert one.certificates == ["CE", "ISO 9001"] and one.urgency == "urgent" and one.next_question == ""
    assert one.understanding["quantity"]["by"] == "rule" and one.understanding["quantity"]["confidence"] > 0.8


def test_what_the_form_says_is_not_overruled_by_the_text(inquire):
    one = inquire(RFQ, product="VG-40", quantity="3", country="AR").inquiry
    assert (one.product, one.quantity, one.country) == ("VG-40", "3", "AR")
    assert one.understanding["product"]["by"] == "form"


def test_a_further_message_fills_what_was_open_and_leaves_corrections(client, workspace, inquire, now):
    one = inquire("Please quote TL-P180").inquiry
    assert one.next_question == "quantity"
    post(client, workspace, one, "product", value="VG-40")
    inquire("We need 40 pcs of TL-P180 to Chile", now=now + timedelta(hours=1))
    one = Inquiry.objects.of(workspace).get()
    assert (one.product, one.quantity, one.country) == ("VG-40", "40 pcs", "CL")


def test_a_corrected_product_word_is_read_next_time_here_and_nowhere_else(client, workspace, inquire, now):
    one = inquire("price for the big stacker please").inquiry
    assert one.product == ""
    post(client, workspace, one, "product", value="TL-P180", words="big stacker")
    again = inquire("two of the big stacker", email="b@other.example", now=now + timedelta(hours=1)).inquiry
    assert again.product == "TL-P180" and again.understanding["product"]["by"] == "lesson"
    client.post(reverse("crm_understanding_undo", args=[workspace.slug, one.number, "product"]))
    third = inquire("three of the big stacker", email="c@third.example", now=now + timedelta(hours=2)).inquiry
    assert third.product == "" and Inquiry.objects.of(workspace).get(pk=one.pk).product == ""


def test_a_corrected_intent_teaches_and_is_taken_back_whole(client, workspace, inquire):
    one = inquire(RFQ).inquiry
    post(client, workspace, one, "intent", value="distributor")
    one.refresh_from_db()
    assert one.intent == "distributor" and one.understanding["intent"]["by"] == "person"
    client.post(reverse("crm_understanding_undo", args=[workspace.slug, one.number, "intent"]))
    one.refresh_from_db()
    assert one.intent == "quote" and one.understanding["intent"]["by"] == "model"
    assert not Lesson.objects.of(workspace).exists()


def test_a_correction_that_cannot_be_read_changes_nothing(client, workspace, inquire):
    one = inquire(RFQ).inquiry
    for what, value in [("price", "cheap"), ("deadline", "soon"), ("country", "Brazil"), ("intent", "party")]:
        assert post(client, workspace, one, what, value=value).status_code == 302
    one.refresh_from_db()
    assert one.price == Decimal("9500") and one.country == "BR" and one.intent == "quote"
    assert post(client, workspace, one, "owner", value="x").status_code == 404
    post(client, workspace, one, "price", value="EUR 8,200.50")
    one.refresh_from_db()
    assert (one.currency, one.price) == ("EUR", Decimal("8200.5"))


def test_a_viewer_sees_the_card_and_cannot_correct(client_of, viewer, workspace, inquire):
    one = inquire(RFQ).inquiry
    client = client_of(viewer)
    page = client.get(reverse("crm_inquiry", args=[workspace.slug, one.number])).content.decode()
    assert "USD 9,500" in page and "CE, ISO 9001" in page and "/wants/product/" not in page
    assert post(client, workspace, one, "product", value="VG-40").status_code in (403, 404)


def test_the_next_question_can_be_put_into_the_reply(client, workspace, inquire):
    one = inquire("Bonjour, nous voulons un devis pour TL-P180, merci de nous donner le prix").inquiry
    page = client.get(reverse("crm_inquiry", args=[workspace.slug, one.number])).content.decode()
    assert 'data-insert="Quelle quantité vous faut-il ? "' in page


def test_the_language_model_adds_and_never_overrules_a_person(client, workspace, inquire):
    one = inquire(RFQ).inquiry
    post(client, workspace, one, "country", value="PT")
    read = {
        "country": Found("BR", 0.9, "endpoint"),
        "intent": Found("distributor", 0.9, "endpoint"),
        "items": Found([("VG-40", 7.0, "sets")], 0.9, "endpoint"),
    }
    assert merge(one.pk, read) == 2
    one.refresh_from_db()
    assert (one.country, one.intent, one.quantity, one.product) == ("PT", "distributor", "7 sets", "VG-40")
    assert one.understanding["intent"]["by"] == "endpoint"


def test_the_forms_number_takes_the_unit_the_message_names(inquire):
    one = inquire("نحتاج 320 كرسي تشمس، CIF جبل علي", quantity="320").inquiry
    assert one.quantity == "320 كرسي تشمس"
    other = inquire("نحتاج 320 كرسي تشمس", quantity="500", email="b@other.example").inquiry
    assert other.quantity == "500"
