"""Everybody asks for everything of another company, and gets nothing of it and changes nothing in it.

In CI each address is asked with a few foreign ids; `make crawl` (CRAWL=full) tries every id and posts as everybody.
"""

import dataclasses
import os

import pytest
from django.core.cache import cache
from django.test import Client

from tests.tenancy import snapshot
from tests.tenancy.targets import Targets
from tests.tenancy.world import MARK, build_world, token_of
from yangfan.accounts.public import SCOPES

FULL = os.environ.get("CRAWL") == "full"
PER_PATTERN = 60 if FULL else 4
PEOPLE = ["owner", "marketer", "sales", "viewer", "agency", "outsider"]
POSTERS = PEOPLE if FULL else ["owner", "viewer", "agency", "outsider"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("event_store")]


@pytest.fixture
def world():
    cache.clear()
    return build_world()


@pytest.fixture
def targets(world):
    return Targets(world.theirs, world.ours, per_pattern=PER_PATTERN).all()


def browser_of(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def words_of(response) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body + response.headers.get("Location", "").encode()


def complaint(target, response) -> str | None:
    """Say what is wrong with an answer, or None."""
    if MARK.encode() in words_of(response):
        return f"{target.name} {target.url}: shows the other company's words"
    if response.status_code >= 500:
        return f"{target.name} {target.url}: breaks with {response.status_code}"
    if target.is_theirs and response.status_code == 200:
        return f"{target.name} {target.url}: opens"
    return None


def test_nobody_reads_another_companys_things(world, targets):
    before = snapshot.take(world.theirs)
    found = []
    for role in PEOPLE:
        client = browser_of(world.people[role])
        answers = ((target, client.get(target.url)) for target in targets)
        found += [f"{role}: {problem}" for asked in answers if (problem := complaint(*asked))]
    assert not found, "\n".join(found)
    assert snapshot.changed(before, snapshot.take(world.theirs)) == []


@pytest.mark.parametrize("role", ["owner", "agency"])
def test_ones_own_screens_show_nothing_of_another_company(world, role):
    """Filters, choosers and lists of one's own screens are where other companies' names slip in."""
    client = browser_of(world.people[role])
    own = [
        dataclasses.replace(target, is_theirs=False)
        for target in Targets(world.ours, world.ours, per_pattern=PER_PATTERN).all()
    ]
    answers = [(target, client.get(target.url)) for target in own]
    found = [problem for target, response in answers if (problem := complaint(target, response))]
    assert not found, "\n".join(found)
    opened = {target.name for target, response in answers if response.status_code == 200}
    assert len(opened) > 60, "the crawl sees hardly anything: is the world still what it was?"


def test_nobody_changes_another_companys_things(world, targets):
    found = []
    for role in POSTERS:
        before = snapshot.take(world.theirs)
        found += [f"{role}: {problem}" for problem in post_everything(world.people[role], targets)]
        found += [
            f"{role}: changed {table}" for table in snapshot.changed(before, snapshot.take(world.theirs))
        ]
    assert not found, "\n".join(found)


def post_everything(person, targets) -> list[str]:
    client = browser_of(person)
    found = []
    for target in targets:
        response = client.post(target.url, sent_to(target))
        if problem := complaint(target, response):
            found.append(problem)
        if response.wsgi_request.user.is_anonymous:  # something logged us out: the crawl goes on
            client.force_login(person)
    return found


def sent_to(target) -> dict:
    """Values that many forms would take: a change that went through would be seen in the tables."""
    return {
        "name": "Changed", "title": "Changed", "role": "viewer", "text": "Changed", "status": "closed", "on": "1",
        "do": "remove", "stage": "won", "amount": "1", "currency": "CNY", "host": "theirs.localhost",
        "confirm": "1", "is_spam": "1", "external-link-chooser-url": "https://x.example",
    }  # fmt: skip


def test_a_strangers_browser_is_asked_to_log_in(world, targets):
    client = Client(raise_request_exception=False)
    found = [problem for target in targets if (problem := complaint(target, client.get(target.url)))]
    assert not found, "\n".join(found)


def test_a_token_opens_nothing_of_another_company(world, targets):
    token = token_of(world.ours, SCOPES)
    client = Client(raise_request_exception=False, headers={"authorization": f"Bearer {token}"})
    before = snapshot.take(world.theirs)
    asked = [target for target in targets if target.url.startswith("/api/")]
    found = [
        problem
        for target in asked
        for response in (client.get(target.url), client.post(target.url, {}, content_type="application/json"))
        if (problem := complaint(target, response))
    ]
    assert not found, "\n".join(found)
    assert snapshot.changed(before, snapshot.take(world.theirs)) == []


def test_a_site_shows_nothing_of_another_company(world):
    client = Client(HTTP_HOST="ours.localhost", raise_request_exception=False)
    targets = Targets(world.theirs, world.ours, per_pattern=PER_PATTERN).all("yangfan.config.site_urls")
    found = [f"{t.url} shows it" for t in targets if MARK.encode() in words_of(client.get(t.url))]
    assert not found, "\n".join(found)


# --- the crawl can fail -----------------------------------------------------------------------------------------------


def test_the_crawl_would_see_a_leak(world, targets):
    """Let somebody of the other company ask: nearly everything must raise the alarm."""
    client = browser_of(world.boss)
    found = [target.name for target in targets if complaint(target, client.get(target.url))]
    assert len(set(found)) > 30


def test_the_snapshot_would_see_a_change(world):
    before = snapshot.take(world.theirs)
    type(world.theirs).objects.filter(pk=world.theirs.pk).update(currency="EUR")
    assert snapshot.changed(before, snapshot.take(world.theirs)) == ["accounts_workspace"]
