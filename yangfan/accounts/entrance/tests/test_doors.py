"""Logging in, signing up, a forgotten password, the reader's language, the demo's roles."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from yangfan.accounts.entrance.demo import DemoDoor, doors
from yangfan.accounts.models import User

PASSWORD = "correct horse"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def log_in(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_logging_in_lands_in_the_own_workspace(client, owner):
    assert log_in(client, "Owner@Tidelane.test").status_code == 302
    assert client.get("/").url == "/console/tidelane/"


def test_a_wrong_password_stays_outside(client, owner):
    assert log_in(client, owner.email, "wrong").status_code == 200
    assert client.get("/console/tidelane/").status_code == 302


def test_the_door_rests_after_five_wrong_passwords(client, owner):
    for _try in range(5):
        log_in(client, owner.email, "wrong")
    assert log_in(client, owner.email).status_code == 200  # even the right one, for five minutes
    assert client.get("/console/tidelane/").status_code == 302


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "设置新密码"), ("en", "new password")])
def test_the_reset_mail_speaks_the_readers_language(client, owner, language, word):
    User.objects.update(language=language)
    client.post("/accounts/password/reset/", {"email": owner.email})
    assert word in mail.outbox[0].body
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body).group(1)
    form = client.get(client.get(link).url)
    assert form.status_code == 200
    client.post(
        form.request["PATH_INFO"], {"password1": "quite another one", "password2": "quite another one"}
    )
    assert log_in(client, owner.email, "quite another one").status_code == 302


def test_asking_for_an_unknown_address_says_the_same_page(client, owner):
    known = client.post("/accounts/password/reset/", {"email": owner.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@tidelane.test"})
    assert known.url == unknown.url


def test_the_language_switch_stays_with_the_person(client_of, owner):
    client = client_of(owner)
    client.post("/accounts/language/", {"language": "zh-hans", "next": "/console/tidelane/help/"})
    owner.refresh_from_db()
    assert owner.language == "zh-hans"
    assert "帮助" in client.get("/console/tidelane/help/").content.decode()


def test_the_language_switch_works_before_logging_in_and_leads_nowhere_else(client, db):
    answer = client.post("/accounts/language/", {"language": "en", "next": "https://evil.test/"})
    assert answer.url == "/"
    assert b"Log in" in client.get("/accounts/login/").content
    client.post("/accounts/language/", {"language": "zh-hans"})
    assert "登录" in client.get("/accounts/login/").content.decode()


@pytest.fixture
def demo_door(owner):
    if "test-owner" not in doors:
        doors.register(DemoDoor("test-owner", owner.email, "Owner", "Sees everything"))


def test_one_click_roles_exist_only_in_a_demo_on_this_machine(client, demo_door, settings):
    address = "/accounts/demo/test-owner/"
    assert client.post(address).status_code == 404
    settings.DEMO = True
    assert client.post(address, REMOTE_ADDR="192.0.2.8").status_code == 404
    assert client.post(address, headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.get("/console/tidelane/").status_code == 200


def test_the_demos_start_page_offers_the_roles(client, demo_door, settings):
    settings.DEMO = True
    assert b"/accounts/demo/test-owner/" in client.get("/").content


@pytest.mark.parametrize(
    "path", ["accounts/email/", "accounts/password/set/", "accounts/reauthenticate/", "i18n/setlang/"]
)
def test_no_door_is_open_that_we_do_not_use(client_of, owner, path):
    assert client_of(owner).get(f"/{path}").status_code == 404


def test_a_stranger_is_asked_to_log_in(client, workspace):
    assert (
        client.get("/console/tidelane/settings/").url == "/accounts/login/?next=/console/tidelane/settings/"
    )
