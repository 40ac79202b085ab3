"""The tracker in a real browser, against a small server that keeps what it is sent, under a strict policy."""

import gzip
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent
MINIFIED = FOLDER / "tracker.min.js"

PAGE = """<!doctype html><html lang="en"><title>{title}</title>
<script src="/early.js"></script><script defer src="/y.js" data-key="pk_test"></script>
<h1>{title}</h1>
<a id="out" href="http://127.0.0.1:1/elsewhere" target="_blank">out</a> <a id="in" href="/two">in</a>
<a id="pdf" href="/a12.pdf">pdf</a>
<form id="ask" action="/thanks"><input name="mail"><button>send</button></form>"""
EARLY = "window.yangfan = function () { (yangfan.q = yangfan.q || []).push(arguments); }; yangfan('event', 'early_bird', {value: 3});"


def test_the_tracker_is_small():
    assert len(gzip.compress(MINIFIED.read_bytes(), 9)) <= 1500


def test_the_minified_tracker_is_made_of_its_source():
    mark = hashlib.sha256((FOLDER / "tracker.js").read_bytes()).hexdigest()[:12]
    assert mark in MINIFIED.read_text().splitlines()[0], "run scripts/build_tracker.py"


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        self.posts, self.broken = [], False
        self.arrived = threading.Condition()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def events(self):
        return [event for batch in self.posts for event in batch]

    def wait_for(self, name, times=1):
        """Return the events of this name once there are so many."""

        def found():
            return [event for event in self.events if event["n"] == name]

        with self.arrived:
            assert self.arrived.wait_for(lambda: len(found()) >= times, timeout=15), self.events
        return found()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/y.js":
            return self.answer(MINIFIED.read_bytes(), "text/javascript")
        if self.path == "/early.js":
            return self.answer(EARLY.encode(), "text/javascript")
        if self.path.endswith(".pdf"):
            return self.answer(b"%PDF-1.4", "application/pdf")
        return self.answer(PAGE.format(title=self.path).encode(), "text/html")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        if server.broken:
            return self.answer(b"", "text/plain", status=503)
        with server.arrived:
            server.posts.append(json.loads(body))
            server.arrived.notify_all()
        return self.answer(b"", "text/plain", status=202)

    def answer(self, body, kind, status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", "default-src 'self'; script-src 'self'")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def server():
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(chromium):
    context = chromium.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    yield context
    context.close()


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.mark.browser
def test_a_page_view_says_what_the_browser_knows_and_nothing_is_stored(server, page, context):
    page.goto(f"{server.url}/one?utm_source=x")
    (view,) = server.wait_for("page_view")
    assert view["k"] == "pk_test"
    assert (view["u"], view["w"]) == (f"{server.url}/one?utm_source=x", "/one?utm_source=x")
    assert (view["l"], view["z"], view["c"]) == ("de-DE", "Europe/Berlin", "")
    assert "t" not in view
    (early,) = server.wait_for("early_bird")
    assert (early["v"], early["i"] != view["i"]) == (3, True)
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.browser
def test_history_navigation_is_a_page_view_and_a_hash_is_not(server, page):
    page.goto(f"{server.url}/one")
    page.evaluate("history.pushState({}, '', '/two')")
    page.evaluate("location.hash = 'part'")
    page.evaluate("history.replaceState({}, '', '/three')")
    page.go_back()
    views = server.wait_for("page_view", 4)
    assert [view["u"].removeprefix(server.url) for view in views] == ["/one", "/two", "/three", "/two"]
    assert views[1]["r"] == f"{server.url}/one"


@pytest.mark.browser
def test_clicks_downloads_and_forms_are_told(server, page):
    page.goto(f"{server.url}/one")
    page.click("#out")
    page.click("#pdf", modifiers=["Control"])
    page.fill("[name=mail]", "a@b.example")
    page.fill("[name=mail]", "c@d.example")
    page.click("button")
    (click,) = server.wait_for("click")
    assert click["p"]["href"] == "http://127.0.0.1:1/elsewhere"
    (download,) = server.wait_for("download")
    assert download["p"]["href"] == f"{server.url}/a12.pdf"
    (start,) = server.wait_for("form_start")
    (submit,) = server.wait_for("form_submit")
    assert start["p"] == submit["p"] == {"form": "ask"}
    assert "example" not in json.dumps([start["p"], submit["p"]])


@pytest.mark.browser
def test_engagement_is_sent_when_the_page_is_left(server, page):
    page.goto(f"{server.url}/one")
    server.wait_for("page_view")
    page.wait_for_timeout(1600)
    page.goto(f"{server.url}/two")
    (engagement,) = server.wait_for("engagement")
    assert engagement["u"] == f"{server.url}/one"
    assert 1 <= engagement["v"] <= 10


@pytest.mark.browser
def test_consent_sets_one_cookie_and_withdrawal_takes_it_away(server, page, context):
    page.goto(f"{server.url}/one")
    page.evaluate("yangfan('consent', true)")
    page.evaluate("yangfan('event', 'after', {})")
    (after,) = server.wait_for("after")
    (cookie,) = context.cookies()
    assert (cookie["name"], cookie["value"], cookie["sameSite"]) == ("yf_visitor", after["c"], "Lax")
    assert len(after["c"]) >= 20
    page.evaluate("yangfan('consent', true)")
    assert context.cookies()[0]["value"] == after["c"]
    page.evaluate("yangfan('consent', false)")
    assert context.cookies() == []


@pytest.mark.browser
def test_a_browser_that_asks_for_privacy_gets_no_cookie(server, page, context):
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})")
    page.goto(f"{server.url}/one")
    page.evaluate("yangfan('consent', true)")
    server.wait_for("page_view")
    assert context.cookies() == []


@pytest.mark.browser
def test_what_did_not_arrive_goes_again_under_the_same_id(server, page):
    server.broken = True
    page.goto(f"{server.url}/one")
    page.evaluate("yangfan('event', 'lost', {})")
    page.wait_for_timeout(500)
    assert server.events == []
    server.broken = False
    page.evaluate("yangfan('event', 'found', {})")
    server.wait_for("found")
    (view,) = server.wait_for("page_view")
    assert view["t"] > 0
    assert len({event["i"] for event in server.events}) == len(server.events)
