"""An agency builds, the client approves by link and takes over; who did what stays on record."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from yangfan.accounts.public import Membership, audit_of
from yangfan.scenarios.applying import actions
from yangfan.scenarios.assisted.models import Handover
from yangfan.sites import public as sites


@pytest.fixture
def asked(setup, built, owner, client_of, django_capture_on_commit_callbacks):
    """The owner (here: the agency's person) built the site and asked the client."""
    actions.build(setup=setup, actor=owner, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        client_of(owner).post(
            "/console/tidelane/setup/handover/",
            {"email": "boss@client.test", "language": "en", "message": "Please look."},
        )
    return re.search(r"/handover/\S+/", mail.outbox[0].body)[0]


def test_a_client_looks_without_an_account_approves_and_becomes_the_owner(asked, workspace, owner):
    client = Client()
    page = client.get(asked)
    assert page.status_code == 200 and "Please look." in page.content.decode()
    home = sites.home_of(workspace, "en")
    assert client.get(f"{asked}pages/{home.pk}/").status_code == 200
    client.post(asked, {"do": "approve"})
    invited = client.post(asked, {"do": "take_over"}).url
    client.post(
        invited.partition("localhost")[2].partition("/")[2].join(["/", ""]) if "://" in invited else invited,
        {"name": "Boss", "password": "a long enough one", "language": "en"},
    )
    assert Membership.objects.of(workspace).get(user__email="boss@client.test").role == "owner"
    assert Membership.objects.of(workspace).get(user=owner).role == "marketer"
    assert Handover.objects.of(workspace).get().state == "taken_over"
    deeds = [entry.action for entry in audit_of(workspace)]
    assert {"handover_asked", "handover_approved", "handover_taken_over", "setup_built"} <= set(deeds)


def test_a_client_asks_for_changes_and_the_builder_hears_of_it(asked, workspace, owner):
    client = Client()
    assert client.post(asked, {"do": "changes", "words": " "}).status_code == 422
    client.post(asked, {"do": "changes", "words": "Another headline, please."})
    assert mail.outbox[-1].to == [owner.email] and "Another headline" in mail.outbox[-1].body
    assert client.post(asked, {"do": "take_over"}).status_code == 200
    assert not Membership.objects.of(workspace).filter(user__email="boss@client.test").exists()


def test_a_link_opens_nothing_of_another_company_and_nothing_when_broken(asked, other_workspace, other_built):
    client = Client()
    theirs = sites.home_of(other_workspace, "en")
    assert client.get(f"{asked}pages/{theirs.pk}/").status_code == 404
    assert client.get("/handover/nonsense/").status_code == 410
    assert client.get(f"/handover/nonsense/pages/{theirs.pk}/").status_code == 404


def test_a_marketer_does_not_hand_over(setup, built, marketer, client_of):
    assert client_of(marketer).get("/console/tidelane/setup/handover/").status_code == 403
