"""At most five things worth a minute, the best first, and put off for as long as asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yangfan.console.attention.queries import worth_a_minute
from yangfan.core.ui.missing import Check, Missing, checks

PANEL = "/console/tidelane/today/missing/"


@pytest.fixture
def seven(monkeypatch):
    """Seven things, found by two checks and nothing else."""
    monkeypatch.setattr(checks, "_items", {})
    things = [
        Missing(f"Thing {n}", "because", "Do it", f"/x/{n}/", minutes=2, worth=10 * n) for n in range(1, 7)
    ]
    checks.register(Check("many", lambda workspace: things, order=50))
    checks.register(
        Check("one", lambda workspace: Missing("Placed by its check", "why", "Go", "/y/"), order=55)
    )


def titles(workspace, user, days=0):
    now = timezone.now() + timedelta(days=days)
    return [one.title for one in worth_a_minute(workspace=workspace, user=user, role="owner", now=now).things]


def test_the_five_most_worthwhile_are_shown_and_the_rest_counted(workspace, owner, seven, client_of):
    assert titles(workspace, owner) == ["Thing 6", "Thing 5", "Placed by its check", "Thing 4", "Thing 3"]
    page = client_of(owner).get(PANEL).content.decode()
    assert "5 things, about 11 minutes" in page and "2 more things" in page
    assert "Thing 2" not in page


def test_what_is_put_off_comes_back_after_a_week_for_that_person_alone(
    workspace, owner, marketer, seven, client_of
):
    client = client_of(owner)
    answer = client.post(
        PANEL + "put-off/", {"key": "many:/x/6/", "for": "week"}, headers={"HX-Request": "true"}
    )
    assert "Thing 6" not in answer.content.decode()
    assert "put-back" in answer.headers["HX-Trigger"]
    assert "Thing 6" not in titles(workspace, owner, days=6)
    assert "Thing 6" in titles(workspace, owner, days=8)
    assert "Thing 6" in titles(workspace, marketer)


def test_what_is_not_for_us_stays_away_until_undone(workspace, owner, seven, client_of):
    client = client_of(owner)
    client.post(PANEL + "put-off/", {"key": "many:/x/6/", "for": "good"})
    assert "Thing 6" not in titles(workspace, owner, days=4000)
    client.post(PANEL + "put-back/?key=many:/x/6/")
    assert "Thing 6" in titles(workspace, owner)


def test_who_may_not_change_things_is_not_asked_to(client_of, sales, outsider, seven):
    assert client_of(sales).get(PANEL).status_code == 403
    assert client_of(sales).post(PANEL + "put-off/", {"key": "many:/x/6/"}).status_code == 403
    assert client_of(outsider).post(PANEL + "put-off/", {"key": "many:/x/6/"}).status_code == 404
