"""Everything reaches its platform once: through refusals, broken lines, dead workers and tokens that end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.connectors.outgoing import actions
from yangfan.connectors.standins import DROPPED, json_answer

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Dispatch = connectors.Dispatch


def later(row, now, **fields):
    """Let the worker look at it when it is due."""
    actions.send_dispatch(dispatch_id=row.pk, now=now)
    row.refresh_from_db()
    return row


def test_a_dispatch_goes_out_once_and_the_same_key_again_is_the_same(board, note):
    first = note()
    assert (first.state, first.remote_id, first.remote_url) == ("done", "1", "https://board.example/1")
    assert note().pk == first.pk
    assert len(board.notes) == 1 and board.told == [("done", "n1")]


def test_one_planned_for_later_waits(board, note):
    now = timezone.now()
    row = note(at=now + timedelta(days=2))
    assert later(row, now + timedelta(days=1)).state == "waiting" and not board.notes
    assert later(row, now + timedelta(days=2)).state == "done"


def test_a_passing_failure_is_tried_again_and_given_up_after_the_last_wait(board, note):
    board.fail_next(*[json_answer({"error": "busy"}, 503)] * 12)
    board.can_ask = True
    row, now = note(), timezone.now()
    for _ in range(len(actions.WAITS) * 2):
        if row.state != "waiting":
            break
        now = row.next_at + timedelta(seconds=1)
        row = later(row, now)
    assert row.state == "failed" and "503" in row.error and board.told == [("failed", "n1")]


def test_what_can_never_work_is_put_aside_at_once_and_can_be_sent_again(
    board, note, django_capture_on_commit_callbacks
):
    board.fail_next(json_answer({"error": "the text is empty"}, 422))
    row = note()
    assert (row.state, row.trouble, row.attempts) == ("failed", "invalid", 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.send_again(dispatch=row, now=timezone.now())
    row.refresh_from_db()
    assert row.state == "done" and len(board.notes) == 1


def test_a_quota_waits_as_long_as_the_platform_says_and_counts_no_attempt(board, note):
    board.fail_next(json_answer({"error": "slow down"}, 429, Retry_After="120"))
    now = timezone.now()
    row = note(now=now)
    assert (row.state, row.attempts) == ("waiting", 0)
    assert timedelta(seconds=110) < row.next_at - now < timedelta(seconds=140)


def test_a_line_that_breaks_after_the_platform_took_it_leaves_one_note(board, note):
    board.fail_next(DROPPED)
    row = note()
    assert row.state == "waiting" and row.may_be_out and len(board.notes) == 1
    row = later(row, row.next_at + timedelta(seconds=1))
    assert (row.state, row.remote_id) == ("done", "1") and len(board.notes) == 1


def test_where_nobody_can_ask_a_person_is_asked(board, note, client_of, owner, workspace):
    board.can_ask = False
    board.fail_next(DROPPED)
    row = note()
    row = later(row, row.next_at + timedelta(seconds=1))
    assert row.state == "unsure" and board.told == [("unsure", "n1")]
    client, address = client_of(owner), f"/console/{workspace.slug}/settings/platforms/out/"
    assert "Main" in client.get(address).content.decode()
    client.post(f"{address}{row.pk}/there/", {"url": "https://board.example/1"})
    row.refresh_from_db()
    assert (row.state, row.remote_url) == ("done", "https://board.example/1")


def test_a_dead_workers_dispatch_is_taken_over_and_looked_for_first(board, note, account):
    now = timezone.now()
    row = note(at=now + timedelta(days=1))
    board.notes["7"] = {"key": "n1"}  # it went out, and then the worker was killed
    Dispatch.objects.of(account.workspace).filter(pk=row.pk).update(
        state="going", held_until=now - timedelta(seconds=1), next_at=now - timedelta(seconds=1)
    )
    actions.send_due(now)
    row.refresh_from_db()
    assert (row.state, row.remote_id) == ("done", "7") and len(board.notes) == 1


def test_a_living_workers_dispatch_is_left_alone(board, note, account):
    now = timezone.now()
    row = note(at=now + timedelta(days=1))
    held = {"state": "going", "held_until": now + timedelta(minutes=5), "next_at": now + timedelta(minutes=5)}
    Dispatch.objects.of(account.workspace).filter(pk=row.pk).update(**held)
    assert later(row, now).state == "going" and not board.notes


def test_a_token_that_the_platform_forgot_is_replaced_and_the_note_goes_out(board, note, account):
    board.tokens = {"other"}
    row = note()
    account.refresh_from_db()
    assert (
        row.state == "done"
        and account.config["access_token"] == "t1"
        and account.config["refresh_token"] == "r1"
    )


def test_without_a_token_it_waits_for_a_person_and_goes_out_when_access_is_granted_again(
    board, note, account
):
    board.tokens = set()
    row = note()
    account.refresh_from_db()
    assert (row.state, row.trouble, account.state) == ("waiting", "auth", "reauthorise")
    board.tokens = {"t0"}
    connectors.check_account(account=account, now=timezone.now())
    row.refresh_from_db()
    assert later(row, timezone.now()).state == "done"


def test_what_was_called_back_does_not_go_out(board, note):
    row = note(at=timezone.now() + timedelta(hours=1))
    assert actions.recall(dispatch=row)
    assert later(row, timezone.now() + timedelta(hours=2)).state == "recalled" and not board.notes


def test_our_own_limit_puts_the_rest_off(board, note, account, monkeypatch):
    monkeypatch.setattr(type(account.plan), "limits", ("2/minute",))
    rows = [note(f"limited{n}") for n in range(3)]
    assert [row.state for row in rows] == ["done", "done", "waiting"] and rows[2].trouble == "quota"


def test_every_call_is_in_the_log_and_no_secret_is(board, note, account, client_of, owner, workspace):
    board.tokens = {"other"}
    note()
    page = client_of(owner).get(f"/console/{workspace.slug}/settings/platforms/{account.pk}/log/")
    text = page.content.decode()
    assert "/notes" in text and "401" in text and "grant_type=refresh_token" in text
    assert "very-secret-app" not in text and "r0" not in text.replace("r0;", "")


def test_an_outsider_sees_nothing_and_sales_may_do_nothing(
    note, board, client_of, outsider, sales, workspace, account
):
    row = note(at=timezone.now() + timedelta(days=1))
    base = f"/console/{workspace.slug}/settings/platforms/"
    for path in ("out/", f"{account.pk}/log/"):
        assert client_of(outsider).get(base + path).status_code == 404
        assert client_of(sales).get(base + path).status_code == 403
    assert client_of(sales).post(f"{base}out/{row.pk}/recall/").status_code == 403
    row.refresh_from_db()
    assert row.state == "waiting"
