"""The straight line: sent or published, then in the store, then at the subscribers."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from yangfan.events import public as events
from yangfan.events.models import Outbox
from yangfan.events.subscribers import Subscriber, subscribers

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Main", hosts=["tidelane.test"], now=NOW)


@pytest.fixture
def heard():
    """Return the list of inquiries a subscriber has heard of."""
    told = []
    subscriber = subscribers.register(Subscriber("test", "inquiry_received", told.append))
    yield told
    del subscribers._items[subscriber.key]


def count(store, table, where="1"):
    return (
        store.query(f"SELECT count() FROM yangfan.{table} FINAL WHERE {where}").result_rows[0][0]
        if table in ("facts", "visitor_contacts")
        else store.query(f"SELECT count() FROM yangfan.{table} WHERE {where}").result_rows[0][0]
    )


def an_inquiry(number=1, at=NOW):
    return events.InquiryReceived(id=str(number), occurred_at=at, inquiry_id=number, contact_id=7)


def test_a_hit_becomes_an_event_and_a_visit(site, stream):
    stream.send(stream.hit(site, at=NOW), stream.hit(site, at=NOW + timedelta(minutes=1)))
    assert stream.drain() == 2
    assert stream.store.query(
        "SELECT count(), sum(page_views) FROM (SELECT visit_id, sum(page_views) AS page_views "
        "FROM yangfan.visits GROUP BY visit_id)"
    ).result_rows == [(1, 2)]


def test_the_same_id_is_stored_once_within_a_chunk_and_across_chunks(site, stream):
    hit = stream.hit(site, at=NOW)
    stream.send(hit, hit)
    assert stream.drain() == 1
    stream.send(hit)
    assert stream.drain() == 0
    assert count(stream.store, "events") == 1


def test_a_published_event_reaches_its_subscriber_with_the_visit_it_belongs_to(
    site, workspace, stream, heard
):
    at = events.visitor_id_for(site=site, ip="203.0.113.7", user_agent="Mozilla/5.0 Firefox/140.0", at=NOW)
    stream.send(
        stream.hit(site, at=NOW, user_agent="Mozilla/5.0 Firefox/140.0", url="https://tidelane.test/?gclid=x")
    )
    stream.drain()
    events.publish(
        workspace=workspace, event=an_inquiry(at=NOW + timedelta(minutes=2)), site=site, visitor_id=at
    )
    stream.drain()
    assert [(each.channel, each.props["inquiry_id"], each.visitor_id) for each in heard] == [
        ("google_ads", "1", at)
    ]
    assert heard[0].visit_start == NOW


def test_publishing_twice_is_heard_once(site, workspace, stream, heard):
    for _ in range(2):
        events.publish(workspace=workspace, event=an_inquiry(), site=site)
        stream.drain()
    assert len(heard) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_published(workspace, stream, heard):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.publish(workspace=workspace, event=an_inquiry())
        events.put_fact(workspace=workspace, key="cost:1", kind="cost", day=NOW.date())
        raise ZeroDivisionError
    stream.drain()
    assert not Outbox.objects.exists()
    assert heard == []


def test_a_number_can_be_changed_and_taken_back(workspace, stream):
    def put(amount, **more):
        events.put_fact(
            workspace=workspace,
            key="cost:1",
            kind="cost",
            day=NOW.date(),
            amount=Decimal(amount),
            currency="CNY",
            **more,
        )
        stream.drain()

    def amounts():
        return stream.store.query("SELECT amount FROM yangfan.facts FINAL WHERE NOT deleted").result_rows

    put("10.50")
    put("12")
    assert amounts() == [(Decimal(12),)]
    put("12", deleted=True)
    assert amounts() == []


def test_an_unknown_kind_of_fact_is_refused(workspace):
    with pytest.raises(events.UnknownKind):
        events.put_fact(workspace=workspace, key="x", kind="weather", day=NOW.date())


def test_a_visitors_path_without_consent_is_the_last_visit_only(site, workspace, stream):
    visitor = events.visitor_id_for(
        site=site, ip="203.0.113.7", user_agent=stream.hit(site).user_agent, at=NOW
    )
    early = NOW - timedelta(hours=3)
    stream.send(
        stream.hit(site, at=early, url="https://tidelane.test/early"),
        stream.hit(site, at=NOW, url="https://tidelane.test/a?utm_source=linkedin"),
        stream.hit(site, at=NOW + timedelta(minutes=1), url="https://tidelane.test/b"),
    )
    stream.drain()
    path = events.visitor_path(workspace=workspace, visitor_id=visitor, until=NOW + timedelta(hours=1))
    assert [(step.kind, step.path) for step in path] == [
        ("visit", "/a"),
        ("page_view", "/a"),
        ("page_view", "/b"),
    ]
    assert path[0].at == NOW


def test_erasing_a_visitor_leaves_no_trace_and_others_alone(site, workspace, stream):
    stream.send(stream.hit(site, at=NOW), stream.hit(site, at=NOW, ip="198.51.100.9"))
    stream.drain()
    visitor = events.visitor_id_for(
        site=site, ip="203.0.113.7", user_agent=stream.hit(site).user_agent, at=NOW
    )
    events.link_visitor(workspace=workspace, visitor_id=visitor, contact_id=3, now=NOW)
    stream.drain()
    assert count(stream.store, "visitor_contacts") == 1
    events.erase_visitor(workspace=workspace, visitor_id=visitor)
    for table in ("events", "visits", "visitor_contacts"):
        assert count(stream.store, table, f"visitor_id = {visitor}") == 0
    assert count(stream.store, "events") == 1
    assert all(check.is_kept for check in events.check_events())


def test_erasing_a_contact_erases_every_visitor_it_was(site, workspace, stream):
    ips = ("203.0.113.7", "198.51.100.9", "192.0.2.1")
    stream.send(*(stream.hit(site, at=NOW, ip=ip) for ip in ips))
    stream.drain()
    agent = stream.hit(site).user_agent
    for ip in ips[:2]:
        visitor = events.visitor_id_for(site=site, ip=ip, user_agent=agent, at=NOW)
        events.link_visitor(workspace=workspace, visitor_id=visitor, contact_id=3, now=NOW)
    stream.drain()
    assert events.erase_contact(workspace=workspace, contact_id=3) == 2
    assert count(stream.store, "events") == count(stream.store, "visits") == 1
    assert count(stream.store, "visitor_contacts") == 0


def test_the_checks_see_a_doubled_event(site, stream):
    stream.send(stream.hit(site, at=NOW))
    stream.drain()
    assert all(check.is_kept for check in events.check_events())
    stream.store.command("INSERT INTO yangfan.events SELECT * FROM yangfan.events")
    broken = {check.key for check in events.check_events() if not check.is_kept}
    assert "doubled_events" in broken


def test_impressions_of_the_trusted_door_become_exposures_and_no_visit(site, workspace, stream):
    stream.send(
        stream.hit(site, "impression", at=NOW, url="https://tidelane.test/?gclid=1", count=1200, trusted=True)
    )
    stream.drain()
    rows = stream.store.query(
        "SELECT kind, source, channel, amount, day FROM yangfan.facts FINAL"
    ).result_rows
    assert rows == [("exposure", "event", "google_ads", Decimal(1200), NOW.date())]
    assert count(stream.store, "visits") == 0
