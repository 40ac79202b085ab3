"""Nobody is added to the list before the owner of the address has confirmed it."""

import re

import pytest
from django.core import mail

from yangfan.crm import public as crm
from yangfan.sites import public as sites
from yangfan.sites.newsletter.models import Signup
from yangfan.sites.testing import page_of


@pytest.fixture
def sign_up(built, workspace, visit):
    body = sites.build_body([{"block": "newsletter", "title": "News"}], workspace=workspace)
    sites.add_page(
        parent=page_of(workspace, "home"), page=sites.ContentPage(title="News", slug="letter", body=body)
    )

    def post(email="ana@metall.example", **more):
        return visit(workspace).post(
            "/en/letter/", {"form": "newsletter", "email": email, "consent": "on", **more}
        )

    return post


@pytest.fixture(autouse=True)
def post_box(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def link() -> str:
    return re.search(r"/newsletter/[^/\s]+/", mail.outbox[-1].body)[0]


def test_the_link_in_the_mail_makes_a_contact_with_what_was_agreed_to(sign_up, workspace, visit):
    assert sign_up().url == "/en/letter/asked/#main"
    assert mail.outbox[-1].to == ["ana@metall.example"]
    assert not crm.Contact.objects.of(workspace).exists()
    visit(workspace).get(link())  # a mail scanner opens it
    assert not crm.Contact.objects.of(workspace).exists()
    visit(workspace).post(link())
    contact = crm.Contact.objects.of(workspace).get()
    tags = crm.tags_of(workspace, crm.Contact, [contact.pk])[contact.pk]
    assert (contact.email, [tag.name for tag in tags]) == ("ana@metall.example", ["Newsletter"])
    row = Signup.objects.of(workspace).get()
    assert row.confirmed_at and "Tidelane Robotics" in row.consent_text


def test_without_consent_with_a_bad_address_or_from_a_machine_nothing_is_sent(sign_up, workspace):
    assert sign_up(email="no address").status_code == 422
    assert sign_up(consent="").status_code == 422
    assert sign_up(website_url="http://spam.example").status_code == 302  # told nothing
    assert not mail.outbox and not Signup.objects.of(workspace).exists()


def test_one_may_leave_again_and_a_foreign_or_broken_link_is_not_found(
    sign_up, workspace, other_built, other_workspace, visit
):
    sign_up()
    visit(workspace).post(link())
    assert visit(other_workspace).get(link()).status_code == 404
    assert visit(workspace).get(link().replace(":", "x", 1)).status_code == 404
    visit(workspace).post(link(), {"leave": "1"})
    assert Signup.objects.of(workspace).get().left_at
