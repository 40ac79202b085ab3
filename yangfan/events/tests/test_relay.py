"""The relay: rows reach the stream though it is killed, subscribers get theirs in order though they stumble."""

from datetime import UTC, datetime, timedelta

import pytest

from yangfan.events import public as events
from yangfan.events import relay
from yangfan.events.models import FailedDelivery, Outbox, RelayLease, StoredCursor
from yangfan.events.relay import Feeder, relay_outbox, sweep_outbox
from yangfan.events.subscribers import Subscriber, subscribers

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Main", hosts=["tidelane.test"], now=NOW)


@pytest.fixture
def listen():
    """Return a function that subscribes for the time of a test."""
    added = []

    def add(key, handle):
        added.append(subscribers.register(Subscriber(key, "inquiry_received", handle)))

    yield add
    for subscriber in added:
        del subscribers._items[subscriber.key]


def publish(workspace, *numbers):
    for number in numbers:
        event = events.InquiryReceived(
            id=str(number), occurred_at=NOW + timedelta(seconds=number), inquiry_id=number, contact_id=1
        )
        events.publish(workspace=workspace, event=event)


def numbers(heard):
    return [int(each.props["inquiry_id"]) for each in heard]


def test_killed_before_it_could_mark_the_relay_delivers_once(workspace, site, stream, listen, monkeypatch):
    heard = []
    listen("test", heard.append)
    publish(workspace, 1)
    events.put_fact(workspace=workspace, key="cost:1", kind="cost", day=NOW.date(), amount=5, currency="CNY")
    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.update", killed)
        patch.setattr(relay, "_hold_lease", lambda now: True)
        with pytest.raises(KeyboardInterrupt):
            relay_outbox(stream.spool, now=NOW)
    assert len(stream.spool.waiting()) == 1
    stream.drain()
    assert numbers(heard) == [1]
    assert stream.store.query("SELECT count(), sum(amount) FROM yangfan.facts FINAL").result_rows == [(1, 5)]


def killed(*args, **words):
    raise KeyboardInterrupt


def test_only_the_holder_of_the_lease_relays(workspace, site, stream):
    publish(workspace, 1)
    RelayLease.objects.create(pk=1, holder="another machine", until=NOW + timedelta(seconds=10))
    assert relay_outbox(stream.spool, now=NOW) == 0
    assert relay_outbox(stream.spool, now=NOW + timedelta(seconds=11)) == 1


def test_delivered_rows_are_removed_after_a_while(workspace, site, stream):
    publish(workspace, 1)
    relay_outbox(stream.spool, now=NOW)
    sweep_outbox(NOW + timedelta(minutes=5))
    assert Outbox.objects.count() == 1
    sweep_outbox(NOW + timedelta(hours=2))
    assert Outbox.objects.count() == 0


def test_subscribers_hear_in_order_across_chunks(workspace, site, stream, listen):
    heard = []
    listen("test", heard.append)
    for number in (1, 2, 3):
        publish(workspace, number)
        stream.drain()
    publish(workspace, 4, 5)
    stream.drain()
    assert numbers(heard) == [1, 2, 3, 4, 5]
    assert not list(stream.spool.stored.glob("*.stored"))


@pytest.fixture
def stored(stream, workspace, site):
    """Three inquiries in two stored chunks that nobody has read."""
    from yangfan.events.loader.run import pass_over

    events.write_snapshot()
    for batch in ((1, 2), (3,)):
        publish(workspace, *batch)
        relay_outbox(stream.spool, now=NOW)
        pass_over(stream.loader, stream.spool)
    return stream.spool


def test_effects_and_cursor_stand_or_fall_together(stored, workspace, listen):
    def note_then_fail_once(event):
        events.put_fact(workspace=workspace, key=f"seen:{event.event_id}", kind="inquiry", day=NOW.date())
        if numbers([event]) == [2] and not failed:
            failed.append(event)
            raise ValueError

    failed = []
    before = Outbox.objects.count()
    listen("test", note_then_fail_once)
    feeder = Feeder(stored)
    feeder.feed()
    assert Outbox.objects.count() == before + 1
    assert StoredCursor.objects.get(pk="test").position == 1
    feeder._failures["test"].next_try = 0
    feeder.feed()
    assert Outbox.objects.count() == before + 3


def test_a_stumbling_subscriber_does_not_hold_up_another(stored, listen):
    heard = []
    listen("stumbling", lambda event: 1 / 0)
    listen("steady", heard.append)
    feeder = Feeder(stored)
    feeder.feed()
    feeder.feed()
    assert numbers(heard) == [1, 2, 3]
    assert len(list(stored.stored.glob("*.stored"))) == 2


def test_an_event_that_is_never_taken_is_set_aside_and_the_next_one_comes(stored, listen):
    heard = []

    def refuse_the_second(event):
        if numbers([event]) == [2]:
            raise ValueError("not this one")
        heard.append(event)

    listen("test", refuse_the_second)
    feeder = Feeder(stored)
    for _ in range(relay.ATTEMPTS + 1):
        feeder.feed()
        if "test" in feeder._failures:
            feeder._failures["test"].next_try = 0
    assert numbers(heard) == [1, 3]
    assert FailedDelivery.objects.get().error == "ValueError: not this one"
    assert not list(stored.stored.glob("*.stored"))


def test_a_new_process_goes_on_where_the_killed_one_was(stored, listen):
    heard = []

    def die_at_the_second(event):
        if numbers([event]) == [2] and len(heard) == 1:
            raise KeyboardInterrupt
        heard.append(event)

    listen("test", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        Feeder(stored).feed()
    heard.append(None)
    Feeder(stored).feed()
    assert numbers([each for each in heard if each]) == [1, 2, 3]
