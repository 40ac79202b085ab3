"""Accounts on platforms: their secrets, their screens, and one refresh at a time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from yangfan.connectors import public as connectors

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(monkeypatch):
    """A platform of the tests whose refresh token works once."""

    class Rotating(connectors.Connector):
        key, title, order = "rotating", "Rotating", 1
        fields = (
            connectors.Field("app", "App"),
            connectors.Field("refresh_token", "Refresh token", is_secret=True),
        )
        asked = 0
        during = None

        def check(self, account):
            if account.config["refresh_token"] == "wrong":
                raise connectors.ApiError("auth", "invalid_grant")

        def refresh(self, account):
            self.asked += 1
            if self.during:
                self.during()
            if account.config["refresh_token"] != f"r{self.asked}":
                raise connectors.ApiError("auth", "refresh token used twice")
            new = {"access_token": f"a{self.asked}", "refresh_token": f"r{self.asked + 1}"}
            return connectors.Tokens(new, timezone.now() + timedelta(hours=24))

    plan = Rotating()
    monkeypatch.setitem(connectors.connectors_registry._items, plan.key, plan)
    return plan


@pytest.fixture
def account(workspace, owner, platform):
    made = connectors.connect_account(
        workspace=workspace, connector=platform, name="Main", values={"app": "app1", "refresh_token": "r1"}, actor=owner,
        now=timezone.now(),
    )  # fmt: skip
    made.expires_at = timezone.now()
    made.save()
    return made


def url(workspace, rest=""):
    return f"/console/{workspace.slug}/settings/platforms/{rest}"


def test_secrets_are_encrypted_at_rest_and_never_shown(workspace, account, client_of, owner):
    with connection.cursor() as cursor:
        cursor.execute("select secrets, settings from connectors_account")
        [(secrets, settings)] = cursor.fetchall()
    assert "r1" not in secrets and "app1" in str(settings)
    page = client_of(owner).get(url(workspace, f"{account.pk}/")).content.decode()
    assert 'value="app1"' in page and 'value="r1"' not in page


def test_a_form_left_as_it_is_keeps_the_secret_and_a_new_one_replaces_it(
    workspace, account, client_of, owner
):
    connectors.Account.objects.of(workspace).update(expires_at=None)
    client, address = client_of(owner), url(workspace, f"{account.pk}/")
    client.post(address, {"name": "Shop", "app": "app2", "refresh_token": "********"})
    account.refresh_from_db()
    assert (account.name, account.config) == ("Shop", {"app": "app2", "refresh_token": "r1"})
    client.post(address, {"name": "Shop", "app": "app2", "refresh_token": "wrong"})
    account.refresh_from_db()
    assert (account.state, account.error) == ("reauthorise", "invalid_grant")
    assert "invalid_grant" in client.get(url(workspace)).content.decode()


def test_only_owners_connect_and_strangers_see_nothing(
    workspace, platform, account, client_of, owner, sales, outsider
):
    given = {"name": "Second", "app": "x", "refresh_token": "r1"}
    assert client_of(sales).post(url(workspace, "new/rotating/"), given).status_code == 403
    assert client_of(outsider).get(url(workspace, f"{account.pk}/")).status_code == 404
    assert connectors.Account.objects.of(workspace).count() == 1
    assert client_of(owner).post(url(workspace, "new/rotating/"), given).status_code == 302
    assert connectors.Account.objects.of(workspace).count() == 2


def test_disconnecting_forgets_the_secrets(workspace, account, client_of, owner):
    client_of(owner).post(url(workspace, f"{account.pk}/disconnect/"))
    assert not connectors.Account.objects.of(workspace).exists()


def test_a_token_that_ends_is_replaced_and_one_that_lasts_is_kept(platform, account):
    fresh = connectors.fresh_account(account=account, now=timezone.now())
    assert fresh.config["access_token"] == "a1"
    connectors.fresh_account(account=account, now=timezone.now())
    assert platform.asked == 1


def test_two_workers_refresh_once(platform, account):
    """The second asks while the first is at it: it is told to come again, and the refresh token is used once."""
    refused = []

    def second():
        platform.during = None
        with pytest.raises(connectors.ApiError) as error:
            connectors.fresh_account(
                account=connectors.Account.objects.of(account.workspace).get(), now=timezone.now()
            )
        refused.append(error.value.kind)

    platform.during = second
    connectors.fresh_account(account=account, now=timezone.now())
    assert (refused, platform.asked) == (["transient"], 1)


def test_a_refresh_that_is_refused_asks_for_a_new_authorisation(platform, account):
    account.set_secrets({"refresh_token": "used"})
    account.save()
    with pytest.raises(connectors.ApiError):
        connectors.fresh_account(account=account, now=timezone.now())
    account.refresh_from_db()
    assert (account.state, account.refreshing_until) == ("reauthorise", None)
