"""The cast every test can call on: two companies and the people around them."""

import os
import shutil

import pytest
from django.test import Client
from django.test.utils import teardown_databases
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

from tests import checker, mailserver, migrated_once
from yangfan.accounts.public import Membership, Role, User, Workspace
from yangfan.events.testing import _engine, event_store, stream  # noqa: F401

# A machine that other tests keep busy is slow; that says nothing about the code.
hypothesis_settings.register_profile("yangfan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("yangfan")


def person(email, **fields):
    return User.objects.create_user(
        email, "correct horse", name=email.partition("@")[0].title(), language="en", **fields
    )


@pytest.fixture(autouse=True)
def in_the_default_language():
    """A request of the test before leaves its language in the thread; each test begins without it."""
    translation.deactivate()


@pytest.fixture
def workspace(db):
    return Workspace.objects.create(
        name="Tidelane Robotics", slug="tidelane", locales=["en", "zh-hans"], language="en"
    )


@pytest.fixture
def other_workspace(db):
    return Workspace.objects.create(name="Harbour Teas", slug="harbour", locales=["en"], language="en")


def member(role, workspace):
    user = person(f"{role}@tidelane.test")
    Membership.objects.create(workspace=workspace, user=user, role=role)
    return user


@pytest.fixture
def owner(workspace):
    return member(Role.OWNER, workspace)


@pytest.fixture
def marketer(workspace):
    return member(Role.MARKETER, workspace)


@pytest.fixture
def sales(workspace):
    return member(Role.SALES, workspace)


@pytest.fixture
def viewer(workspace):
    return member(Role.VIEWER, workspace)


@pytest.fixture
def outsider(other_workspace):
    """Owns another workspace; a stranger to the first."""
    user = person("outsider@harbour.test")
    Membership.objects.create(workspace=other_workspace, user=user, role=Role.OWNER)
    return user


@pytest.fixture
def agency(workspace, other_workspace):
    """Markets for both workspaces."""
    user = person("agency@works.test")
    for space in (workspace, other_workspace):
        Membership.objects.create(workspace=space, user=user, role=Role.MARKETER)
    return user


@pytest.fixture
def client_of():
    """Return a logged-in browser of this person."""

    def log_in(user):
        client = Client()
        client.force_login(user)
        return client

    return log_in


# --- tests whose tool is missing are "not run", and in CI that is a failure -----------------------------------------
CHROMIUM = next(
    (path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None
)
NOT_RUN = []


# What talks to the database in its own way runs on PostgreSQL as well (`pytest -m postgres`).
ON_POSTGRES_TOO = (
    "yangfan/core",
    "yangfan/accounts",
    "yangfan/crm",
    "yangfan/promotion",
    "yangfan/insights",
    "tests/chat",
    "tests/flows",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith(ON_POSTGRES_TOO) and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.postgres)
        if item.get_closest_marker("browser") or item.get_closest_marker("processes"):
            # A busy machine can starve a browser or a child process: such a test may try again, and pytest says so.
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=2))
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                NOT_RUN.append(item.nodeid)
                item.add_marker(pytest.mark.skip(reason="NOT RUN: Chromium is not installed"))
        if item.get_closest_marker("html") and not checker.is_here():
            NOT_RUN.append(item.nodeid)
            item.add_marker(
                pytest.mark.skip(reason="NOT RUN: the HTML checker (npm) or Java is not installed")
            )
        if item.get_closest_marker("mailserver") and not mailserver.is_here():
            NOT_RUN.append(item.nodeid)
            item.add_marker(
                pytest.mark.skip(reason="NOT RUN: Postfix and Dovecot are not installed, or not root")
            )


def pytest_sessionfinish(session, exitstatus):
    if NOT_RUN and os.environ.get("CI"):
        session.exitstatus = 1


@pytest.fixture
def chromium(shared_chromium):
    """A headless Chromium; each test opens its own contexts, and none of their pages goes on asking afterwards."""
    yield shared_chromium
    for context in shared_chromium.contexts:
        context.close()


@pytest.fixture(scope="session")
def shared_chromium():
    """The browser that the tests of one process share."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """As pytest-django's own, but on SQLite the migrations are applied once and their result is copied."""
    with django_db_blocker.unblock():
        record = migrated_once.make_database(verbosity=request.config.option.verbose)
    yield
    with django_db_blocker.unblock():
        teardown_databases(record, verbosity=0)
