"""Budgets and plans through their screens and files; what counts as spent comes from the event store."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from yangfan.core.ui.table_imports import ImportRefused
from yangfan.events import public as events
from yangfan.promotion.budgets import actions, queries
from yangfan.promotion.budgets.actions import Cell
from yangfan.promotion.budgets.models import BudgetLine
from yangfan.promotion.public import add_cost

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
PAGES = ["promote_budgets", "promote_plan", "promote_budget_export"]
WRITING = ["promote_budget_edit", "promote_budget_import"]


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def workspace(workspace, stream):
    events.seed_channels(workspace)
    return workspace


@pytest.fixture
def spend(workspace, owner, stream):
    def spend(amount, first=date(2026, 10, 1), last=date(2026, 11, 15), channel="linkedin"):
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        events.put_facts(workspace, [
            {"key": f"cost:{channel}:{day}", "kind": "cost", "day": day, "amount": Decimal(amount), "currency": "CNY",
             "source": "file", "channel": channel} for day in days
        ])  # fmt: skip
        stream.drain()

    return spend


@pytest.fixture
def budget(workspace, owner):
    def budget(amount, month=NOVEMBER, channel="linkedin", field="amount", campaign=""):
        value = None if amount is None else Decimal(amount) if field == "amount" else amount
        return actions.set_cells(
            workspace=workspace, cells=[Cell(month, channel, field, value, campaign)], actor=owner, now=NOW
        )

    return budget


def address(name, **query):
    from urllib.parse import urlencode

    return reverse(name, args=["tidelane"]) + (f"?{urlencode(query)}" if query else "")


def amounts(workspace):
    return {
        (f"{one.month:%m}", one.channel, one.campaign): one.amount for one in BudgetLine.objects.of(workspace)
    }


def pace(workspace, channel="linkedin", campaign=""):
    found = queries.paces_of(workspace, month=NOVEMBER, today=TODAY)
    return next(one for one in found if (one.channel, one.campaign) == (channel, campaign))


@pytest.mark.parametrize("name", [*PAGES, *WRITING, "promote_watch"])
def test_outsiders_are_told_nothing_is_there(workspace, outsider, client_of, name):
    assert client_of(outsider).get(address(name)).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, "promote_watch"])
def test_every_member_may_look(workspace, viewer, client_of, name):
    assert client_of(viewer).get(address(name)).status_code == 200


@pytest.mark.parametrize("name", ["promote_budget_edit", "promote_budget_import", "promote_budget_copy", "promote_plan", "promote_plan_start", "promote_watch"])  # fmt: skip
def test_viewers_may_not_write(workspace, viewer, client_of, name):
    assert client_of(viewer).post(address(name), {"month": "2026-11"}).status_code == 403


def test_spent_is_set_beside_the_time_gone_and_where_the_month_ends(
    workspace, spend, budget, marketer, client_of
):
    spend(100)
    budget(4000)
    one = pace(workspace)
    assert (one.spent, one.known_until, one.time_gone) == (1500, date(2026, 11, 15), 0.5)
    assert (one.forecast.amount, one.state) == (3000, "slow")
    page = client_of(marketer).get(address("promote_budgets")).content.decode()
    assert "38% spent, 50% of the month gone" in page and "¥3,000" in page


def test_a_month_without_costs_shows_a_dash_and_never_zero(workspace, budget, marketer, client_of):
    budget(4000)
    assert pace(workspace).spent is None
    page = client_of(marketer).get(address("promote_budgets")).content.decode()
    assert "No cost is known yet" in page and "¥0" not in page


def test_a_channel_is_known_as_far_as_it_was_reported(workspace, spend, budget, marketer, client_of):
    spend(100, last=date(2026, 11, 9))
    budget(4000)
    assert pace(workspace).known_until == date(2026, 11, 9)
    assert "figures only until" in client_of(marketer).get(address("promote_budgets")).content.decode()


def test_a_channels_own_budget_counts_before_the_sum_of_its_campaigns(workspace, budget):
    budget(300, campaign="A")
    budget(200, campaign="B")
    lines = queries.lines_of(workspace, from_month=NOVEMBER)
    assert queries.budgets_by_channel(lines) == {(NOVEMBER, "linkedin"): 500}
    budget(900)
    assert queries.budgets_by_channel(lines.all()) == {(NOVEMBER, "linkedin"): 900}


def test_a_campaigns_budget_is_set_against_its_own_spending(workspace, budget, stream):
    events.put_facts(workspace, [
        {"key": f"c{n}", "kind": "cost", "day": date(2026, 11, 10), "amount": Decimal(amount), "currency": "CNY", "source": "file",
         "channel": "linkedin", "campaign": name} for n, (name, amount) in enumerate([("A", 70), ("B", 30)])
    ])  # fmt: skip
    stream.drain()
    budget(100, campaign="A")
    assert pace(workspace, campaign="A").spent == 70 and pace(workspace).spent == 100


def test_part_of_a_month_has_part_of_its_budget(workspace, budget):
    budget(3000)
    assert queries.budget_of_period(workspace, date(2026, 10, 20), date(2026, 11, 10)) == {"linkedin": 1000}


# --- the year's table --------------------------------------------------------------------------------------------------


def test_the_table_saves_only_what_was_changed_since_it_was_shown(workspace, budget, marketer, client_of):
    budget(100)
    budget(100, month=DECEMBER)
    budget(555, month=DECEMBER)  # someone else, meanwhile
    form = {"year": "2026", "channel": "linkedin", "campaign": "", "shown": '{"c-0-10": "100", "c-0-11": "100"}', "c-0-10": "1,250.50", "c-0-11": "100"}  # fmt: skip
    assert client_of(marketer).post(address("promote_budget_edit"), form).status_code == 302
    assert amounts(workspace) == {("11", "linkedin", ""): Decimal("1250.50"), ("12", "linkedin", ""): 555}


def test_an_emptied_cell_has_no_budget_and_zero_is_a_budget(workspace, budget, marketer, client_of):
    budget(100)
    form = {"year": "2026", "channel": "linkedin", "campaign": "", "shown": '{"c-0-10": "100"}', "c-0-10": "", "c-0-11": "0"}  # fmt: skip
    client_of(marketer).post(address("promote_budget_edit"), form)
    assert amounts(workspace) == {("12", "linkedin", ""): 0}


def test_what_is_no_amount_is_named_at_its_cell_and_nothing_is_saved(workspace, marketer, client_of):
    form = {"year": "2026", "new_channel": "linkedin", "n-0": "50", "n-1": "-3", "n-2": "much"}
    answer = client_of(marketer).post(address("promote_budget_edit"), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#n-1"' in page and 'href="#n-2"' in page
    assert amounts(workspace) == {}


def test_a_strange_channel_is_refused(workspace, marketer, client_of):
    form = {"year": "2026", "new_channel": "myspace", "n-0": "50"}
    assert client_of(marketer).post(address("promote_budget_edit"), form).status_code == 422
    assert amounts(workspace) == {}


def test_a_month_is_copied_forward_only_where_nothing_stands(workspace, budget, marketer, client_of):
    budget(100, month=date(2026, 10, 1))
    budget(7, month=date(2026, 10, 1), field="inquiries")
    budget(0, month=NOVEMBER)
    client = client_of(marketer)
    client.post(address("promote_budget_copy"), {"month": "2026-10"})
    assert amounts(workspace) == {
        ("10", "linkedin", ""): 100,
        ("11", "linkedin", ""): 0,
        ("12", "linkedin", ""): 100,
    }
    assert set(BudgetLine.objects.of(workspace).values_list("inquiries", flat=True)) == {7}
    page = client.post(address("promote_budget_copy"), {"month": "2026-10"}, follow=True).content.decode()
    assert "Nothing was copied" in page


# --- files -------------------------------------------------------------------------------------------------------------


def exported(client):
    return b"".join(client.get(address("promote_budget_export")).streaming_content)


def test_an_export_comes_back_as_it_was(workspace, budget, marketer, client_of):
    budget("1200.50")
    budget(30, field="inquiries")
    budget(300, campaign="-20% offer")
    client = client_of(marketer)
    content, before = (
        exported(client),
        list(BudgetLine.objects.of(workspace).values("month", "campaign", "amount", "inquiries")),
    )
    BudgetLine.objects.of(workspace).delete()
    answer = client.post(address("promote_budget_import"), {"file": SimpleUploadedFile("b.csv", content)})
    assert answer.status_code == 302
    assert list(BudgetLine.objects.of(workspace).values("month", "campaign", "amount", "inquiries")) == before
    assert actions.import_budgets(workspace=workspace, content=content, actor=marketer, now=NOW) == 0


def test_chinese_headers_and_channel_names_are_read(workspace, owner):
    content = "月份,渠道,预算,询盘\n2026-11,领英,800,\n".encode()
    if not actions._columns(["月份", "渠道", "预算"]):
        pytest.fail("the Chinese headers are not known")
    with pytest.raises(ImportRefused):
        actions.import_budgets(
            workspace=workspace, content=content.replace("领英".encode(), b"nobody"), actor=owner, now=NOW
        )
    content = "月份,渠道,预算\n2026年11月,linkedin,800\n".encode()
    assert actions.import_budgets(workspace=workspace, content=content, actor=owner, now=NOW) == 1


def test_a_file_with_anything_wrong_is_refused_by_line_and_field(workspace, marketer, client_of):
    content = b"Month,Channel,Budget\n2026-11,linkedin,100\n11/2026,linkedin,5\n2026-12,MySpace,x\n2026-11,linkedin,3\n"
    answer = client_of(marketer).post(
        address("promote_budget_import"), {"file": SimpleUploadedFile("b.csv", content)}
    )
    assert answer.status_code == 422 and amounts(workspace) == {}
    with pytest.raises(ImportRefused) as refused:
        actions.import_budgets(workspace=workspace, content=content, actor=marketer, now=NOW)
    assert [(one.line, one.field) for one in refused.value.wrong] == [
        (3, "Month"),
        (4, "Channel"),
        (4, "Budget"),
        (5, "Month"),
    ]


def test_a_file_without_the_columns_is_refused(workspace, owner):
    with pytest.raises(ImportRefused):
        actions.import_budgets(workspace=workspace, content=b"Day,Sum\n2026-11-01,5\n", actor=owner, now=NOW)


# --- plan --------------------------------------------------------------------------------------------------------------


def test_a_plan_starts_from_the_mean_of_three_months_and_keeps_what_stands(
    workspace, spend, budget, marketer, client_of
):
    spend(100, first=date(2026, 8, 1), last=date(2026, 10, 31))
    budget(9, field="inquiries")
    budget(50, month=NOVEMBER, channel="google_ads")
    client = client_of(marketer)
    assert (
        "Mean of the three months"
        not in client.get(address("promote_plan", month="2026-11")).content.decode()
    )
    client.post(address("promote_plan_start"), {"month": "2026-12", "months": "1"})
    assert ("12", "linkedin", "") not in amounts(workspace)  # November brought nothing yet
    client.post(address("promote_plan_start"), {"month": "2026-11", "months": "3"})
    line = BudgetLine.objects.of(workspace).get(month=NOVEMBER, channel="linkedin")
    assert (line.amount, line.inquiries, line.visits) == (Decimal("3066.67"), 9, None)


def test_plan_and_actual_stand_side_by_side_with_their_difference(
    workspace, spend, budget, marketer, client_of, stream
):
    spend(100)
    budget(1200)
    budget(10, field="inquiries")
    events.put_facts(workspace, [
        {"key": f"i{n}", "kind": "inquiry", "day": date(2026, 11, 5), "channel": "linkedin"} for n in range(5)
    ])  # fmt: skip
    stream.drain()
    (row,) = queries.plan_of(workspace, month=NOVEMBER, today=TODAY)
    assert (row.planned.per_inquiry, row.actual.per_inquiry) == (120, 300)
    assert (row.variance["amount"], row.variance["inquiries"], row.variance["visits"]) == (0.25, -0.5, None)
    page = client_of(marketer).get(address("promote_plan")).content.decode()
    assert "+25%" in page and "-50%" in page and "+150%" in page


def test_a_month_to_come_has_no_actual_figures(workspace, spend, budget):
    spend(100)
    budget(1200, month=DECEMBER)
    (row,) = queries.plan_of(workspace, month=DECEMBER, today=TODAY)
    assert vars(row.actual) == {"amount": None, "visits": None, "inquiries": None, "deals": None}


def test_a_planned_figure_is_saved_where_it_stands(workspace, spend, marketer, client_of):
    spend(100)
    client = client_of(marketer)
    htmx = {"HX-Request": "true"}
    page = client.post(
        address("promote_plan", month="2026-11"), {"inquiries:linkedin": "12"}, headers=htmx
    ).content.decode()
    assert 'id="inquiries:linkedin"' in page and 'value="12"' in page
    bad = client.post(
        address("promote_plan", month="2026-11"), {"inquiries:linkedin": "1.5"}, headers=htmx
    ).content.decode()
    assert "is not a whole number" in bad and 'value="1.5"' in bad
    assert BudgetLine.objects.of(workspace).get().inquiries == 12


def test_the_plan_is_exported(workspace, spend, budget, marketer, client_of):
    spend(100)
    budget(1200)
    answer = client_of(marketer).get(address("promote_plan", month="2026-11", export="csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Cost, planned" in text and "1200.00,1500" in text


def test_the_channels_table_has_clicks_budget_and_the_course_of_the_cost(
    workspace, budget, marketer, owner, client_of, stream
):
    from yangfan.promotion.public import import_costs

    content = (
        b"Date,Channel,Cost,Currency,Clicks\n2026-11-02,LinkedIn,10,CNY,7\n2026-11-03,LinkedIn,40,CNY,9\n"
    )
    import_costs(workspace=workspace, file=content, filename="c.csv", actor=owner, now=NOW)
    add_cost(
        workspace=workspace,
        channel="",
        amount=Decimal(5),
        currency="CNY",
        on=date(2026, 11, 3),
        note="x",
        actor=owner,
        now=NOW,
    )
    stream.drain()
    budget(3000)
    period = {"period": "custom", "from": "2026-11-01", "to": "2026-11-30"}
    client = client_of(marketer)
    page = client.get(address("promote", **period)).content.decode()
    assert "yf-spark" in page and "3,000" in page
    csv = b"".join(client.get(address("promote", **period, export="csv")).streaming_content).decode(
        "utf-8-sig"
    )
    header, line = csv.splitlines()[:2]
    assert dict(zip(header.split(","), line.split(","), strict=False))["Clicks"] == "16"
