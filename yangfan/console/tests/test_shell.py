"""The shell renders for everyone who may see it, and for nobody else."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from yangfan.accounts.public import AuditEntry, User
from yangfan.core.jobs import autopilot
from yangfan.core.ui.missing import Check, Missing, checks, what_is_missing
from yangfan.core.ui.navigation import address, menu
from yangfan.core.ui.search import Found, Provider, providers
from yangfan.core.ui.slots import settings_pages

PAGES = [
    "",
    "kit/",
    "more/",
    "search/",
    "search/?q=robot",
    "help/",
    "jobs/",
    "jobs/log/",
    "profile/",
    "settings/",
    "settings/team/",
]
OWNERS_ONLY = ["settings/workspace/", "settings/tokens/", "settings/audit/"]
PANELS = ["today/numbers/", "today/first/", "today/live/", "today/missing/", "today/jobs/"]


@pytest.mark.parametrize("page", [*PAGES, *OWNERS_ONLY])
def test_an_owner_opens_every_page(client_of, owner, page):
    assert client_of(owner).get(f"/console/tidelane/{page}").status_code == 200


def test_every_panel_of_today_answers_alone_and_as_a_page(client_of, owner, event_store):
    client = client_of(owner)
    for panel in PANELS:
        alone = client.get(f"/console/tidelane/{panel}", headers={"HX-Request": "true"})
        assert alone.status_code == 200
        assert b"<html" not in alone.content
        assert b"<html" in client.get(f"/console/tidelane/{panel}").content


@pytest.mark.parametrize("page", PAGES)
def test_a_viewer_opens_the_pages_for_everyone(client_of, viewer, page):
    assert client_of(viewer).get(f"/console/tidelane/{page}").status_code == 200


@pytest.mark.parametrize("page", OWNERS_ONLY)
@pytest.mark.parametrize("role", ["marketer", "sales", "viewer"])
def test_only_owners_open_the_owners_settings(client_of, request, role, page):
    assert client_of(request.getfixturevalue(role)).get(f"/console/tidelane/{page}").status_code == 403


@pytest.mark.parametrize("page", [*PAGES, *OWNERS_ONLY, *PANELS])
def test_an_outsider_finds_nothing(client_of, owner, outsider, page):
    assert client_of(outsider).get(f"/console/tidelane/{page}").status_code == 404


def test_every_registered_page_is_mounted(workspace):
    registered = [(item.key, item.url_name) for item in [*menu, *settings_pages]]
    assert [key for key, url_name in registered if not address(url_name, workspace)] == []


def test_the_phone_shows_five_and_the_rest_under_more(client_of, owner):
    page = client_of(owner).get("/console/tidelane/more/")
    assert len(page.context["phone_items"]) <= 4
    assert b"/console/tidelane/settings/" in page.content


def test_a_switched_off_job_stays_off_and_leaves_a_trail(client_of, owner, workspace):
    job = next(job for job in autopilot.jobs if not job.hidden)
    client_of(owner).post(f"/console/tidelane/jobs/{job.key}/switch/", {"on": "0"})
    assert not autopilot.is_on(workspace.pk, job.key)
    client_of(owner).post(f"/console/tidelane/jobs/{job.key}/switch/", {"on": "1"})
    assert autopilot.is_on(workspace.pk, job.key)
    assert AuditEntry.objects.of(workspace).filter(action="job_switched").count() == 2


def test_a_viewer_switches_nothing(client_of, viewer, workspace):
    job = next(job for job in autopilot.jobs if not job.hidden)
    assert client_of(viewer).post(f"/console/tidelane/jobs/{job.key}/switch/", {"on": "0"}).status_code == 403
    assert autopilot.is_on(workspace.pk, job.key)


def test_checks_say_what_is_missing_to_those_who_can_change_it(workspace, monkeypatch):
    found = Missing("No chat", "Alerts go by mail only", "Connect", "/x/")
    monkeypatch.setitem(checks._items, "test", Check("test", lambda space: found, order=-1))
    assert "No chat" in [one.title for one in what_is_missing(workspace=workspace, role="owner")]
    assert what_is_missing(workspace=workspace, role="viewer") == []


def test_search_asks_every_provider_and_only_for_roles_it_is_for(client_of, owner, viewer, monkeypatch):
    provider = Provider(
        "test", "Robots", lambda space, query, limit: [Found(f"{query}!", "/x/")], roles=frozenset({"owner"})
    )
    monkeypatch.setitem(providers._items, "test", provider)
    assert b"arm!" in client_of(owner).get("/console/tidelane/search/?q=arm").content
    assert b"arm!" not in client_of(viewer).get("/console/tidelane/search/?q=arm").content


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "这个地址没有内容"), ("en", "nothing at this address")]
)
def test_a_missing_page_is_friendly_in_both_languages(client_of, owner, language, words):
    User.objects.update(language=language)
    answer = client_of(owner).get("/console/nowhere/")
    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_a_broken_page_says_so_without_needing_anything(client_of, owner, monkeypatch):
    client = client_of(owner)
    client.raise_request_exception = False
    monkeypatch.setattr("yangfan.console.panels.done_since_yesterday", lambda workspace, now: 1 / 0)
    answer = client.get("/console/tidelane/today/jobs/")
    assert answer.status_code == 500
    assert b"on our side" in answer.content


def test_a_stale_form_is_explained(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    answer = client.post("/console/tidelane/profile/", {"name": "x"})
    assert answer.status_code == 403
    assert b"open for too long" in answer.content


def test_every_page_of_the_console_forbids_inline_script(client_of, owner):
    answer = client_of(owner).get("/console/tidelane/kit/")
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    page = BeautifulSoup(answer.content, "html.parser")
    assert [
        tag for tag in page.find_all("script") if not tag.get("src") and tag.get("type") != "application/json"
    ] == []
    assert page.select("[style], [onclick], style") == []
