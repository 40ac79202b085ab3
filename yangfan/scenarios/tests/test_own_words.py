"""A pack brings the trade's word for a request, its button and its questions; taking it back takes them back."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from yangfan.scenarios.applying import actions

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def clinic(setup, built, owner):
    setup.pack, setup.products = "healthcare", []
    actions.build(setup=setup, actor=owner, now=NOW)
    setup.workspace.refresh_from_db()
    return setup


def test_a_clinic_takes_appointments_and_asks_what_a_clinic_needs(clinic, owner, visit):
    assert clinic.workspace.noun == "appointment"
    actions.publish(setup=clinic, actor=owner, now=NOW)
    cache.clear()
    html = visit(clinic.workspace).get("/en/appointment/").content.decode()
    assert html.count(">Make an appointment</a>") == 2 and "Request a quote" not in html
    assert "Doctor you prefer" in html and "Which day" in html
    assert 'id="quote-country"' not in html and 'id="quote-quantity"' not in html


def test_taking_the_pack_back_gives_the_old_word_back(clinic, owner):
    actions.undo(setup=clinic, actor=owner, now=NOW)
    clinic.workspace.refresh_from_db()
    assert clinic.workspace.noun == "inquiry"


def test_a_word_that_the_owner_chose_stays(clinic, owner):
    clinic.workspace.noun = "consultation"
    clinic.workspace.save()
    actions.build(setup=clinic, actor=owner, now=NOW)
    clinic.workspace.refresh_from_db()
    assert clinic.workspace.noun == "consultation"
    actions.undo(setup=clinic, actor=owner, now=NOW)
    clinic.workspace.refresh_from_db()
    assert clinic.workspace.noun == "consultation"
