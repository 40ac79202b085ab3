from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from yangfan.events import public as events
from yangfan.events import stats
from yangfan.events.stats import Period

MONDAY = date(2026, 11, 16)
WEEK = Period(MONDAY, date(2026, 11, 22))


def shanghai(day: date, hour: float) -> datetime:
    """Return a moment of the workspace's day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Site", hosts=["arm.example"])


@pytest.fixture
def seen(stream, site):
    """Four visits of three visitors on Monday and Tuesday: Google twice, LinkedIn, direct."""
    tuesday = MONDAY + timedelta(days=1)
    google = {"referrer": "https://www.google.com/", "time_zone": "Europe/Berlin", "language": "de-DE"}
    stream.send(
        stream.hit(site, at=shanghai(MONDAY, 0.2), ip="203.0.113.1", **google),
        stream.hit(
            site, at=shanghai(MONDAY, 0.3), ip="203.0.113.1", url="https://arm.example/a12/", **google
        ),
        stream.hit(
            site, at=shanghai(MONDAY, 23.9), ip="203.0.113.2", url="https://arm.example/?utm_source=linkedin"
        ),
        stream.hit(site, at=shanghai(tuesday, 12), ip="203.0.113.1", **google),
        stream.hit(site, at=shanghai(tuesday, 13), ip="203.0.113.3"),
        stream.hit(site, at=shanghai(tuesday, 13), ip="203.0.113.9", user_agent="curl/8"),
    )
    stream.drain()
    return tuesday


def facts(workspace, stream, *rows):
    """Put facts of the week's Monday unless they say otherwise."""
    events.put_facts(
        workspace, [{"key": f"f{number}", "day": MONDAY} | row for number, row in enumerate(rows)]
    )
    stream.drain()


def test_totals_count_visits_visitors_views_and_robots(workspace, seen):
    found = stats.totals(workspace, WEEK)
    assert (found.visits, found.visitors, found.page_views, found.bot_hits) == (4, 4, 5, 1)
    assert (found.bounces, found.bounce_rate) == (3, Decimal("0.7500"))
    assert found.exposures is None and found.roi is None


def test_another_workspace_sees_nothing_of_it(other_workspace, seen):
    assert stats.totals(other_workspace, WEEK) == stats.Totals(currency="CNY")
    assert stats.by_channel(other_workspace, WEEK) == []
    assert stats.breakdown(other_workspace, WEEK, "page").total == 0
    assert stats.first_day(other_workspace) is None
    assert stats.live(other_workspace, shanghai(MONDAY, 23.95)).visits_today == 0


def test_days_are_the_workspaces_and_none_is_left_out(workspace, seen):
    days = stats.by_day(workspace, WEEK)
    assert [(each.day.day, each.visits) for each in days] == [
        (16, 2), (17, 2), (18, 0), (19, 0), (20, 0), (21, 0), (22, 0),
    ]  # fmt: skip
    assert stats.totals(workspace, Period(MONDAY - timedelta(days=1), MONDAY - timedelta(days=1))).visits == 0


def test_a_period_ends_with_its_last_day(workspace, seen):
    assert stats.totals(workspace, Period(MONDAY, MONDAY)).visits == 2
    assert Period(MONDAY, MONDAY).before() == Period(MONDAY - timedelta(days=1), MONDAY - timedelta(days=1))
    with pytest.raises(stats.BadPeriod):
        Period(MONDAY, MONDAY - timedelta(days=1))


def test_a_channel_without_reported_exposures_says_no_data(workspace, stream, seen):
    facts(
        workspace, stream,
        {"kind": "exposure", "source": "file", "channel": "linkedin", "amount": Decimal(480)},
        {"kind": "cost", "source": "file", "channel": "linkedin", "amount": Decimal("200.50"), "currency": "CNY"},
        {"kind": "cost", "source": "hand", "amount": Decimal(1000), "currency": "CNY"},
        {"kind": "inquiry", "channel": "google_organic"},
        {"kind": "deal", "channel": "google_organic"},
        {"kind": "revenue", "channel": "google_organic", "amount": Decimal(3601.5), "currency": "CNY"},
    )  # fmt: skip
    with translation.override("en"):
        rows = {row.key: row for row in stats.by_channel(workspace, WEEK)}
    assert list(rows) == ["linkedin", "google_organic", "direct", ""]
    assert (rows["linkedin"].exposures, rows["linkedin"].cost, rows["linkedin"].roi) == (
        480,
        Decimal("200.5"),
        Decimal(0),
    )
    assert (rows["google_organic"].exposures, rows["google_organic"].roi) == (None, None)
    assert (rows["google_organic"].inquiries, rows["google_organic"].deals) == (1, 1)
    assert (rows[""].title, rows[""].cost, rows[""].is_allocated) == ("Not allocated", Decimal(1000), False)
    found = stats.totals(workspace, WEEK)
    assert (found.exposures, found.cost, found.revenue, found.roi) == (
        480, Decimal("1200.50"), Decimal("3601.5"), Decimal("3.00"),
    )  # fmt: skip


def test_rows_by_channel_and_by_day_add_up_to_the_totals(workspace, stream, seen):
    facts(
        workspace, stream,
        {"kind": "cost", "channel": "linkedin", "amount": Decimal(10), "currency": "USD", "source": "file"},
        {"kind": "cost", "channel": "", "amount": Decimal(7), "currency": "CNY", "source": "hand", "day": seen},
        {"kind": "inquiry", "channel": "direct", "day": seen},
        {"kind": "exposure", "channel": "youtube", "amount": Decimal(3), "source": "event", "day": seen},
    )  # fmt: skip
    found = stats.totals(workspace, WEEK)
    for rows in (stats.by_channel(workspace, WEEK), stats.by_day(workspace, WEEK)):
        assert sum(row.visits for row in rows) == found.visits
        assert sum(row.cost for row in rows) == found.cost
        assert sum(row.inquiries for row in rows) == found.inquiries == 1
        assert sum(row.exposures or 0 for row in rows) == found.exposures == 3


def test_of_a_channels_exposures_of_a_day_one_source_counts(workspace, stream, site):
    facts(
        workspace, stream,
        {"kind": "exposure", "source": "event", "channel": "linkedin", "amount": Decimal(1)},
        {"kind": "exposure", "source": "file", "channel": "linkedin", "amount": Decimal(10)},
        {"kind": "exposure", "source": "file", "channel": "linkedin", "amount": Decimal(10), "campaign": "b"},
        {"kind": "exposure", "source": "api", "channel": "linkedin", "amount": Decimal(500), "day": WEEK.end},
        {"kind": "exposure", "source": "file", "channel": "linkedin", "amount": Decimal(400), "day": WEEK.end},
        {"kind": "exposure", "source": "event", "channel": "youtube", "amount": Decimal(3)},
    )  # fmt: skip
    assert stats.totals(workspace, WEEK).exposures == 20 + 500 + 3
    assert {row.key: row.exposures for row in stats.by_channel(workspace, WEEK)} == {
        "youtube": 3,
        "linkedin": 520,
    }


def test_a_number_that_was_taken_back_is_gone(workspace, stream, site):
    row = {"key": "cost:1", "kind": "cost", "day": MONDAY, "amount": Decimal(50), "currency": "CNY"}
    facts(workspace, stream, row)
    assert stats.totals(workspace, WEEK).cost == 50
    facts(workspace, stream, row | {"amount": Decimal(70)})
    assert stats.totals(workspace, WEEK).cost == 70
    facts(workspace, stream, row | {"deleted": True})
    assert stats.totals(workspace, WEEK).cost == 0


def test_money_is_converted_at_the_days_rate_or_shown_apart(workspace, stream, site):
    from yangfan.core import money

    facts(
        workspace, stream,
        {"kind": "cost", "amount": Decimal(100), "currency": "USD"},
        {"kind": "cost", "amount": Decimal(100), "currency": "XAU"},
        {"kind": "revenue", "amount": Decimal(9), "currency": "CNY"},
    )  # fmt: skip
    found = stats.totals(workspace, WEEK)
    assert found.cost == money.convert(Decimal(100), currency="USD", to="CNY", on=MONDAY)
    assert found.cost_apart == {"XAU": Decimal(100)}
    assert found.revenue == 9


def test_deals_without_an_inquiry_stand_apart(workspace, stream, site):
    facts(
        workspace, stream,
        {"kind": "deal", "source": "hand"},
        {"kind": "revenue", "source": "hand", "amount": Decimal(5000), "currency": "CNY"},
    )  # fmt: skip
    found = stats.totals(workspace, WEEK)
    assert (found.deals, found.revenue) == (0, 0)
    assert (found.deals_by_hand, found.revenue_by_hand) == (1, Decimal(5000))


def test_a_breakdown_pages_through_its_rows_most_visits_first(workspace, stream, seen):
    facts(workspace, stream, {"kind": "inquiry", "country": "SA", "path": "/a12/"})
    with translation.override("en"):
        countries = stats.breakdown(workspace, WEEK, "country")
        pages = stats.breakdown(workspace, WEEK, "page", limit=1, offset=1)
    assert [(row.title, row.visits, row.likely_visits, row.inquiries) for row in countries.rows] == [
        ("Germany", 2, 2, 0), ("Unknown", 2, 0, 0), ("Saudi Arabia", 0, 0, 1),
    ]  # fmt: skip
    assert pages.total == 2
    assert [(row.key, row.page_views, row.inquiries) for row in pages.rows] == [("/a12/", 1, 1)]


@pytest.mark.parametrize(
    "dimension", ["device", "language", "source", "campaign", "browser", "os", "entry", "exit"]
)
def test_every_breakdown_adds_up(workspace, seen, dimension):
    assert sum(row.visits for row in stats.breakdown(workspace, WEEK, dimension).rows) == 4


def test_there_is_no_breakdown_by_other_words(workspace, event_store):
    with pytest.raises(stats.UnknownDimension):
        stats.breakdown(workspace, WEEK, "workspace_id")


@pytest.mark.parametrize(
    ("language", "names"),
    [("zh-hans", {"德国", "中国台湾"}), ("en", {"Germany", "Taiwan, China"})],
)
def test_countries_are_named_in_the_readers_language(language, names):
    with translation.override(language):
        assert {stats.country_name("DE"), stats.country_name("TW")} == names


def test_coverage_tells_reporting_channels_from_the_others(workspace, stream, seen):
    facts(
        workspace,
        stream,
        {"kind": "exposure", "source": "file", "channel": "linkedin", "amount": Decimal(480)},
    )
    found = stats.coverage(workspace, WEEK)
    assert (found.reporting_channels, found.reporting_visits, found.other_visits) == (1, 1, 3)
    assert (found.pages, found.countries, found.sources, found.channels) == (2, 1, 2, 3)


def test_live_is_today_until_now(workspace, stream, seen):
    found = stats.live(workspace, shanghai(MONDAY, 23.95))
    assert (found.visits_today, found.visitors_now, found.page_views_today) == (2, 1, 3)
    assert len(found.minutes) == 30
    assert sum(views for _, views in found.minutes) == 1
    assert found.pages == [("/", 1)]
    assert [(key, visits) for key, _, visits in found.channels] == [("linkedin", 1), ("google_organic", 1)]


def test_the_first_day_is_that_of_the_first_visit_or_fact(workspace, stream, seen):
    assert stats.first_day(workspace) == MONDAY
    facts(workspace, stream, {"kind": "cost", "amount": Decimal(1), "day": MONDAY - timedelta(days=3)})
    assert stats.first_day(workspace) == MONDAY - timedelta(days=3)


def test_what_was_never_viewed_is_no_visit(workspace, stream, site):
    stream.send(stream.hit(site, name="click", at=shanghai(MONDAY, 3)))
    stream.drain()
    assert stats.totals(workspace, WEEK).visits == 0


@pytest.mark.parametrize(
    ("now", "before", "expected"), [(12, 10, Decimal("0.2")), (5, 0, None), (None, 3, None), (3, None, None)]
)
def test_a_change_needs_something_before(now, before, expected):
    assert stats.change(now, before) == expected


def test_every_metric_can_be_computed_and_is_defined():
    empty = stats.Totals(currency="CNY")
    for metric in stats.METRICS.values():
        metric.compute(empty)
        assert str(metric.definition) and str(metric.title)


def test_csv_rows_leave_no_data_empty(workspace, stream, seen):
    facts(workspace, stream, {"kind": "cost", "channel": "linkedin", "amount": Decimal(5), "currency": "CNY"})
    with translation.override("en"):
        lines = list(stats.csv_rows(stats.by_channel(workspace, WEEK)))
    assert lines[0][:3] == ["Name", "Exposures", "Visits"]
    assert lines[1][:3] == ["LinkedIn", "", "1"]
    assert all(len(line) == len(lines[0]) for line in lines)


def test_an_inquiry_after_a_restart_is_a_part_of_the_visit_and_no_second_one(workspace, stream, site):
    from yangfan.events.loader.load import Loader

    stream.send(stream.hit(site, at=shanghai(MONDAY, 9), referrer="https://www.google.com/"))
    stream.drain()
    (visitor_id,) = stream.store.query("SELECT visitor_id FROM yangfan.events").first_row
    stream.loader = Loader(spool=stream.spool, store=stream.store, snapshot=stream._snapshot.look)
    asked = events.InquiryReceived(id="1", occurred_at=shanghai(MONDAY, 9.2), inquiry_id=1, contact_id=1)
    events.publish(workspace=workspace, event=asked, visitor_id=visitor_id)
    stream.drain()
    rows = stream.store.query(
        "SELECT event, site_id, channel, visit_id FROM yangfan.events ORDER BY ts"
    ).result_rows
    assert [row[:3] for row in rows] == [
        ("page_view", site.pk, "google_organic"), ("inquiry_received", site.pk, "google_organic"),
    ]  # fmt: skip
    assert stats.totals(workspace, WEEK).visits == 1
