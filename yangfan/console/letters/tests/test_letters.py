"""The weekly letter goes out once a week to each reader; word of failing jobs once per streak."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from yangfan.accounts.public import User
from yangfan.console.letters import actions, digest
from yangfan.console.letters.models import Letter
from yangfan.core.jobs import autopilot, running
from yangfan.core.jobs.autopilot import JobFailed, NeedsPerson
from yangfan.core.jobs.plans import Daily
from yangfan.events import stats

MONDAY = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # half past eight in Shanghai


@pytest.fixture(autouse=True)
def mail_goes_out(settings, django_capture_on_commit_callbacks, monkeypatch, event_store):
    """Commit at once, and hand mail to Django's own box for tests."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work, **_more: work())


def sent():
    return [(one.to[0], one.subject) for one in mail.outbox]


def test_the_week_is_the_last_whole_one_in_the_zone_of_the_workspace(workspace):
    assert str(digest.week_before(workspace, MONDAY)) == "2026-11-16–2026-11-22"
    sunday_in_new_york = datetime(2026, 11, 23, 4, tzinfo=UTC)
    workspace.time_zone = "America/New_York"
    assert str(digest.week_before(workspace, sunday_in_new_york)) == "2026-11-09–2026-11-15"
    week = digest.week_before(workspace, MONDAY)
    assert (digest.name_of(week), digest.week_named("2026-W46")) == ("2026-W46", week)


def test_each_owner_gets_one_letter_a_week_however_often_it_is_written(workspace, owner, marketer):
    User.objects.filter(pk=owner.pk).update(language="zh-hans")
    assert digest.write_digest(workspace, MONDAY).amounts == {"letters": 1}
    assert digest.write_digest(workspace, MONDAY + timedelta(days=2)) is None
    for letter in Letter.objects.across_workspaces():
        actions.deliver(letter_id=letter.pk, now=timezone.now())
    actions.send_due(timezone.now() + timedelta(hours=1))
    assert [to for to, _subject in sent()] == [owner.email]
    assert digest.write_digest(workspace, MONDAY + timedelta(days=7)).amounts == {"letters": 1}
    assert len(mail.outbox) == 2


def test_the_letter_tells_numbers_inquiries_and_jobs_in_the_readers_language(workspace, owner):
    autopilot.record(
        workspace.pk, "doubles", True, lambda: "2 pairs may be one person", MONDAY - timedelta(days=3)
    )
    digest.write_digest(workspace, MONDAY)
    User.objects.filter(pk=owner.pk).update(language="zh-hans")
    digest.write_digest(workspace, MONDAY + timedelta(days=7))
    english, chinese = mail.outbox
    html = english.alternatives[0].content
    for words in (
        "Visits",
        "week before",
        "Answer these first",
        "Nobody waits for an answer",
        "2 pairs may be one person",
    ):
        assert words in english.body
        assert words in html
    assert "今" not in english.body
    assert "先回复这几位" in chinese.body or "先回" in chinese.body
    assert english.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "<svg" not in html and "<script" not in html


def test_the_letter_is_ended_by_one_click_of_the_mail_program_but_not_by_a_look(workspace, owner, client):
    digest.write_digest(workspace, MONDAY)
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = "/" + address.split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert owner in actions.weekly_readers(workspace)
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert owner not in actions.weekly_readers(workspace)
    assert digest.write_digest(workspace, MONDAY + timedelta(days=7)) is None
    client.post(path, {"on": "1"})
    assert owner in actions.weekly_readers(workspace)
    assert client.get(path[:-3] + "x/").status_code == 404


def test_a_marketer_may_ask_for_the_letter_on_the_page(workspace, marketer, client_of):
    client_of(marketer).post("/console/tidelane/jobs/letters/", {"on": "1"})
    assert actions.weekly_readers(workspace) == [marketer]
    client_of(marketer).post("/console/tidelane/jobs/letters/?on=0")
    assert actions.weekly_readers(workspace) == []


def test_a_worker_killed_before_the_sending_leaves_the_letter_to_the_next(workspace, owner, monkeypatch):
    monkeypatch.setattr(actions, "_enqueue", lambda pk: None)
    digest.write_digest(workspace, MONDAY)
    monkeypatch.setattr(stats, "totals", killed)
    (letter,) = Letter.objects.across_workspaces()
    with pytest.raises(KeyboardInterrupt):
        actions.deliver(letter_id=letter.pk, now=timezone.now())
    monkeypatch.undo()
    assert Letter.objects.across_workspaces().get().state == "waiting"


def test_a_letter_that_may_have_arrived_is_not_sent_again(workspace, owner, monkeypatch):
    monkeypatch.setattr(actions, "_enqueue", lambda pk: None)
    digest.write_digest(workspace, MONDAY)
    (letter,) = Letter.objects.across_workspaces()
    monkeypatch.setattr(actions, "_send", killed)
    with pytest.raises(KeyboardInterrupt):
        actions.deliver(letter_id=letter.pk, now=timezone.now())
    actions.send_due(timezone.now() + timedelta(hours=1))
    letter.refresh_from_db()
    assert (letter.state, letter.error) == ("failed", "interrupted; it may have arrived")
    actions.deliver(letter_id=letter.pk, now=timezone.now() + timedelta(hours=2))
    assert mail.outbox == []


def killed(*_values, **_more):
    raise KeyboardInterrupt


def test_owners_hear_once_that_a_job_fails_and_once_that_it_works(workspace, owner, monkeypatch):
    answers = [JobFailed(lambda: "DNS does not answer"), JobFailed(lambda: "still not"), None]

    def go(space, now):
        if error := answers.pop(0):
            raise error

    job = autopilot.Job(key="push", title="Push pages", what="", order=1, plan=Daily(9), run_for=go)
    monkeypatch.setitem(autopilot.jobs._items, "push", job)
    for _turn in range(3):
        running.ask_now(workspace, "push", MONDAY)
    assert sent() == [
        (owner.email, "Tidelane Robotics: Push pages does not work"),
        (owner.email, "Tidelane Robotics: Push pages works again"),
    ]
    assert "DNS does not answer" in mail.outbox[0].body and "tried again by itself" in mail.outbox[0].body


def test_a_paused_job_leads_to_where_it_is_put_right(workspace, owner, monkeypatch):
    def go(space, now):
        raise NeedsPerson(lambda: "Authorise Baidu again", url="/console/tidelane/settings/")

    job = autopilot.Job(key="push", title="Push pages", what="", order=1, plan=Daily(9), run_for=go)
    monkeypatch.setitem(autopilot.jobs._items, "push", job)
    running.ask_now(workspace, "push", MONDAY)
    assert "/console/tidelane/settings/" in mail.outbox[0].body
    assert "paused" in mail.outbox[0].body
