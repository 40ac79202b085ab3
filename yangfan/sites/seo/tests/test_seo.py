"""What the SEO check says of a page, and the audit of the site."""

from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import translation
from wagtail.rich_text import RichText

from yangfan.sites import public as sites
from yangfan.sites.seo import audits, checks, outside, reading
from yangfan.sites.seo.models import OutsideLink, SeoAudit, SeoResult
from yangfan.sites.testing import SVG, page_of, product

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
GOOD = "Our arm lifts twelve kilos and works beside people. It is set up in a day. Ask us for a quote. " * 8


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def found(page) -> dict[str, list[str]]:
    """Return check -> what it says."""
    said: dict[str, list[str]] = {}
    for one in checks.look_at(page)[1]:
        said.setdefault(one.check, []).append(one.words)
    return said


def text(html):
    return [("text", {"title": "About it", "text": RichText(html), "picture": None})]


def good(workspace, **fields):
    return product(
        workspace, "Collaborative arm A12", **{
            "seo_title": "Collaborative arm A12 for small workshops", "slug": "collaborative-arm", "keyword": "collaborative arm",
            "summary": "A collaborative arm for small workshops.",
            "search_description": "The collaborative arm A12 lifts 12 kg, works beside people and is set up within a single day.",
            "body": text(f'<p>{GOOD}</p><p><a href="/en/about/">About us</a> <a href="/en/contact/">Contact</a></p>'), **fields,
        },
    )  # fmt: skip


def test_a_page_in_order_has_nearly_all_points(built, workspace):
    score, findings, _view = checks.look_at(good(workspace))
    assert {one.check for one in findings} <= {"data"}, findings
    assert score >= 95


@pytest.mark.parametrize(
    "check, fields",
    [
        ("title", {"seo_title": "Arm"}),
        ("title", {"seo_title": "Collaborative arm A12 " * 5}),
        ("description", {"search_description": "Short."}),
        ("description", {"search_description": "The collaborative arm lifts. " * 9}),
        ("keyword", {"keyword": ""}),
        ("keyword", {"keyword": "submarine"}),
        ("links", {"body": text('<p><a href="/en/nowhere/">Gone</a> <a href="/en/about/">a</a></p>')}),
        ("links", {"body": text('<p><a href="#nothing">Gone</a></p>')}),
        ("text", {"body": text("<p>Little.</p>")}),
    ],
)
def test_each_fault_is_found(built, workspace, check, fields):
    before = checks.look_at(good(workspace, slug="other", keyword="collaborative arm"))[0]
    page = good(workspace, **{"seo_title": "A collaborative arm for your workshop", **fields})
    assert check in found(page)
    assert checks.look_at(page)[0] < before


def test_chinese_signs_count_two(built, workspace):
    assert reading.width("协作机械臂 A12") == 14
    page = product(workspace, "协作机械臂" * 8, language="zh-hans", slug="long")
    assert any("cut it off" in words for words in found(page)["title"])


def test_two_pages_of_one_title_are_found(built, workspace):
    one, two = good(workspace, slug="one"), good(workspace, slug="two")
    assert "duplicate" in found(one) and "duplicate" in found(two)


def test_a_picture_without_words_is_found(built, workspace):
    silent = sites.add_image(workspace=workspace, title="x", filename="x.svg", data=SVG)
    named = sites.add_image(workspace=workspace, title="x", filename="x.svg", data=SVG, description="An arm")
    assert "images" in found(good(workspace, slug="one", picture=silent))
    assert "images" not in found(good(workspace, slug="two", picture=named))


def test_long_words_are_hard_to_read():
    easy = "The arm is small. It lifts a box. You can set it up in one day."
    hard = "Organisational interoperability considerations necessitate multidimensional reconfiguration capabilities."
    assert checks.reading_ease(easy) > 80 > 20 > checks.reading_ease(hard)


def test_structured_data_that_cannot_be_read_is_found(built, workspace):
    page = good(workspace)
    view = reading.take_apart(reading.render(page).replace('{"@context"', "{broken"))
    assert list(checks.structured_data(checks.Looked(page, view, {})))
    whole = reading.take_apart(reading.render(page))
    assert [one.cost for one in checks.structured_data(checks.Looked(page, whole, {}))] == [2]


def test_a_language_that_does_not_lead_back_is_found(built, workspace, monkeypatch):
    page = page_of(workspace, "about")
    assert "languages" not in found(page)
    rendered = reading.render
    monkeypatch.setattr(
        checks.reading,
        "render",
        lambda one: rendered(one) if one.pk == page.pk else "<html><head></head></html>",
    )
    assert "languages" in found(page)


def test_the_audit_keeps_scores_and_their_trend(client, built, workspace, marketer):
    first = audits.audit_site(workspace=workspace, now=NOW)
    assert first.pages == 14 and 0 < first.score < 100 and first.counts["keyword"] == 14
    for page in sites.pages_of(workspace).live().specific():
        page.search_description = (
            f"{page.title}: what it is, for whom it is made, what it costs and how soon one can have it here."
        )
        sites.save_page(page=page)
    second = audits.audit_site(workspace=workspace, now=NOW + timedelta(days=7))
    assert second.score > first.score
    client.force_login(marketer)
    words = SeoResult.objects.of(workspace).first().findings[0]["words"]
    assert set(words) == {"en", "zh-hans"} and words["en"] != words["zh-hans"]
    shown = client.get("/console/tidelane/site/seo/").content.decode()
    assert f"<b>{second.score}</b>" in shown and str([first.score, second.score]) in shown
    audits.audit_site(workspace=workspace, now=NOW + timedelta(days=14))
    assert SeoResult.objects.of(workspace).values("audit").distinct().count() == 2
    assert SeoAudit.objects.of(workspace).count() == 3


def test_a_page_leads_to_the_field_to_mend(client, built, workspace, marketer):
    page = good(workspace, search_description="")
    client.force_login(marketer)
    shown = client.get(f"/console/tidelane/site/seo/{page.pk}/").content.decode()
    assert f"/cms/pages/{page.pk}/edit/#id_search_description" in shown


def test_a_draft_is_told_so(client, built, workspace, marketer):
    page = sites.add_page(
        parent=page_of(workspace, "products"), page=sites.ProductPage(title="Arm"), publish=False
    )
    client.force_login(marketer)
    assert "not published" in client.get(f"/console/tidelane/site/seo/{page.pk}/").content.decode()


def test_another_companys_page_is_nobodys_business(
    client, built, other_built, other_workspace, marketer, outsider
):
    theirs = product(other_workspace, "Tea")
    client.force_login(marketer)
    assert client.get(f"/console/tidelane/site/seo/{theirs.pk}/").status_code == 404
    client.force_login(outsider)
    assert client.get("/console/tidelane/site/seo/").status_code == 404


def test_articles_are_offered_as_rss(built, workspace, visit):
    page = sites.ArticlePage(title="A new arm", summary="It lifts <12> kg", slug="new-arm")
    sites.add_page(parent=page_of(workspace, "articles"), page=page)
    answer = visit(workspace).get("/en/feed.xml")
    said = answer.content.decode()
    assert answer.status_code == 200 and "<title>A new arm</title>" in said and "&lt;12&gt;" in said
    assert 'href="/en/feed.xml"' in visit(workspace).get("/en/articles/").content.decode()
    assert visit(workspace).get("/fr/feed.xml").status_code == 404


# --- links to other sites -------------------------------------------------------------------------------------------


class Elsewhere(BaseHTTPRequestHandler):
    """Another site: knows /here, forgot /gone, keeps machines out of /closed, fails on /down, answers no HEAD on /old."""

    def do_HEAD(self):
        self.answer(405 if self.path == "/old" else None)

    def do_GET(self):
        self.answer(None)

    def answer(self, status):
        self.server.asked.append((self.command, self.path))
        known = {"/here": 200, "/old": 200, "/closed": 403, "/down": 503, "/moved": 302}
        self.send_response(status or known.get(self.path, 404))
        if self.path == "/moved":
            self.send_header("Location", "/here")
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture
def elsewhere():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked = []
    Thread(target=server.serve_forever, daemon=True).start()
    server.origin = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def linking(workspace, origin, *paths):
    links = "".join(f'<a href="{origin}{path}">{path}</a> ' for path in paths)
    return good(workspace, body=text(f"<p>{GOOD}{links}</p>"))


def statuses(workspace, origin) -> dict:
    rows = OutsideLink.objects.of(workspace)
    return {row.address.removeprefix(origin): (row.status, row.is_broken) for row in rows}


def test_links_to_other_sites_are_followed_and_the_broken_one_is_named_with_page_and_field(
    built, workspace, elsewhere, settings, client_of, owner
):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    page = linking(workspace, elsewhere.origin, "/here", "/old", "/moved", "/gone", "/closed")
    audits.audit_site(workspace=workspace, now=NOW)
    waited = []
    assert outside.follow_links(workspace=workspace, now=NOW, pause=waited.append) == 5
    assert waited == [outside.PAUSE] * 4
    assert statuses(workspace, elsewhere.origin) == {
        "/here": (200, False), "/old": (200, False), "/moved": (200, False), "/gone": (404, True),
        "/closed": (403, False),
    }  # fmt: skip
    [said] = found(page)["outside"]
    assert f"{elsewhere.origin}/gone" in said and "404" in said
    html = client_of(owner).get(f"/console/{workspace.slug}/site/seo/").content.decode()
    assert f"{elsewhere.origin}/gone" in html and "Content: " in html and page.title in html
    assert f"{elsewhere.origin}/here" not in html


def test_an_answer_is_kept_for_a_week_and_a_bad_day_is_no_broken_link(built, workspace, elsewhere, settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    page = linking(workspace, elsewhere.origin, "/down")
    audits.audit_site(workspace=workspace, now=NOW)
    for days, asked, is_broken in ((0, 1, False), (6, 0, False), (8, 1, True)):
        moment = NOW + timedelta(days=days)
        assert outside.follow_links(workspace=workspace, now=moment, pause=None) == asked
        assert statuses(workspace, elsewhere.origin)["/down"] == (503, is_broken)
    page.body = text(f"<p>{GOOD}</p>")
    sites.save_page(page=page)
    audits.audit_site(workspace=workspace, now=NOW)
    assert not OutsideLink.objects.of(workspace).exists()


def test_a_link_into_our_own_network_is_never_followed(built, workspace, elsewhere):
    linking(workspace, elsewhere.origin, "/here")
    audits.audit_site(workspace=workspace, now=NOW)
    outside.follow_links(workspace=workspace, now=NOW, pause=None)
    [row] = OutsideLink.objects.of(workspace)
    assert (row.status, row.trouble, elsewhere.asked) == (None, OutsideLink.Trouble.SILENT, [])


def test_the_editor_shows_the_score_and_the_way_to_the_check(built, workspace, client_of, owner):
    page = good(workspace)
    audit = audits.audit_site(workspace=workspace, now=NOW)
    score = SeoResult.objects.of(workspace).get(audit=audit, page_id=page.pk).score
    client = client_of(owner)
    html = client.get(f"/cms/pages/{page.pk}/edit/?apart").content.decode()
    assert f"<strong>{score} of 100 points</strong>" in html
    assert f"/console/{workspace.slug}/site/seo/{page.pk}/" in html
    never = page_of(workspace, "about")
    SeoResult.objects.of(workspace).filter(page_id=never.pk).delete()
    assert "was not looked at yet" in client.get(f"/cms/pages/{never.pk}/edit/?apart").content.decode()
