"""Costs that connectors fetch: whatever was fetched before, the latest answer is what counts."""

import json
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import httpx2
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yangfan.connectors import public as connectors
from yangfan.core.models import AutopilotRun
from yangfan.events import public as events
from yangfan.promotion.costs import housekeeping, pulling, queries, tasks
from yangfan.promotion.costs.models import CostImport, CostPull, CostRow
from yangfan.promotion.costs.tests.test_actions import in_store, table
from yangfan.promotion.public import (
    CostImportRefused,
    CostLine,
    CostSource,
    NotACostSource,
    import_costs,
    pull_costs_for,
    take_pulled_costs,
    undo_cost_import,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
FIRST = date(2026, 9, 1)


class BoardAds(connectors.Connector, CostSource):
    """Ads on a board whose HTTP interface this test serves itself."""

    key = "board_ads"
    title = "Board Ads"
    report_zone = "Asia/Shanghai"
    final_after_days = 3
    max_days_per_call = 10
    channels = ("nothing_like_it", "linkedin")
    url = ""

    def pull_costs(self, account, since, until):
        answer = httpx2.get(self.url, params={"from": since.isoformat(), "to": until.isoformat()}, timeout=5)
        if answer.status_code != 200:
            raise connectors.ApiError(
                {401: "auth", 429: "quota"}.get(answer.status_code, "transient"), answer.text
            )
        for row in answer.json():
            yield CostLine(
                date.fromisoformat(row["day"]), row["id"], row["name"], Decimal(row["spend"]), "USD", row["views"],
                row["clicks"], None, row["final"],
            )  # fmt: skip


class Board:
    """The stand-in platform: its rows, and what it was asked."""

    def __init__(self):
        self.rows, self.asked, self.status = [], [], {}
        board = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = dict(httpx2.URL(self.path).params)
                board.asked.append((query["from"], query["to"]))
                status = board.status.get(len(board.asked), 200)
                rows = [row for row in board.rows if query["from"] <= row["day"] <= query["to"]]
                body = json.dumps(rows).encode() if status == 200 else b"the board says no"
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, day, spend, *, name="A", views=100, final=False):
        self.rows.append({"day": day.isoformat(), "id": f"c-{name}", "name": name, "spend": str(spend), "views": views,
                          "clicks": 3, "final": final})  # fmt: skip


@pytest.fixture(scope="module")
def source():
    one = BoardAds()
    connectors.connectors_registry.register(one)
    yield one
    connectors.connectors_registry._items.pop(one.key, None)


@pytest.fixture
def board(source):
    board = Board()
    source.url = f"http://127.0.0.1:{board.server.server_port}/report"
    yield board
    board.server.shutdown()
    board.server.server_close()


@pytest.fixture
def workspace(workspace):
    events.seed_channels(workspace)
    return workspace


@pytest.fixture
def account(workspace, source):
    return connectors.Account.objects.create(workspace=workspace, connector="board_ads", name="Board EU")


def line(day=FIRST, name="A", amount=10, **more):
    return CostLine(
        day,
        f"c-{name}",
        name,
        Decimal(amount),
        more.pop("currency", "USD"),
        more.pop("exposures", 100),
        3,
        **more,
    )


def take(account, *lines, since=FIRST, until=FIRST + timedelta(days=2)):
    return take_pulled_costs(account, lines, since, until, NOW)


def counted(workspace):
    rows = CostRow.objects.of(workspace).filter(is_current=True)
    return {(row.object_id, row.from_on): (row.amount, row.currency, row.impressions) for row in rows}


def test_a_day_fetched_again_replaces_its_figures_in_records_and_facts(account, workspace, stream):
    take(account, line(amount=10), line(name="B", amount=5, exposures=None))
    done = take(account, line(amount="12.5", exposures=110), line(name="B", amount=5, exposures=None))
    stream.drain()
    assert (done.new, done.changed, done.same, done.removed) == (0, 1, 1, 0)
    assert counted(workspace) == {
        ("c-A", FIRST): (Decimal("12.5"), "USD", 110),
        ("c-B", FIRST): (Decimal(5), "USD", None),
    }
    assert in_store(stream.store, workspace) == {
        ("cost", "linkedin", "2026-09-01"): Decimal("17.5"), ("exposure", "linkedin", "2026-09-01"): 110,
    }  # fmt: skip


def test_a_campaign_that_is_gone_from_a_day_is_taken_back_on_that_day_only(account, workspace, stream):
    later = FIRST + timedelta(days=5)
    take(account, line(), line(name="B"))
    take(account, line(later, "B"), since=later, until=later)
    assert take(account, line()).removed == 1
    stream.drain()
    assert set(counted(workspace)) == {("c-A", FIRST), ("c-B", later)}
    assert ("cost", "linkedin", later.isoformat()) in in_store(stream.store, workspace)


def test_the_same_answer_twice_changes_nothing_and_tells_nothing(account, workspace):
    from yangfan.events.models import Outbox

    take(account, line(conversions=Decimal("0.3333333")), line(name="B"))
    rows, told = list(CostRow.objects.of(workspace).values()), Outbox.objects.count()
    done = take(account, line(name="B"), line(conversions=Decimal("0.3333333")))
    assert (done.new, done.changed, done.same, done.removed) == (0, 0, 2, 0)
    assert list(CostRow.objects.of(workspace).values()) == rows and Outbox.objects.count() == told


@pytest.mark.parametrize(
    "bad", [line(FIRST - timedelta(days=1)), line(currency="usd"), line(amount="NaN"), replace(line(), object_id=""),
            line(amount=11)],
)  # fmt: skip
def test_an_answer_that_cannot_be_right_changes_nothing(account, workspace, bad):
    take(account, line())
    with pytest.raises(connectors.ApiError) as refused:
        take(account, line(), line(name="B"), bad)
    assert refused.value.kind == "invalid"
    assert set(counted(workspace)) == {("c-A", FIRST)}


def test_a_line_that_comes_on_two_pages_counts_once(account, workspace):
    take(account, line(), line())
    assert counted(workspace)["c-A", FIRST][0] == 10


def test_the_platforms_word_beats_a_file_on_its_channel_and_day_but_not_a_bill_by_hand(
    account, workspace, owner, stream
):
    from yangfan.promotion.public import add_cost

    file = table("2026-09-01,LinkedIn,A,40,CNY,900", "2026-09-09,LinkedIn,A,7,CNY,70")
    import_costs(workspace=workspace, file=file, filename="f.csv", actor=owner, now=NOW)
    add_cost(workspace=workspace, channel="linkedin", amount=Decimal(100), currency="CNY", on=FIRST, note="Agency", actor=owner, now=NOW)  # fmt: skip
    take(account, line(currency="CNY", amount=30, exposures=500))
    stream.drain()
    (one,) = events.stats.by_channel(workspace, events.Period(FIRST, FIRST))
    assert (one.cost, one.exposures) == (130, 500)
    rows = queries.current_rows(workspace)
    assert [row.amount for row in rows if row.is_overruled] == [40]
    assert [line["amount"] for line in queries.totals_of(rows)] == [137]
    (whole,) = events.stats.by_channel(workspace, events.Period(FIRST, date(2026, 9, 30)))
    assert (whole.cost, whole.exposures) == (137, 570)


def test_a_zero_that_the_platform_reports_beats_a_files_figure(account, workspace, owner, stream):
    file = table("2026-09-01,LinkedIn,A,40,CNY,900")
    import_costs(workspace=workspace, file=file, filename="f.csv", actor=owner, now=NOW)
    take(account, line(currency="CNY", amount=0, exposures=0))
    stream.drain()
    (one,) = events.stats.by_channel(workspace, events.Period(FIRST, FIRST))
    assert (one.cost, one.exposures) == (0, 0)


def test_foreign_money_is_converted_by_its_day_and_an_unknown_one_stands_apart(account, workspace, stream):
    from yangfan.core import money

    take(account, line(currency="USD", amount=10), line(name="B", currency="XAF", amount=900))
    stream.drain()
    (one,) = events.stats.by_channel(workspace, events.Period(FIRST, FIRST))
    assert one.cost == money.convert(Decimal(10), currency="USD", to="CNY", on=FIRST)
    assert one.cost_apart == {"XAF": 900}


def test_figures_of_a_platform_cannot_be_undone_here(account, workspace, owner):
    take(account, line())
    with pytest.raises(CostImportRefused):
        undo_cost_import(cost_import=CostImport.objects.of(workspace).get(), actor=owner, now=NOW)
    assert len(counted(workspace)) == 1


def test_an_account_connected_anew_takes_over_what_the_old_one_left(account, workspace):
    take(account, line(), line(FIRST + timedelta(days=1)))
    account.delete()
    assert len(counted(workspace)) == 2
    anew = connectors.Account.objects.create(workspace=workspace, connector="board_ads", name="Board EU")
    take(anew, line(amount=11), until=FIRST)
    assert {key: row[0] for key, row in counted(workspace).items()} == {
        ("c-A", FIRST): 11, ("c-A", FIRST + timedelta(days=1)): 10,
    }  # fmt: skip


def test_two_workspaces_and_two_accounts_never_share_a_row(account, workspace, other_workspace):
    events.seed_channels(other_workspace)
    second = connectors.Account.objects.create(workspace=workspace, connector="board_ads", name="Board US")
    theirs = connectors.Account.objects.create(
        workspace=other_workspace, connector="board_ads", name="Board EU"
    )
    for one in (account, second, theirs):
        take(one, line())
    take(second)
    take(theirs)
    assert len(counted(workspace)) == 1 and counted(other_workspace) == {}


def test_a_connector_without_costs_is_refused(workspace):
    other = connectors.Account.objects.create(
        workspace=workspace, connector="xiaohongshu_leads", name="Leads"
    )
    with pytest.raises(NotACostSource):
        pull_costs_for(other, NOW)


# one fetch: the days asked for, and what the platform says then
answers = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 3),
        st.dictionaries(
            st.tuples(st.sampled_from("ABC"), st.integers(0, 7)), st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)),
            max_size=10,
        ),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=answers)
def test_any_row_of_fetches_ends_in_the_last_truth_of_every_day(workspace, account, stream, answers):
    with transaction.atomic():
        truth = {}
        for start, length, said in answers:
            since, until = FIRST + timedelta(days=start), FIRST + timedelta(days=start + length)
            lines = [
                line(FIRST + timedelta(days=day), name, amount, exposures=shown)
                for (name, day), (amount, shown) in said.items()
                if start <= day <= start + length
            ]
            truth = {key: value for key, value in truth.items() if not since <= key[1] <= until}
            truth |= {(one.object_id, one.day): (one.amount, "USD", one.exposures) for one in lines}
            take_pulled_costs(account, lines, since, until, NOW)
            take_pulled_costs(account, reversed(lines), since, until, NOW)
        assert counted(workspace) == truth
        assert facts_told(workspace) == truth_as_facts(truth)
        transaction.set_rollback(True)


def facts_told(workspace) -> dict:
    """What a store that takes the outbox in order would hold: {(kind, day): sum}."""
    from yangfan.events.models import Outbox

    held = {}
    for text in (
        Outbox.objects.filter(workspace_id=workspace.pk).order_by("pk").values_list("line", flat=True)
    ):
        fact = json.loads(text)
        held[fact["key"]] = (
            None if fact.get("deleted") else (fact["kind"], fact["day"], Decimal(fact["amount"]))
        )
    sums = {}
    for kind, day, amount in filter(None, held.values()):
        sums[kind, day] = sums.get((kind, day), 0) + amount
    return sums


def truth_as_facts(truth) -> dict:
    sums = {}
    for (_name, day), (amount, _currency, shown) in truth.items():
        if amount is not None:
            sums["cost", day.isoformat()] = sums.get(("cost", day.isoformat()), 0) + amount
        if shown is not None:
            sums["exposure", day.isoformat()] = sums.get(("exposure", day.isoformat()), 0) + shown
    return sums


# --- which days, over HTTP ---------------------------------------------------------------------------------------------


def test_the_first_fetch_goes_thirty_days_back_in_calls_of_the_length_the_platform_allows(
    account, workspace, board
):
    board.put(TODAY - timedelta(days=29), 5)
    board.put(TODAY, 7)
    assert pull_costs_for(account, NOW).new == 2
    assert board.asked == [
        ("2026-10-25", "2026-11-03"),
        ("2026-11-04", "2026-11-13"),
        ("2026-11-14", "2026-11-23"),
    ]
    pull = CostPull.objects.of(workspace).get()
    assert (pull.final_until, pull.covered_until) == (TODAY - timedelta(days=3), TODAY)


def test_the_next_fetch_asks_only_for_days_that_may_change(account, board):
    board.put(TODAY - timedelta(days=2), 5)
    pull_costs_for(account, NOW)
    board.asked.clear()
    board.rows[0]["spend"] = "6"
    assert pull_costs_for(account, NOW + timedelta(days=1)).changed == 1
    assert board.asked == [("2026-11-18", "2026-11-24")]


def test_a_fetch_cut_short_goes_on_where_it_stopped(account, workspace, board):
    for days in (29, 15, 1):
        board.put(TODAY - timedelta(days=days), days)
    board.status = {2: 429}
    with pytest.raises(connectors.ApiError) as refused:
        pull_costs_for(account, NOW)
    assert refused.value.kind == "quota" and len(counted(workspace)) == 1
    pull = CostPull.objects.of(workspace).get()
    assert (pull.error_kind, pull.error, pull.leased_until) == ("quota", "the board says no", None)
    board.asked.clear()
    board.status = {}
    pull_costs_for(account, NOW + timedelta(hours=3))
    assert board.asked[0][0] == "2026-11-04" and len(counted(workspace)) == 3
    pull.refresh_from_db()
    assert pull.error == ""


def test_a_refused_key_marks_the_account_and_waits_for_a_person(account, board, settings):
    board.status = {1: 401}
    with pytest.raises(connectors.ApiError):
        pull_costs_for(account, NOW)
    account.refresh_from_db()
    assert account.state == connectors.Account.State.REAUTHORISE
    assert pulling.due_accounts(NOW + timedelta(days=9)) == []


def test_two_workers_never_fetch_the_same_account(account, workspace, board):
    CostPull.objects.create(workspace=workspace, account=account, leased_until=NOW + timedelta(minutes=5))
    with pytest.raises(connectors.ApiError) as refused:
        pull_costs_for(account, NOW)
    assert refused.value.kind == "transient" and board.asked == []


def test_the_day_is_that_of_the_platforms_zone(account, board):
    pull_costs_for(account, datetime(2026, 11, 23, 17, 0, tzinfo=UTC))  # already the 24th in Shanghai
    assert board.asked[-1][1] == "2026-11-24"


def test_the_job_fetches_what_is_due_and_says_so(account, workspace, board):
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    board.put(today, 5)
    assert [one.pk for one in pulling.due_accounts(NOW)] == [account.pk]
    housekeeping.pull_due_costs(NOW)
    assert len(counted(workspace)) == 1
    assert "1 new" in AutopilotRun.objects.get(workspace_id=workspace.pk, job=tasks.PULL_JOB).words["en"]
    assert pulling.due_accounts(datetime.now(UTC)) == []
