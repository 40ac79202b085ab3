"""Importing, importing again, replacing, undoing: what counts afterwards, in the records and in the event store."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yangfan.events import public as events
from yangfan.promotion.costs import actions
from yangfan.promotion.costs.models import CostImport, CostRow
from yangfan.promotion.costs.reading import CostMapping
from yangfan.promotion.costs.tests import samples
from yangfan.promotion.public import CostImportRefused, add_cost, import_costs, undo_cost_import

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def workspace(workspace):
    events.seed_channels(workspace)
    return workspace


@pytest.fixture
def bring(workspace, owner):
    """Import these bytes."""

    def bring(content, filename="costs.csv", **mapping):
        return import_costs(
            workspace=workspace,
            file=content,
            filename=filename,
            actor=owner,
            now=NOW,
            mapping=CostMapping(**mapping),
        )

    return bring


def counted(workspace):
    """What counts: {(channel, campaign, day): (amount, currency, impressions)}."""
    rows = CostRow.objects.of(workspace).filter(is_current=True)
    return {
        (row.channel, row.campaign, row.from_on.isoformat()): (row.amount, row.currency, row.impressions)
        for row in rows
    }


def in_store(event_store, workspace):
    """The facts in the store: {(kind, channel, day): amount}."""
    rows = event_store.query(
        "SELECT kind, channel, toString(day), sum(amount) FROM yangfan.facts FINAL "
        "WHERE workspace_id = {w:UInt32} AND deleted = 0 GROUP BY ALL",
        parameters={"w": workspace.pk},
    ).result_rows
    return {(kind, channel, day): amount for kind, channel, day, amount in rows}


def table(*lines):
    return "\n".join(["Date,Channel,Campaign,Cost,Currency,Impressions", *lines]).encode()


def test_import_keeps_rows_and_mirrors_cost_and_exposures(workspace, bring, stream):
    done = bring(samples.BAIDU, "baidu.csv")
    stream.drain()
    assert done.state == CostImport.State.KEPT
    assert (done.rows_new, done.rows_changed, done.totals) == (2, 0, {"CNY": "393.50"})
    assert in_store(stream.store, workspace) == {
        ("cost", "baidu_ads", "2026-09-01"): Decimal("393.5"),
        ("exposure", "baidu_ads", "2026-09-01"): Decimal(730),
    }


def test_an_open_file_is_read_too(workspace, owner):
    done = import_costs(
        workspace=workspace, file=io.BytesIO(samples.GOOGLE), filename="g.csv", actor=owner, now=NOW
    )
    assert done.totals == {"USD": "270.55"}


def test_the_same_file_twice_changes_nothing(workspace, bring, stream):
    first = bring(samples.GOOGLE)
    stream.drain()
    before, rows = in_store(stream.store, workspace), CostRow.objects.of(workspace).count()
    second = bring(samples.GOOGLE, "renamed.csv")
    stream.drain()
    assert second.pk == first.pk and second.is_repeat
    assert CostRow.objects.of(workspace).count() == rows
    assert in_store(stream.store, workspace) == before


def test_a_newer_file_replaces_the_same_days_and_says_so(workspace, bring, stream):
    bring(table("2026-09-01,LinkedIn,A,10,CNY,100", "2026-09-02,LinkedIn,A,10,CNY,100"))
    newer = bring(table("2026-09-02,LinkedIn,A,12,CNY,110", "2026-09-03,LinkedIn,A,5,CNY,50"))
    stream.drain()
    assert (newer.rows_new, newer.rows_changed, newer.rows_same) == (1, 1, 0)
    assert in_store(stream.store, workspace) == {
        ("cost", "linkedin", "2026-09-01"): 10, ("exposure", "linkedin", "2026-09-01"): 100,
        ("cost", "linkedin", "2026-09-02"): 12, ("exposure", "linkedin", "2026-09-02"): 110,
        ("cost", "linkedin", "2026-09-03"): 5, ("exposure", "linkedin", "2026-09-03"): 50,
    }  # fmt: skip


def test_undo_brings_back_what_was_replaced(workspace, bring, owner, stream):
    bring(table("2026-09-01,LinkedIn,A,10,CNY,100"))
    newer = bring(table("2026-09-01,LinkedIn,A,12,CNY,", "2026-09-01,LinkedIn,B,1,CNY,"))
    undo_cost_import(cost_import=newer, actor=owner, now=NOW)
    stream.drain()
    assert counted(workspace) == {("linkedin", "A", "2026-09-01"): (10, "CNY", 100)}
    assert in_store(stream.store, workspace) == {
        ("cost", "linkedin", "2026-09-01"): 10,
        ("exposure", "linkedin", "2026-09-01"): 100,
    }


def test_undoing_the_older_import_leaves_the_newer_figures(workspace, bring, owner):
    older = bring(table("2026-09-01,LinkedIn,A,10,CNY,100"))
    bring(table("2026-09-01,LinkedIn,A,12,CNY,110"))
    undo_cost_import(cost_import=older, actor=owner, now=NOW)
    assert counted(workspace) == {("linkedin", "A", "2026-09-01"): (12, "CNY", 110)}


def test_an_undone_file_can_be_imported_again(workspace, bring, owner):
    undo_cost_import(cost_import=bring(samples.GOOGLE), actor=owner, now=NOW)
    assert counted(workspace) == {}
    again = bring(samples.GOOGLE)
    assert not again.is_repeat and len(counted(workspace)) == 3


def test_replacing_whole_days_takes_out_rows_the_file_no_longer_has(workspace, bring, owner):
    bring(
        table("2026-09-01,LinkedIn,A,10,CNY,", "2026-09-01,LinkedIn,B,5,CNY,", "2026-09-02,LinkedIn,B,5,CNY,")
    )
    newer = bring(table("2026-09-01,LinkedIn,A renamed,10,CNY,"), replace="days")
    assert newer.rows_removed == 2
    assert set(counted(workspace)) == {
        ("linkedin", "A renamed", "2026-09-01"),
        ("linkedin", "B", "2026-09-02"),
    }
    undo_cost_import(cost_import=newer, actor=owner, now=NOW)
    assert len(counted(workspace)) == 3


def test_costs_at_two_levels_are_pointed_out_before_they_count_twice(workspace, bring):
    bring(table("2026-09-01,LinkedIn,A,10,CNY,"))
    content = table("2026-09-01,LinkedIn,,10,CNY,")
    with translation.override("en"):
        reading = actions.preview_costs(workspace=workspace, content=content, now=NOW)
    assert any("twice" in note for note in reading.notes)


def test_a_file_with_bad_rows_keeps_nothing(workspace, bring):
    with pytest.raises(CostImportRefused) as refused:
        bring(table("2026-09-01,LinkedIn,A,10,CNY,", "01/02/2026,LinkedIn,A,ten,CNY,"))
    assert [(p.line, p.field) for p in refused.value.problems] == [(3, "day"), (3, "amount")]
    assert not CostImport.objects.of(workspace).exists()


def test_the_good_rows_are_kept_when_someone_chooses_so(workspace, bring):
    done = bring(table("2026-09-01,LinkedIn,A,10,CNY,", "2026-09-02,LinkedIn,A,ten,CNY,"), skip_bad=True)
    assert (done.rows_new, done.rows_bad) == (1, 1)


def test_a_period_counts_on_its_first_day_unless_it_is_spread(workspace, bring, owner, stream):
    whole = bring(samples.META)
    stream.drain()
    assert in_store(stream.store, workspace)[("cost", "paid_social", "2026-09-01")] == Decimal("310.2")
    undo_cost_import(cost_import=whole, actor=owner, now=NOW)
    bring(samples.META, spread=True)
    stream.drain()
    facts = in_store(stream.store, workspace)
    costs = {day: amount for (kind, _, day), amount in facts.items() if kind == "cost"}
    shown = {day: amount for (kind, _, day), amount in facts.items() if kind == "exposure"}
    assert len(costs) == 30 and sum(costs.values()) == Decimal("310.2")
    assert len(shown) == 30 and sum(shown.values()) == 15400


def test_a_killed_import_leaves_nothing_that_counts_and_is_cleared_away(workspace, bring, monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "ONE_TRANSACTION", 0)  # as for a file of many rows
    monkeypatch.setattr(actions, "_finish", killed)
    with pytest.raises(KeyboardInterrupt):
        bring(samples.GOOGLE)
    monkeypatch.undo()
    assert counted(workspace) == {}
    actions.finish_imports(now=NOW + timedelta(hours=1))
    assert not CostImport.objects.of(workspace).exists()
    assert bring(samples.GOOGLE).rows_new == 3


def test_an_import_killed_while_it_begins_to_count_is_finished_later(workspace, bring, monkeypatch, stream):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "ONE_TRANSACTION", 0)
    monkeypatch.setattr(actions, "BATCH", 1)
    settle, calls = actions.settle, []

    def dying(space, keys):
        calls.append(keys)
        return killed() if len(calls) == 2 else settle(space, keys)

    monkeypatch.setattr(actions, "settle", dying)
    with pytest.raises(KeyboardInterrupt):
        bring(samples.GOOGLE)
    assert len(counted(workspace)) == 1
    monkeypatch.undo()
    assert actions.finish_imports(now=NOW + timedelta(hours=1)) == 1
    assert len(counted(workspace)) == 3


def test_a_small_import_is_one_transaction(workspace, bring, monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "settle", killed)
    with pytest.raises(KeyboardInterrupt):
        bring(samples.GOOGLE)
    assert not CostImport.objects.of(workspace).exists()


def test_a_bill_by_hand_counts_once(workspace, owner, stream):
    add_cost(workspace=workspace, channel="", amount=Decimal(800), currency="CNY", on=date(2026, 9, 5), note="Photos", actor=owner, now=NOW)  # fmt: skip
    stream.drain()
    assert in_store(stream.store, workspace) == {("cost", "", "2026-09-05"): 800}


def test_a_monthly_bill_counts_on_the_same_day_of_each_month(workspace, owner):
    entry = add_cost(workspace=workspace, channel="", amount=Decimal(99), currency="CNY", on=date(2026, 8, 31), note="Software", actor=owner, now=NOW, monthly_until=date(2026, 11, 30))  # fmt: skip
    days = sorted(CostRow.objects.of(workspace).filter(cost_import=entry).values_list("from_on", flat=True))
    assert [day.isoformat() for day in days] == ["2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30"]
    assert entry.totals == {"CNY": "396"}


def test_a_bill_for_a_channel_that_is_not_ours_is_refused(workspace, owner):
    with pytest.raises(CostImportRefused):
        add_cost(workspace=workspace, channel="myspace", amount=Decimal(1), currency="CNY", on=date(2026, 9, 5), note="", actor=owner, now=NOW)  # fmt: skip


def test_two_workspaces_never_share_a_row(workspace, other_workspace, owner, outsider, bring):
    events.seed_channels(other_workspace)
    bring(samples.GOOGLE)
    theirs = import_costs(
        workspace=other_workspace, file=samples.GOOGLE, filename="g.csv", actor=outsider, now=NOW
    )
    assert not theirs.is_repeat
    undo_cost_import(cost_import=theirs, actor=outsider, now=NOW)
    assert len(counted(workspace)) == 3 and counted(other_workspace) == {}


row = st.tuples(st.integers(1, 4), st.sampled_from("ABC"), st.integers(1, 50))
file = st.lists(row, min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(file, min_size=1, max_size=4, unique_by=str), undone=st.sets(st.integers(0, 3)))
def test_what_counts_depends_only_on_the_imports_that_are_kept(workspace, owner, files, undone):
    """Import all, undo some: the same as if those had never been; import → undo → import is the first import."""
    from django.db import transaction

    def put(lines):
        text = table(*(f"2026-09-0{day},LinkedIn,{name},{amount},CNY," for day, name, amount in lines))
        return import_costs(workspace=workspace, file=text, filename="f.csv", actor=owner, now=NOW)

    with transaction.atomic():
        imports = [put(lines) for lines in files]
        for index in undone:
            if index < len(imports):
                undo_cost_import(cost_import=imports[index], actor=owner, now=NOW)
        with_undo = counted(workspace)
        for one in imports:
            undo_cost_import(cost_import=one, actor=owner, now=NOW)
        assert counted(workspace) == {}
        for index, lines in enumerate(files):
            if index not in undone:
                put(lines)
        assert counted(workspace) == with_undo
        transaction.set_rollback(True)
