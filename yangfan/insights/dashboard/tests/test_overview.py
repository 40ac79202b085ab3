"""The dashboard's numbers, against a count of what was sent; its doors; its exports."""

import csv
import io
import zipfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from yangfan.events import public as events
from yangfan.events import stats
from yangfan.insights.dashboard import figures
from yangfan.insights.public import funnel_report
from yangfan.promotion.public import add_cost, import_costs

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 28)
NOON = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)  # noon in Shanghai
QUERY = {"period": "custom", "from": FIRST.isoformat(), "to": LAST.isoformat()}
PANELS = ["numbers", "trend", "funnel", "channels", "coverage", "breakdown", "inquiries", "live"]
ADDRESSES = {
    "google_ads": "?gclid=abc&utm_source=google&utm_medium=cpc",
    "linkedin": "?utm_source=linkedin&utm_medium=social",
    "direct": "",
}


@pytest.fixture
def workspace(workspace):
    workspace.gross_margin = Decimal("41.67")
    workspace.live_on = FIRST
    workspace.save()
    return workspace


@pytest.fixture
def site(workspace, stream):
    return events.create_site(workspace=workspace, name="Tidelane", hosts=["tidelane.test"])


@pytest.fixture
def season(workspace, site, stream, owner):
    """Twenty-eight days of a few visits a day, some inquiries, two deals, a cost file and a bill. Returns the raw input."""
    visits, facts = [], []
    for day in range(28):
        for n in range(1 + day % 4):
            channel = ("google_ads", "linkedin", "direct")[(day + n) % 3]
            visits.append((day, channel, f"203.0.113.{n + 1}", 1 + (day + n) % 3))
    hits = []
    for number, (day, channel, ip, pages) in enumerate(visits):
        at = NOON + timedelta(days=day, minutes=number % 7)
        for page in range(pages):
            query = ADDRESSES[channel] if page == 0 else ""
            url = f"https://tidelane.test/p{page}/{query}"
            moment = at + timedelta(minutes=2 * page)
            hits.append(stream.hit(site, at=moment, ip=ip, trusted=True, import_id="season", url=url))
    stream.send(*hits)
    for day, channel in [(2, "google_ads"), (9, "linkedin"), (15, "google_ads"), (20, "direct")]:
        facts.append(
            {
                "key": f"inquiry:{day}",
                "kind": "inquiry",
                "day": FIRST + timedelta(days=day),
                "channel": channel,
                "country": "DE",
            }
        )
    facts.append({"key": "mail:1", "kind": "inquiry_elsewhere", "day": FIRST})
    for key, amount in [("deal:1", 1), ("deal:2", 1)]:
        facts.append(
            {
                "key": key,
                "kind": "deal",
                "day": FIRST + timedelta(days=21),
                "channel": "google_ads",
                "amount": Decimal(amount),
            }
        )
    facts.append({"key": "revenue:1", "kind": "revenue", "day": FIRST + timedelta(days=21), "channel": "google_ads", "amount": Decimal(9000), "currency": "CNY"})  # fmt: skip
    events.put_facts(workspace, facts)
    text = "Date,Channel,Cost,Currency,Impressions\n2026-09-02,Google Ads,1000,CNY,4000\n2026-09-03,LinkedIn,500,CNY,2500\n"
    import_costs(
        workspace=workspace,
        file=text.encode(),
        filename="costs.csv",
        actor=owner,
        now=NOON + timedelta(days=40),
    )
    add_cost(
        workspace=workspace,
        channel="",
        amount=Decimal(1500),
        currency="CNY",
        on=FIRST,
        note="Site",
        actor=owner,
        now=NOON,
    )
    stream.drain()
    return visits


def address(name, slug="tidelane"):
    return reverse(f"overview_{name}" if name else "overview", args=[slug])


def partial(client, name, **query):
    answer = client.get(address(name), QUERY | query, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_dashboard_counts_what_was_sent(workspace, season):
    totals = stats.totals(workspace, stats.Period(FIRST, LAST))
    assert totals.visits == len(season)
    assert totals.page_views == sum(pages for *_, pages in season)
    assert (totals.exposures, totals.inquiries, totals.inquiries_elsewhere, totals.deals) == (6500, 4, 1, 2)
    assert (totals.cost, totals.revenue, figures.ratio(totals.roi)) == (3000, 9000, "3.0")
    sent = Counter(channel for _, channel, _, _ in season)
    rows = {row.key: row for row in stats.by_channel(workspace, stats.Period(FIRST, LAST))}
    assert {key: rows[key].visits for key in sent} == sent


def test_the_table_adds_up_to_the_four_numbers(workspace, season):
    from yangfan.core.ui.periods import chosen_period

    table = figures.channel_table(workspace, chosen_period(QUERY, today=LAST))
    rows = [row for group in table.groups for row in group.rows] + [table.not_allocated]
    for name in ("visits", "inquiries", "deals", "cost", "revenue"):
        assert sum(getattr(row, name) for row in rows) == getattr(table.total, name)
    assert [group.reports for group in table.groups] == [True, False]
    assert table.not_allocated.cost == 1500


def test_the_report_says_the_same_as_the_dashboard(workspace, season):
    assert funnel_report(workspace=workspace, period=stats.Period(FIRST, LAST)) == {
        "from": "2026-09-01", "to": "2026-09-28", "exposures": 6500, "visits": len(season), "inquiries": 4, "deals": 2,
        "cost": 3000, "revenue": 9000, "currency": "CNY", "roi": 3.0,
    }  # fmt: skip


def test_a_workspace_closed_for_counting_reports_its_season(workspace, season):
    workspace.counting_from, workspace.counting_to = FIRST, FIRST + timedelta(days=6)
    report = funnel_report(workspace=workspace, today=date(2026, 11, 23))
    assert (report["from"], report["to"]) == ("2026-09-01", "2026-09-07")


def test_a_report_of_nothing_has_no_ratio(workspace, stream):
    report = funnel_report(workspace=workspace, today=LAST)
    assert (report["visits"], report["exposures"], report["roi"]) == (0, None, None)


def test_the_four_numbers_say_zero_before_the_start_and_never_a_per_cent(season, owner, client_of):
    page = partial(client_of(owner), "numbers")
    assert "before going live: 0" in page and "∞" not in page
    assert "6,500" in page and ">3.0<" in page.replace("</small>3.0", "</small>>3.0")
    assert "break-even 1:2.4" in page
    assert "yf-up" not in page


def test_change_is_shown_against_a_period_that_could_be_counted(season, owner, client_of):
    query = {"from": "2026-09-15", "to": "2026-09-28"}
    page = partial(client_of(owner), "numbers", **query)
    assert "before: " in page


def test_the_line_of_truth_sets_exposure_apart_from_visits(season, owner, client_of):
    sent = Counter(channel for _, channel, _, _ in season)
    page = partial(client_of(owner), "funnel")
    assert f"2 channels report exposures, they brought {sent['google_ads'] + sent['linkedin']} visits" in page
    assert f"the other {sent['direct']} came" in page


def test_channels_are_grouped_by_whether_they_report_exposures(season, owner, client_of):
    page = partial(client_of(owner), "channels", sort="-cost")
    assert (
        page.index("report exposures")
        < page.index("Google Ads")
        < page.index("LinkedIn")
        < page.index("reports no exposures")
    )
    assert "No data" in page and 'aria-sort="descending"' in page and "1:9.0" in page


@pytest.mark.parametrize("by", ["country", "page", "device", "language"])
def test_visits_are_broken_down(season, owner, client_of, by):
    page = partial(client_of(owner), "breakdown", by=by)
    assert "<table" in page


def test_the_trend_can_be_drawn_by_week_with_a_short_last_column(season, owner, client_of):
    page = partial(client_of(owner), "trend", by="week", to="2026-09-27", show="money")
    assert "less than a week" in page and "break-even 1:2.4" in page


def test_weeks_add_up_to_days(workspace, season):
    days = stats.by_day(workspace, stats.Period(FIRST, LAST))
    weeks = figures.steps_of(days, by="week")
    assert [week.days for week in weeks] == [7, 7, 7, 7]
    assert sum(week.visits for week in weeks) == len(season)
    assert figures.running_roi(weeks)[-1] == 3.0


@pytest.mark.parametrize("name", ["", *PANELS])
def test_every_panel_has_a_face_with_nothing_in_it_and_a_page_without_htmx(site, viewer, client_of, name):
    answer = client_of(viewer).get(address(name), QUERY)
    assert answer.status_code == 200 and b"<h1>" in answer.content


@pytest.mark.parametrize("name", ["", *PANELS, "export"])
def test_outsiders_are_told_nothing_is_there(site, outsider, client_of, name):
    assert client_of(outsider).get(address(name)).status_code == 404


def test_figures_of_another_workspace_are_never_in_mine(season, outsider, client_of):
    page = client_of(outsider).get(address("numbers", "harbour"), QUERY).content.decode()
    assert "6,500" not in page


def test_a_panel_is_exported_as_csv(season, owner, client_of):
    answer = client_of(owner).get(reverse("overview_export_one", args=["tidelane", "channels"]), QUERY)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0][0] == "Name" and {row[0] for row in rows[1:]} >= {"Google Ads", "LinkedIn"}


def test_an_export_nobody_knows_is_404(site, owner, client_of):
    assert (
        client_of(owner).get(reverse("overview_export_one", args=["tidelane", "salaries"])).status_code == 404
    )


def test_everything_is_exported_as_a_zip(season, owner, client_of):
    answer = client_of(owner).get(address("export"), QUERY)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert len(archive.namelist()) == 7
    text = archive.read(next(name for name in archive.namelist() if "numbers" in name)).decode("utf-8-sig")
    assert "Visits" in text and str(FIRST) in text


def test_dates_that_make_no_period_are_said_and_not_taken(site, owner, client_of):
    page = (
        client_of(owner)
        .get(address(""), {"period": "custom", "from": "2026-09-30", "to": "2026-09-01"})
        .content.decode()
    )
    assert "make no period" in page


def test_money_without_a_rate_stands_apart(workspace, site, owner, client_of, stream):
    add_cost(
        workspace=workspace,
        channel="",
        amount=Decimal(70),
        currency="XAU",
        on=FIRST,
        note="gold",
        actor=owner,
        now=NOON,
    )
    stream.drain()
    page = partial(client_of(owner), "numbers")
    assert "want of an exchange rate" in page and "70" in page
