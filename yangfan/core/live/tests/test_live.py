"""Live notices: passes, who hears what, and the real process on loopback."""

import http.client
import json
import urllib.error
import urllib.request

import pytest

from yangfan.core import live
from yangfan.core.live import passes, place
from yangfan.core.live.testing import live_here, live_process, told  # noqa: F401

pytestmark = [pytest.mark.xdist_group("live")]


class Line:
    """A page's EventSource."""

    def __init__(self, address: str):
        self.answer = urllib.request.urlopen(address, timeout=10)

    def next(self) -> tuple[str, dict]:
        """Return the next notice: its kind and its data."""
        kind = ""
        for raw in self.answer:
            line = raw.decode().rstrip()
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            if line.startswith("data: "):
                return kind, json.loads(line.removeprefix("data: "))
        raise EOFError

    def close(self):
        self.answer.close()


def post(port, body, key):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("POST", "/tell", body, {"Authorization": f"Bearer {key}"})
    return connection.getresponse().status


def test_a_pass_says_what_it_was_issued_for():
    found = passes.read(passes.issue(topics=["room:1"], until=200, here="room:1:staff"), now=100)
    assert (found.topics, found.here) == (["room:1"], "room:1:staff")


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (lambda: passes.issue(topics=["a"], until=50), "it has run out"),
        (lambda: passes.issue(topics=["a"], until=200)[:-2] + "AA", "signature"),
        (lambda: "nonsense", ""),
        (lambda: "é.é", ""),
    ],
)
def test_a_pass_is_refused_when_it_has_run_out_or_was_touched(token, why):
    with pytest.raises(passes.PassRefused, match=why or None):
        passes.read(token(), now=100)


def test_a_pass_of_other_topics_under_an_old_signature_is_refused():
    mine, theirs = (passes.issue(topics=[topic], until=200) for topic in ("mine", "theirs"))
    forged = theirs.partition(".")[0] + "." + mine.partition(".")[2]
    with pytest.raises(passes.PassRefused):
        passes.read(forged, now=100)


def test_the_address_is_another_port_of_the_pages_host(monkeypatch):
    monkeypatch.setenv("LIVE_PORT", "8003")
    monkeypatch.delenv("BEHIND_PROXY", raising=False)
    address = live.address("room:1", host="tidelane.localhost:8000")
    assert address.startswith("http://tidelane.localhost:8003/live/")


def test_behind_a_proxy_the_address_is_on_the_pages_own_host(monkeypatch):
    monkeypatch.setenv("LIVE_PORT", "8003")
    monkeypatch.setenv("BEHIND_PROXY", "1")
    assert live.address("room:1", host="tidelane.example").startswith("/live/")


@pytest.mark.django_db(transaction=True)
def test_without_a_port_there_is_no_address_and_telling_does_nothing(monkeypatch):
    monkeypatch.setenv("LIVE_PORT", "0")
    assert live.address("room:1", host="x") == live.origin("x") == ""
    live.tell("room:1", "message", {"n": 1})


@pytest.mark.django_db(transaction=True)
def test_telling_never_raises_when_nobody_listens_on_the_port_or_the_data_is_odd(monkeypatch):
    monkeypatch.setenv("LIVE_PORT", "1")
    live.tell("room:1", "message", {"n": 1})
    live.tell("room:1", "message", {"n": object()})


@pytest.mark.django_db
def test_a_notice_goes_out_only_when_the_transaction_is_through(
    monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr("yangfan.core.live.telling._send", lambda *notice: sent.append(notice))
    with django_capture_on_commit_callbacks(execute=True):
        live.tell("room:1", "message", {"n": 1})
        assert sent == []
    assert sent == [("room:1", "message", {"n": 1})]


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_page_hears_its_own_topics_and_no_others(live_here):  # noqa: F811
    line = Line(live.address("room:1", host="127.0.0.1"))
    assert line.next()[0] == "open"
    live.tell("room:2", "message", {"n": 1})
    live.tell("room:1", "message", {"n": 2})
    assert line.next() == ("message", {"topic": "room:1", "n": 2})
    line.close()


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_staff_hear_that_a_visitor_is_here_and_that_he_has_gone(live_here):  # noqa: F811
    staff = Line(live.address("chat:1", host="127.0.0.1"))
    assert staff.next()[0] == "open"
    visitor = Line(live.address("chat:1:visitor", host="127.0.0.1", here="chat:1"))
    assert staff.next() == ("here", {"topic": "chat:1"})
    late = Line(live.address("chat:1", host="127.0.0.1"))
    assert {late.next()[0], late.next()[0]} == {"open", "here"}
    visitor.close()
    assert staff.next() == ("gone", {"topic": "chat:1"})
    staff.close()
    late.close()


@pytest.mark.processes
def test_the_process_refuses_strangers(live_here):  # noqa: F811
    with pytest.raises(urllib.error.HTTPError) as refused:
        Line(f"http://127.0.0.1:{live_here}/live/nonsense")
    assert refused.value.code == 403
    notice = json.dumps({"topic": "a", "kind": "message", "data": {}})
    assert post(live_here, notice, "wrong") == 401
    assert post(live_here, notice, place.key()) == 204
    assert post(live_here, "{", place.key()) == 400
    assert post(live_here, json.dumps({"topic": "a", "kind": "x\ny", "data": {}}), place.key()) == 400
    assert post(live_here, "x" * 20_000, place.key()) == 413
