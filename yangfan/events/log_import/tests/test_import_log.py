import gzip
from datetime import date

import pytest

from yangfan.events import public as events
from yangfan.events import stats
from yangfan.events.log_import import NotALog, import_log
from yangfan.events.log_import.lines import kind_of, read_line

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def line(ip, time, request, status=200, referrer="-", agent=FIREFOX):
    return f'{ip} - - [{time} +0800] "{request} HTTP/1.1" {status} 512 "{referrer}" "{agent}"'


LOG = [
    line("192.0.2.1", "02/Mar/2026:09:00:00", "GET /", referrer="https://www.baidu.com/s?wd=arm"),
    line("192.0.2.1", "02/Mar/2026:09:00:01", "GET /style.css"),
    line("192.0.2.1", "02/Mar/2026:09:05:00", "GET /a12/", 304),
    line("192.0.2.1", "02/Mar/2026:09:06:00", "GET /a12.pdf"),
    line("192.0.2.1", "02/Mar/2026:09:04:00", "GET /late/"),  # a slow answer is written late
    line("192.0.2.1", "02/Mar/2026:11:00:00", "GET /a12/"),
    line("192.0.2.2", "02/Mar/2026:09:00:00", "GET /", agent=SAFARI),
    line("192.0.2.2", "02/Mar/2026:09:00:00", "GET /", agent=SAFARI),  # twice in one second: two views
    line("192.0.2.2", "03/Mar/2026:09:00:00", "GET /", agent=SAFARI),
    line("192.0.2.9", "02/Mar/2026:09:00:00", "GET /robots.txt", agent=GOOGLEBOT),
    line("192.0.2.9", "02/Mar/2026:09:00:02", "GET /", agent=GOOGLEBOT),
    line("192.0.2.8", "02/Mar/2026:09:00:02", "GET /", agent="-"),
    line("192.0.2.3", "02/Mar/2026:09:00:03", "GET /nowhere", 404),
    line("192.0.2.3", "02/Mar/2026:09:00:04", "GET /old", 301),
    line("192.0.2.3", "02/Mar/2026:09:00:05", "POST /ask"),
    line("192.0.2.3", "02/Mar/2026:09:00:06", "GET /news/?flav=rss20"),
    "what is this",
]
BOXES = {
    "lines": 17, "page_views": 7, "downloads": 1, "robots": 3, "static_files": 1, "feeds": 1, "errors": 1, "redirects": 1,
    "other_requests": 1, "invalid_lines": 1, "visits": 4, "visitors": 3, "first_day": "2026-03-02", "last_day": "2026-03-03",
}  # fmt: skip
MARCH = stats.Period(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Site", hosts=["arm.example"])


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "access.log"
    path.write_text("\n".join(LOG) + "\n")
    return path


def test_every_line_is_in_one_box_and_the_store_agrees(stream, workspace, site, log):
    result = import_log(path=log, site=site)
    assert result.as_dict() == BOXES
    stream.drain()
    found = stats.totals(workspace, MARCH)
    assert (found.page_views, found.visits, found.visitors, found.bot_hits) == (7, 4, 3, 3)
    channels = {row.key: row.visits for row in stats.by_channel(workspace, MARCH)}
    assert channels == {"search_organic": 1, "direct": 3}


def test_a_second_import_changes_nothing(stream, workspace, site, log):
    first = import_log(path=log, site=site)
    stream.drain()
    before = stats.totals(workspace, MARCH)
    assert import_log(path=log, site=site) == first
    stream.drain()
    assert stats.totals(workspace, MARCH) == before


def test_a_grown_and_packed_log_brings_only_what_is_new(stream, workspace, site, log, tmp_path):
    import_log(path=log, site=site)
    stream.drain()
    grown = tmp_path / "access.log.gz"
    newest = line("192.0.2.5", "04/Mar/2026:08:00:00", "GET /")
    grown.write_bytes(gzip.compress("\n".join([*LOG, newest]).encode()))
    import_log(path=grown, site=site)
    stream.drain()
    assert stats.totals(workspace, MARCH).page_views == 8


def test_progress_ends_at_the_end(stream, site, log):
    told = []
    import_log(path=log, site=site, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (log.stat().st_size, log.stat().st_size)


def test_what_is_no_log_is_refused_and_nothing_spooled(stream, site, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("dear diary\n" * 200)
    with pytest.raises(NotALog):
        import_log(path=path, site=site)
    assert stream.spool.waiting() == []


@pytest.mark.parametrize(
    ("text", "agent", "target"),
    [
        (LOG[0], FIREFOX, "/"),
        ("arm.example:443 " + LOG[0], FIREFOX, "/"),
        (LOG[0] + ' "10.0.0.1" 0.004', FIREFOX, "/"),
        ('192.0.2.1 - frank [02/Mar/2026:09:00:00 +0800] "GET / HTTP/1.0" 200 -', None, "/"),
        (line("2001:db8::1", "02/Mar/2026:09:00:00", "GET /a b", agent=r"odd \"agent\""), r"odd \"agent\"", "/a b"),
    ],
)  # fmt: skip
def test_the_usual_formats_are_read(text, agent, target):
    found = read_line(text)
    assert (found.agent, found.target, found.status) == (agent, target, 200)
    assert found.at == 1772413200000


@pytest.mark.parametrize("text", ["", "x", LOG[0][:-9], line("192.0.2.1", "02/Foo/2026:09:00:00", "GET /"), line("1.2.3.4", "02/Mar/2026:09:00:00", "\\x16\\x03")])  # fmt: skip
def test_other_lines_are_not_guessed_at(text):
    assert read_line(text) is None


@pytest.mark.parametrize(
    ("request_", "status", "kind"),
    [
        ("GET /", 200, "page_view"),
        ("GET /page.html?x=1", 304, "page_view"),
        ("GET /logo.PNG?v=3", 200, "static_file"),
        ("GET /data.PDF", 206, "download"),
        ("GET /blog/feed/", 200, "feed"),
        ("HEAD /", 200, "other"),
        ("GET /", 500, "error"),
        ("GET /", 302, "redirect"),
    ],
)
def test_the_kind_of_a_request(request_, status, kind):
    assert kind_of(read_line(line("192.0.2.1", "02/Mar/2026:09:00:00", request_, status))) == kind
