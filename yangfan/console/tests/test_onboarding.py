"""Signing up: from a stranger to a workspace with a website."""

import pytest
from django.core.cache import cache

from yangfan.accounts.public import Membership, Role, User, Workspace
from yangfan.events.public import Site


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def sign_up(client):
    return client.post(
        "/accounts/signup/", {"name": "Lan", "email": "lan@new.test", "password1": "a long enough one"}
    )


def test_the_first_person_signs_up_names_the_company_and_stands_in_today(client, db, settings):
    settings.SIGNUP = "first"
    assert client.get("/").url == "/accounts/signup/"
    assert sign_up(client).status_code == 302
    assert client.get("/").url == "/console/new/"
    answers = {"name": "New Robotics", "industry": "manufacturing", "language": "en", "colour": "#17568f"}
    assert client.post("/console/new/", answers).url == "/console/new-robotics/setup/"
    workspace = Workspace.objects.get()
    assert Membership.objects.of(workspace).get().role == Role.OWNER
    assert User.objects.get().is_superuser  # who sets an installation up runs it
    assert client.get("/console/new-robotics/").status_code == 200
    assert Site.objects.of(workspace).get().hosts == ["new-robotics.localhost"]


def test_sign_up_closes_after_the_first_workspace(client, owner, settings):
    settings.SIGNUP = "first"
    assert b"closed" in client.get("/accounts/signup/", headers={"accept-language": "en"}).content
    sign_up(client)
    assert not User.objects.filter(email="lan@new.test").exists()


def test_open_sign_up_lets_strangers_make_their_own_workspace_but_not_run_the_platform(
    client, owner, settings
):
    settings.SIGNUP = "open"
    User.objects.filter(pk=owner.pk).update(is_superuser=True)
    sign_up(client)
    answers = {
        "name": "Second",
        "industry": "finance",
        "language": "en",
        "colour": "#17568f",
        "slug": "second",
    }
    assert client.post("/console/new/", answers).url == "/console/second/setup/"
    assert not User.objects.get(email="lan@new.test").is_superuser
    assert client.get("/platform/").status_code == 403
    assert client.get("/console/tidelane/").status_code == 404


def test_closed_sign_up_is_closed_from_the_start(client, db, settings):
    settings.SIGNUP = "closed"
    assert client.get("/").url == "/accounts/login/"
    sign_up(client)
    assert not User.objects.exists()


def test_members_without_the_right_make_no_workspaces(client_of, owner, settings):
    settings.SIGNUP = "first"
    assert client_of(owner).get("/console/new/").status_code == 403


@pytest.mark.parametrize("slug", ["tidelane", "admin", "No Good"])
def test_a_taken_or_wrong_address_is_refused(client_of, owner, settings, slug):
    settings.SIGNUP = "open"
    answers = {"name": "Second", "industry": "finance", "language": "en", "colour": "#17568f", "slug": slug}
    assert client_of(owner).post("/console/new/", answers).status_code == 200
    assert Workspace.objects.count() == 1
