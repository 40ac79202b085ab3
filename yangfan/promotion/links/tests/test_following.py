"""Following a short link: where it leads, for whom, until when, and what is counted."""

import threading
from collections import Counter
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from yangfan.events import public as events
from yangfan.events.testing import DATABASE, SOME_BROWSER
from yangfan.promotion.links import actions, kept
from yangfan.promotion.links.models import Link
from yangfan.promotion.links.serve import choose

GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
ORIGIN = "http://tidelane.localhost:8000"


def rows(stream, table="events", name="link_click"):
    text = f"SELECT * FROM {DATABASE}.{table} WHERE event = '{name}' ORDER BY ts"
    return list(stream.store.query(text).named_results())


def test_a_short_link_leads_to_its_page_with_its_tags(make, click):
    make(code="fair26", source="fair", medium="qr", campaign="hannover", utm_id="h26")
    answer = click("fair26")
    assert answer.status_code == 302 and answer.headers["Cache-Control"] == "no-store"
    url = urlsplit(answer.url)
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{ORIGIN}/en/products/"
    assert parse_qs(url.query) == {
        "utm_source": ["fair"], "utm_medium": ["qr"], "utm_campaign": ["hannover"], "utm_id": ["h26"],
    }  # fmt: skip


def test_a_code_in_capitals_and_with_a_slash_is_the_same(make, click):
    make(code="fair26")
    assert click("FAIR26/").url == click("fair26").url == f"{ORIGIN}/en/products/"


def test_an_unknown_code_is_404_in_the_sites_language(site, click):
    answer = click("nothing")
    assert answer.status_code == 404
    assert 'lang="en"' in answer.content.decode()


def test_the_code_of_another_company_is_unknown_here(make, other_built, click):
    make(code="ours")
    events.write_snapshot()
    assert click("ours").status_code == 302
    assert click("ours", slug="harbour").status_code == 404


def test_tags_the_target_carries_already_stay(make, click):
    make("https://shop.example/p?utm_source=theirs#top", source="ours", medium="qr")
    code = Link.objects.across_workspaces().get().code
    url = urlsplit(click(code).url)
    assert parse_qs(url.query) == {"utm_source": ["theirs"], "utm_medium": ["qr"]} and url.fragment == "top"


def test_a_platforms_click_id_is_passed_on_and_nothing_else(make, click):
    make(code="ad", source="google", medium="cpc")
    query = parse_qs(
        urlsplit(click("ad", query="?gclid=abc&next=https://evil.example&utm_source=x").url).query
    )
    assert query == {"gclid": ["abc"], "utm_source": ["google"], "utm_medium": ["cpc"]}


def test_a_query_cannot_choose_where_a_link_leads(make, click):
    make(code="safe")
    for query in ("?url=https://evil.example", "?target=//evil.example", "?next=evil"):
        assert click("safe", query=query).url == f"{ORIGIN}/en/products/"


def test_a_switched_off_or_archived_link_is_unknown_and_comes_back(
    workspace, make, marketer, click, django_capture_on_commit_callbacks
):
    link = make(code="onoff")
    for verb, undo in (
        (lambda: actions.switch_link(link=link, is_on=False, actor=marketer, now=timezone.now()),
         lambda: actions.switch_link(link=link, is_on=True, actor=marketer, now=timezone.now())),
        (lambda: actions.archive_links(workspace=workspace, ids=[link.pk], actor=marketer, now=timezone.now()),
         lambda: actions.restore_links(workspace=workspace, ids=[link.pk], actor=marketer, now=timezone.now())),
    ):  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            verb()
        assert click("onoff").status_code == 404
        with django_capture_on_commit_callbacks(execute=True):
            undo()
        assert click("onoff").status_code == 302


# --- ending -------------------------------------------------------------------------------------------------------------


def test_a_link_past_its_end_leads_to_what_comes_after(make, click, stream):
    make(code="over", expires_at=timezone.now() - timedelta(seconds=1), after_target="https://after.example/")
    make(code="home", expires_at=timezone.now() - timedelta(seconds=1))
    make(code="runs", expires_at=timezone.now() + timedelta(hours=1))
    assert click("over").url == "https://after.example/"
    assert click("home").url == f"{ORIGIN}/"
    assert click("runs").url == f"{ORIGIN}/en/products/"
    stream.drain()
    assert len(rows(stream)) == 1


def test_a_link_ends_after_its_number_of_clicks_of_people(
    make, click, stream, django_capture_on_commit_callbacks
):
    link = make(code="two", most_clicks=2, after_target="/en/about/")
    click("two", agent=GOOGLEBOT)
    click("two")
    with django_capture_on_commit_callbacks(execute=True):
        stream.drain()
    assert click("two").url == f"{ORIGIN}/en/products/"
    with django_capture_on_commit_callbacks(execute=True):
        stream.drain()
    link.refresh_from_db()
    assert link.clicks == 2 and link.used_up_at
    assert click("two").url == f"{ORIGIN}/en/about/"


def test_more_clicks_allowed_open_the_link_again(
    make, change, click, stream, django_capture_on_commit_callbacks
):
    link = make(code="more", most_clicks=1)
    click("more")
    with django_capture_on_commit_callbacks(execute=True):
        stream.drain()
    assert click("more").url == f"{ORIGIN}/"
    link.refresh_from_db()
    change(link, most_clicks=5)
    assert click("more").url == f"{ORIGIN}/en/products/"


# --- several targets ----------------------------------------------------------------------------------------------------


def test_a_visitor_always_gets_the_same_target(make, click):
    make("/en/a/", code="ab", variants=(actions.Variant("/en/b/"),))
    for last in range(1, 20):
        ip = f"198.51.100.{last}"
        assert len({click("ab", ip=ip).url for _ in range(4)}) == 1


def test_targets_are_chosen_by_weight(make):
    make("/en/a/", code="ww", weight=3, variants=(actions.Variant("/en/b/", 1), actions.Variant("/en/c/", 0)))
    link = kept._as_kept(Link.objects.across_workspaces().get())
    seen = Counter(choose(link, f"visitor {number}")[0] for number in range(8000))
    assert seen["C"] == 0 and 0.72 < seen["A"] / 8000 < 0.78 and seen["A"] + seen["B"] == 8000


def test_the_target_that_was_shown_is_counted(make, click, stream):
    make("/en/a/", code="ab", weight=0, variants=(actions.Variant("https://b.example/"),))
    assert click("ab").url == "https://b.example/"
    stream.drain()
    assert [row["props"]["variant"] for row in rows(stream)] == ["B"]


# --- one process changes, another knows ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_change_in_another_thread_is_seen_by_the_very_next_click(make, marketer, click):
    link = make(code="moves")
    assert click("moves").url == f"{ORIGIN}/en/products/"

    def elsewhere(number):
        from django.db import connection

        draft = actions.Draft(target=f"https://new.example/{number}")
        actions.change_link(link=Link.plain.get(pk=link.pk), draft=draft, actor=marketer, now=timezone.now())
        connection.close()

    for number in range(5):
        thread = threading.Thread(target=elsewhere, args=[number])
        thread.start()
        thread.join()
        assert click("moves").url == f"https://new.example/{number}"


def test_a_mark_set_by_another_process_makes_this_one_ask_again(make, click, workspace):
    link = make(code="file")
    click("file")
    Link.objects.of(workspace).filter(pk=link.pk).update(target="https://elsewhere.example/")
    assert click("file").url == f"{ORIGIN}/en/products/"  # nobody said so yet: the database is not asked
    kept.touch(workspace.pk)
    assert click("file").url == "https://elsewhere.example/"


def test_a_known_link_is_followed_without_a_query(make, click, django_assert_num_queries):
    make(code="fast")
    click("fast")
    with django_assert_num_queries(0):
        assert click("fast").status_code == 302


# --- what is counted ----------------------------------------------------------------------------------------------------


def test_a_click_is_recorded_once_with_its_channel_and_device(make, click, stream, workspace):
    link = make(code="fair26", source="fair", medium="qr", campaign="hannover")
    click("fair26")
    stream.drain()
    stream.drain()
    (row,) = rows(stream)
    assert row["workspace_id"] == workspace.pk and row["props"]["link"] == str(link.pk)
    assert (row["channel"], row["source"], row["campaign"]) == ("trade_fair", "fair", "hannover")
    assert row["path"] == "/go/fair26" and row["device"] == "desktop" and row["visit_id"] == 0


def test_the_visit_after_a_click_begins_at_the_page_not_at_the_link(make, click, stream, workspace, site):
    make(code="fair26", source="fair", medium="qr")
    answer = click("fair26")
    stream.send(stream.hit(site.tracked, url=answer.url))
    stream.drain()
    today = events.stats.today_of(workspace, timezone.now())
    period = events.Period(today, today)
    assert events.stats.totals(workspace, period).visits == 1
    assert [row.key for row in events.stats.breakdown(workspace, period, "entry").rows] == ["/en/products/"]
    (channel,) = events.stats.by_channel(workspace, period)
    assert (channel.key, channel.visits) == ("trade_fair", 1)


@pytest.mark.parametrize("words", [
    {"agent": GOOGLEBOT}, {"agent": "curl/8.5.0"}, {"agent": ""}, {"sec_purpose": "prefetch;prerender"},
])  # fmt: skip
def test_robots_and_browsers_fetching_ahead_are_set_apart(make, click, stream, words):
    link = make(code="bots")
    assert click("bots", **words).status_code == 302
    stream.drain()
    assert rows(stream) == []
    assert [row["path"] for row in rows(stream, "bot_hits")] == ["/go/bots"]
    link.refresh_from_db()
    assert link.clicks == 0


def test_a_request_for_the_headers_only_is_no_click(make, stream):
    make(code="head")
    client = Client(HTTP_HOST="tidelane.localhost", HTTP_USER_AGENT=SOME_BROWSER)
    assert client.head("/go/head").status_code == 302
    stream.drain()
    assert rows(stream) == []


def test_a_browser_cannot_claim_a_click_by_the_trackers_door(make, stream, site):
    link = make(code="claim")
    stream.send(stream.hit(site.tracked, "link_click", props={"link": str(link.pk)}))
    stream.drain()
    assert rows(stream) == []


def test_a_click_on_ones_own_page_is_led_on_without_tags(make, click, stream):
    make(code="inner", source="home", medium="banner")
    assert click("inner", referer="http://tidelane.localhost:8000/en/").url == f"{ORIGIN}/en/products/"
    stream.drain()
    (row,) = rows(stream)
    assert row["props"]["internal"] == "1" and row["source"] == ""


def test_a_full_disk_does_not_stop_the_visitor(make, click, monkeypatch):
    from yangfan.events import clicks

    class FullDisk:
        def append(self, data):
            raise OSError(28, "No space left on device")

    make(code="full")
    monkeypatch.setattr(clicks, "spool_here", FullDisk)
    assert click("full").status_code == 302
