"""The doors: what each takes, refuses and clamps. Asked directly, on a site's own host, and of the real process."""

import json
import time

import msgspec
import pytest
from django.http import HttpResponse
from django.test import Client

from yangfan.events import public as events
from yangfan.events.collector.door import Doors, Request
from yangfan.events.collector.rates import Buckets
from yangfan.events.pipeline.snapshot import Snapshot, encode_snapshot
from yangfan.events.records import decode
from yangfan.events.snapshot_file import SnapshotFile
from yangfan.events.tests.processes import PUBLIC_KEY, SECRET_KEY, SITE, Machine

NOW = 1_795_165_200_000
DAY = 24 * 60 * 60 * 1000
BROWSER = {"user-agent": "Mozilla/5.0 Firefox/140.0", "accept-language": "de-DE,de;q=0.9"}


@pytest.fixture
def doors(tmp_path):
    path = tmp_path / "snapshot.json"
    path.write_bytes(encode_snapshot(Snapshot(sites=[SITE])))
    return Doors(SnapshotFile(path))


def ask(body=None, *, query=None, ip="203.0.113.7", **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    words = BROWSER | {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(header=words.get, ip=ip, now=NOW, body=data, query=query or {})


def sent(**words):
    return {"k": PUBLIC_KEY, "i": "a1", "n": "page_view", "u": "https://tidelane.test/?utm_source=x"} | words


def hits(reply):
    return [decode(line) for line in reply.lines.splitlines()]


def test_a_page_view_is_accepted_with_who_asked(doors):
    reply = doors.collect(
        ask(sent(r="https://www.google.com/", l="de", z="Europe/Berlin", w="Home", p={"a": 1, "b": True}))
    )
    assert reply.status == 202
    (hit,) = hits(reply)
    assert (hit.id, hit.workspace, hit.site, hit.ip, hit.occurred_at) == ("e:a1", 1, 1, "203.0.113.7", NOW)
    assert (hit.language, hit.time_zone, hit.title, hit.props) == (
        "de",
        "Europe/Berlin",
        "Home",
        {"a": "1", "b": "true"},
    )


def test_several_events_come_at_once(doors):
    reply = doors.collect(ask([sent(i="1"), sent(i="2")]))
    assert [hit.id for hit in hits(reply)] == ["e:1", "e:2"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (NOW - 60_000, NOW - 60_000),
        (NOW - 30 * DAY, NOW - 2 * DAY),
        (NOW + DAY, NOW + 60_000),
        (None, NOW),
    ],
)
def test_the_public_door_holds_the_time_near_now(doors, given, kept):
    (hit,) = hits(doors.collect(ask(sent(t=given))))
    assert hit.occurred_at == kept


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"[]",
        b'{"k": 5}',
        sent(i=""),
        sent(i="x" * 65),
        sent(n=""),
        sent(n="x" * 61),
    ],
)
def test_what_is_no_event_is_refused_and_not_kept(doors, body):
    reply = doors.collect(ask(body))
    assert (reply.status, reply.lines) == (400, b"")
    assert doors.counts.refused == 1


@pytest.mark.parametrize("words", [{"count": 5}, {"n": "impression"}])
def test_exposures_are_not_taken_from_the_public(doors, words):
    reply = doors.collect(ask(sent(**words)))
    assert reply.status == 400
    assert b"trusted door" in reply.body


def test_an_unknown_key_is_refused_and_counted(doors):
    assert doors.collect(ask(sent(k="pk_other"))).status == 403
    assert doors.counts.unknown_key == 1


def test_a_site_made_a_moment_ago_is_known_at_once(doors, tmp_path):
    assert doors.collect(ask(sent(k="pk_new"))).status == 403
    new = msgspec.structs.replace(SITE, id=2, public_key="pk_new")
    time.sleep(0.01)
    (tmp_path / "snapshot.json").write_bytes(encode_snapshot(Snapshot(sites=[SITE, new])))
    assert doors.collect(ask(sent(k="pk_new"))).status == 202


def test_one_address_may_not_flood_the_door_and_others_go_on(tmp_path, doors):
    flooded = [doors.collect(ask([sent(i=str(n)) for n in range(100)])).status for _ in range(5)]
    assert flooded[:3] == [202, 202, 202]
    assert flooded[-1] == 429
    assert doors.collect(ask(sent(), ip="198.51.100.1")).status == 202


def test_a_bucket_refills():
    buckets = Buckets(burst=2, per_second=1)
    assert [buckets.take("a", now=0) for _ in range(3)] == [True, True, False]
    assert buckets.take("a", now=1.5)


def test_the_cookie_counts_when_the_script_sends_none(doors):
    (hit,) = hits(doors.collect(ask(sent(), cookie="other=1; yf_visitor=abc")))
    assert hit.visitor == "abc"


def test_the_pixel_is_a_page_view_of_the_page_that_shows_it(doors):
    reply = doors.pixel(ask(query={"k": PUBLIC_KEY}, referer="https://tidelane.test/en/"))
    assert (reply.status, reply.body[:3], dict(reply.headers)["cache-control"]) == (200, b"GIF", "no-store")
    (hit,) = hits(reply)
    assert (hit.name, hit.url) == ("page_view", "https://tidelane.test/en/")


def trust(body, key=SECRET_KEY):
    return ask(body, authorization=f"Bearer {key}")


def test_the_trusted_door_takes_the_past_and_counts(doors):
    rows = [
        {"name": "impression", "occurred_at": "2026-06-01T08:00:00+08:00", "count": 1200, "url": "https://tidelane.test/?gclid=1"},
        {"name": "page_view", "occurred_at": NOW - 100 * DAY, "id": "own", "client_ip": "198.51.100.4", "user_agent": "X"},
    ]  # fmt: skip
    reply = doors.trusted(trust({"import_id": "june", "first_row": 10, "events": rows}))
    assert (reply.status, json.loads(reply.body)) == (202, {"accepted": 2})
    first, second = hits(reply)
    assert (first.id, first.count, first.trusted, first.import_id) == ("t:june:10", 1200, True, "june")
    assert first.occurred_at == 1780272000000
    assert (second.id, second.occurred_at, second.ip) == ("t:own", NOW - 100 * DAY, "198.51.100.4")


def test_a_batch_with_bad_rows_is_refused_as_a_whole_and_names_them(doors):
    rows = [
        {"name": "page_view"},
        {"name": "page_view", "occurred_at": "2026-06-01"},
        {"name": "page_view", "occurred_at": "yesterday"},
        {"name": "page_view", "count": 0},
        {"nome": "page_view"},
        {"name": "page_view", "occurred_at": NOW + 5 * DAY},
    ]
    reply = doors.trusted(trust({"import_id": "june", "events": rows}))
    assert (reply.status, reply.lines) == (422, b"")
    assert [error["row"] for error in json.loads(reply.body)["rows"]] == [1, 2, 3, 4, 5]


def test_a_trusted_event_without_any_id_is_refused(doors):
    reply = doors.trusted(trust({"events": [{"name": "page_view"}]}))
    assert (reply.status, b"import_id" in reply.body) == (422, True)


@pytest.mark.parametrize("key", ["sk_wrong", PUBLIC_KEY, ""])
def test_the_trusted_door_needs_the_secret_key(doors, key):
    reply = doors.trusted(trust({"import_id": "x", "events": []}, key))
    assert (reply.status, reply.lines) == (401, b"")


# --- on a site's own host -------------------------------------------------------------------------------------------


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Main", hosts=["tidelane.localhost"])


@pytest.fixture
def visitor(stream):
    return Client(enforce_csrf_checks=True, headers={"user-agent": BROWSER["user-agent"]})


@pytest.mark.urls("yangfan.events.collector.urls")
def test_a_sites_own_host_collects_what_the_form_will_recognise(site, visitor, stream, rf):
    events.write_snapshot()
    answer = visitor.post(
        "/e", json.dumps(sent(k=site.public_key)), content_type="text/plain", HTTP_HOST="localhost"
    )
    assert answer.status_code == 202
    assert stream.drain() == 1
    request = rf.get("/", headers={"user-agent": BROWSER["user-agent"]})
    ref = events.visitor_of_request(request, site=site, now=_now())
    assert stream.store.query("SELECT visitor_id, consented FROM yangfan.events").result_rows == [
        (ref.visitor_id, 0)
    ]


@pytest.mark.urls("yangfan.events.collector.urls")
def test_a_consenting_visitor_is_the_same_for_tracker_and_form(site, visitor, stream, rf):
    events.write_snapshot()
    visitor.post(
        "/e", json.dumps(sent(k=site.public_key, c="abc")), content_type="text/plain", HTTP_HOST="localhost"
    )
    stream.drain()
    request = rf.get("/", headers={"cookie": "yf_visitor=abc"})
    ref = events.visitor_of_request(request, site=site, now=_now())
    assert ref.consented
    assert stream.store.query("SELECT visitor_id, consented FROM yangfan.events").result_rows == [
        (ref.visitor_id, 1)
    ]


@pytest.mark.urls("yangfan.events.collector.urls")
def test_the_tracker_is_served_and_not_sent_again(visitor):
    answer: HttpResponse = visitor.get("/y.js", HTTP_HOST="localhost")
    assert answer.status_code == 200
    again = visitor.get("/y.js", HTTP_HOST="localhost", headers={"if-none-match": answer["etag"]})
    assert again.status_code == 304


def _now():
    from django.utils import timezone

    return timezone.now()


# --- the process ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("collect"))
    machine.start("collect")
    machine.wait_for("collect")
    yield machine
    machine.stop()


@pytest.mark.processes
def test_the_process_keeps_what_it_accepts(machine):
    assert machine.post("/e", sent(i="kept"), content_type="text/plain")[0] == 202
    assert machine.post("/e", sent(k="pk_other"))[0] == 403
    assert machine.post(
        "/v1/events",
        {"import_id": "i", "events": [{"name": "page_view"}]},
        authorization=f"Bearer {SECRET_KEY}",
    ) == (202, {"accepted": 1})
    lines = b"".join(path.read_bytes() for path in (machine.home / "spool").glob("*/*.ndjson"))
    assert {decode(line).id for line in lines.splitlines()} == {"e:kept", "t:i:0"}
    assert all(decode(line).ip in ("127.0.0.1", "") for line in lines.splitlines())


@pytest.mark.processes
def test_the_process_refuses_what_is_too_large(machine):
    assert machine.post("/e", b"[" + b" " * 70_000 + b"]")[0] == 413


@pytest.mark.processes
def test_the_process_knows_no_other_address(machine):
    assert machine.post("/console/", {})[0] == 404
