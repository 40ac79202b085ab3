"""The screens of links: who may see and do what, the builder, import, placements, rules and codes."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from yangfan.crm import public as crm
from yangfan.events import public as events
from yangfan.promotion import public as promotion
from yangfan.promotion.links import actions, addresses, importing, placements, qr, rules
from yangfan.promotion.links.models import Link, Placement, TagRules
from yangfan.sites import public as sites

PAGES = ["promote_links", "promote_placements", "promote_tag_rules", "promote_link_sheet"]
WRITING = ["promote_link_new", "promote_links_import", "promote_placement_new"]


def address(name, *args):
    return reverse(name, args=["tidelane", *args])


@pytest.fixture
def console(site, marketer, client_of):
    return client_of(marketer)


def test_outsiders_find_nothing_members_look_and_viewers_do_not_write(site, outsider, viewer, client_of):
    stranger, looker = client_of(outsider), client_of(viewer)
    for name in PAGES + WRITING:
        assert stranger.get(address(name)).status_code == 404, name
        assert looker.get(address(name)).status_code == (200 if name in PAGES else 403), name


def test_a_link_of_another_company_is_not_there(make, other_workspace, outsider, client_of):
    link = make(code="ours")
    browser = client_of(outsider)
    for name, args in (("promote_link", []), ("promote_link_edit", []), ("promote_link_qr", ["svg"])):
        assert browser.get(reverse(name, args=["harbour", link.pk, *args])).status_code == 404
    assert browser.post(reverse("promote_link_archive", args=["harbour", link.pk])).status_code == 404


# --- making and changing ------------------------------------------------------------------------------------------------


def test_a_link_is_made_shown_changed_archived_and_brought_back(console, workspace):
    made = console.post(address("promote_link_new"), {
        "page": "/en/products/", "title": "Fair booth", "code": "Booth", "preset": "fair", "campaign": "Hannover 2026",
        "labels": "fair, 2026",
    })  # fmt: skip
    link = Link.objects.of(workspace).get()
    assert made.url == address("promote_link", link.pk)
    assert (link.code, link.source, link.medium, link.campaign) == ("booth", "fair", "qr", "hannover-2026")
    assert link.label_list == ["fair", "2026"] and link.created_at
    page = console.get(made.url).content.decode()
    assert "http://tidelane.localhost:8000/go/booth" in page
    form = console.get(address("promote_link_edit", link.pk)).content.decode()
    assert 'name="code"' not in form and "hannover-2026" in form
    console.post(address("promote_link_edit", link.pk), {"target": "https://shop.example/a", "title": "Shop"})
    link.refresh_from_db()
    assert (link.target, link.code, link.source) == ("https://shop.example/a", "booth", "")
    archived = console.post(address("promote_link_archive", link.pk), follow=True).content.decode()
    assert f"{address('promote_links_restore')}?ids={link.pk}" in archived
    link.refresh_from_db()
    assert link.archived_at
    console.post(f"{address('promote_links_restore')}?ids={link.pk}")
    link.refresh_from_db()
    assert link.archived_at is None


BAD_TARGETS = [
    "javascript:alert(1)", "//evil.example", "ftp://x.example/a", "https://", "https://a b.example/", "mailto:a@b.example",
    "https://tidelane.localhost@evil.example/", "https://x.example\\@evil.example/", "/go/abc",
    "http://tidelane.localhost/go/abc", "http://tidelane.localhost//evil.example", "http://[::1", "data:text/html,x",
]  # fmt: skip


def test_a_link_leads_to_web_pages_only(console, workspace):
    for target in BAD_TARGETS:
        answer = console.post(address("promote_link_new"), {"target": target})
        assert answer.status_code == 422 and not Link.objects.of(workspace).exists(), target


def test_an_address_of_the_own_site_is_kept_as_its_path(console, workspace):
    console.post(address("promote_link_new"), {"target": "http://tidelane.localhost:8000/en/about/?a=1#b"})
    assert Link.objects.of(workspace).get().target == "/en/about/?a=1#b"


def test_a_code_is_given_to_one_link_only_and_random_ones_have_no_look_alikes(make):
    make(code="one")
    with pytest.raises(actions.LinkRefused) as refused:
        make(code="ONE")
    assert list(refused.value.problems) == ["code"]
    codes = {make().code for _ in range(30)}
    assert len(codes) == 30 and not set("".join(codes)) & set("01loiu")


def test_two_codes_by_chance_alike_make_two_links(make, monkeypatch):
    taken = iter(["aaaaaa", "aaaaaa", "bbbbbb"])
    monkeypatch.setattr(actions, "random_code", lambda: next(taken))
    assert [make().code, make().code] == ["aaaaaa", "bbbbbb"]


def test_the_same_code_in_two_companies_is_two_links(make, other_workspace, outsider):
    make(code="same")
    draft = actions.Draft(target="https://a.example/", code="same")
    other = actions.make_link(workspace=other_workspace, draft=draft, actor=outsider, now=timezone.now())
    assert other.code == "same"


def test_the_preview_tells_the_address_and_the_channel_and_keeps_nothing(console, workspace):
    words = {"page": "/en/products/", "source": "google", "medium": "cpc", "campaign": "Robots"}
    said = console.post(address("promote_link_preview"), words).content.decode()
    assert (
        "http://tidelane.localhost:8000/en/products/?utm_source=google&amp;utm_medium=cpc&amp;utm_campaign=robots"
        in said
    )
    assert "Google Ads" in said and not Link.objects.of(workspace).exists()
    strange = console.post(
        address("promote_link_preview"), {"page": "/en/products/", "source": "x9", "medium": "y9"}
    )
    assert "No channel knows these tags" in strange.content.decode()


def test_every_preset_counts_on_a_channel(workspace, stream):
    events.seed_channels(workspace)
    for preset in rules.PRESETS:
        url = f"https://a.example/?utm_source={preset.source}&utm_medium={preset.medium}"
        channel = events.arrival_of(workspace, url).channel.key
        assert channel not in ("other", "direct", "referral", "paid_other"), preset.key


# --- the list -----------------------------------------------------------------------------------------------------------


def test_links_are_found_filtered_sorted_and_exported_as_they_are_imported(
    console, make, workspace, marketer
):
    make(code="alpha", title="Alpha arm", labels=("fair",), source="fair", medium="qr")
    make("https://b.example/", code="beta", title="Beta", expires_at=timezone.now() - timedelta(days=1))
    page = console.get(address("promote_links") + "?q=alpha").content.decode()
    assert "/go/alpha" in page and "/go/beta" not in page
    assert "/go/beta" in console.get(address("promote_links") + "?state=ended").content.decode()
    assert "/go/beta" not in console.get(address("promote_links") + "?label=fair").content.decode()
    file = b"".join(console.get(address("promote_links") + "?export=csv").streaming_content)
    done = importing.import_links(workspace=workspace, content=file, actor=marketer, now=timezone.now())
    assert (done.made, done.there) == (0, 2)


def test_many_links_are_archived_at_once_with_one_undo(console, make, workspace):
    ids = [make().pk for _ in range(3)]
    answer = console.post(address("promote_links_several"), {"pick": ids[:2], "deed": "archive"}, follow=True)
    assert "2 links archived" in answer.content.decode()
    assert Link.objects.of(workspace).filter(archived_at=None).get().pk == ids[2]


# --- import -------------------------------------------------------------------------------------------------------------

FILE = "target,code,title,utm_source,utm_medium,tags,expires\n/en/products/,fair,Booth,fair,qr,a;b,2027-03-31 09:30\nhttps://shop.example/,,Shop,,,,\n"


def take_in(workspace, marketer, text):
    return importing.import_links(
        workspace=workspace, content=text.encode(), actor=marketer, now=timezone.now()
    )


def test_a_file_makes_its_links_once_however_often_it_comes(site, workspace, marketer):
    assert (take_in(workspace, marketer, FILE).made, take_in(workspace, marketer, FILE).there) == (2, 2)
    link = Link.objects.of(workspace).get(code="fair")
    assert (link.target, link.label_list, link.source) == ("/en/products/", ["a", "b"], "fair")
    assert link.expires_at.isoformat() in ("2027-03-31T01:30:00+00:00", "2027-03-31T09:30:00+00:00")


def test_one_mistake_keeps_nothing_and_is_named_by_line_and_field(console, workspace, make):
    make("https://taken.example/", code="taken")
    text = (
        FILE
        + "javascript:x,,,,,,\nhttps://a.example/,taken,,,,,\nhttps://b.example/,,,,,,soon\n,,Nowhere,,,,\n"
    )
    answer = console.post(
        address("promote_links_import"), {"file": SimpleUploadedFile("l.csv", text.encode())}
    )
    assert answer.status_code == 422 and Link.objects.of(workspace).count() == 1
    with pytest.raises(importing.ImportRefused) as refused:
        take_in(workspace, None, FILE + "javascript:x,,,,,,\nhttps://a.example/,taken,,,,,\n")
    assert [(one.line, one.field) for one in refused.value.wrong] == [(4, "Leads to"), (5, "Code")]
    with pytest.raises(importing.ImportRefused) as refused:
        take_in(workspace, None, FILE + "https://b.example/,,,,,,soon\n,,Nowhere,,,,\n")
    assert [(one.line, one.field) for one in refused.value.wrong] == [(4, "Ends at"), (5, "Leads to")]
    assert Link.objects.of(workspace).count() == 1


# --- rules for tags -----------------------------------------------------------------------------------------------------


def rule(workspace, marketer, mode, **lists):
    words = {"lower_case": True, "sources": [], "media": [], "campaigns": []} | lists
    return rules.change_rules(workspace=workspace, mode=mode, actor=marketer, now=timezone.now(), **words)


def test_strict_rules_refuse_strange_values_and_advice_only_warns(make, workspace, marketer, console):
    rule(workspace, marketer, "strict", sources=["LinkedIn", "google"], media=["cpc", "social"])
    assert make(source="LINKEDIN", medium="social").source == "linkedin"
    with pytest.raises(actions.LinkRefused) as refused:
        make(source="linked-in", medium="social")
    assert list(refused.value.problems) == ["source"]
    rule(workspace, marketer, "advise", sources=["linkedin"])
    assert make(source="linked-in", medium="social").pk
    said = console.post(
        address("promote_link_preview"), {"target": "https://a.example/", "source": "linked-in"}
    )
    assert "not on the list of this workspace" in said.content.decode()


def test_values_stay_as_typed_when_the_workspace_wants_it(make, workspace, marketer):
    rule(workspace, marketer, TagRules.Mode.OFF)
    assert make(campaign="Spring  Sale").campaign == "spring-sale"
    rule(workspace, marketer, TagRules.Mode.OFF, lower_case=False)
    assert make(campaign="Spring  Sale").campaign == "Spring Sale"


def test_the_rules_are_set_on_their_screen(console, workspace):
    words = {
        "mode": "strict",
        "lower_case": "on",
        "sources": "Google\ngoogle\n\nbaidu",
        "media": "cpc",
        "campaigns": "",
    }
    console.post(address("promote_tag_rules"), words)
    own = rules.rules_of(workspace)
    assert (own.mode, own.sources, own.media, own.campaigns) == ("strict", ["google", "baidu"], ["cpc"], [])


# --- placements ---------------------------------------------------------------------------------------------------------


def test_a_placements_visits_and_inquiries_count_on_a_channel_of_its_own(
    console, workspace, marketer, make, click, stream, site
):
    console.post(address("promote_placement_new"), {"name": "Hannover 2026", "kind": "fair", "key": "Hannover-26", "channel": "", "place": "Hall 7"})  # fmt: skip
    placement = Placement.objects.of(workspace).get()
    assert placement.channel == "offline-hannover-26"
    make(code="booth", placement=placement, source="ignored")
    answer = click("booth")
    assert "utm_source=hannover-26&utm_medium=fair" in answer.url
    stream.send(stream.hit(site.tracked, url=answer.url))
    stream.drain()
    today = events.stats.today_of(workspace, timezone.now())
    (channel,) = events.stats.by_channel(workspace, events.Period(today, today))
    assert (channel.title, channel.visits) == ("Hannover 2026", 1)
    page = console.get(address("promote_placements")).content.decode()
    assert "Hannover 2026" in page and "Hall 7" in page
    assert console.get(address("promote_placement", placement.pk)).status_code == 200


def test_a_placement_may_share_a_channel_that_is_there(workspace, marketer, site):
    words = {"workspace": workspace, "actor": marketer, "now": timezone.now()}
    card = placements.make_placement(name="Cards", kind="card", key="cards", channel="trade_fair", **words)
    assert placements.counted_as(card) == "trade_fair"
    with pytest.raises(placements.PlacementRefused):
        placements.make_placement(name="Again", kind="card", key="cards", **words)
    before = Placement.objects.of(workspace).count(), events.Channel.objects.of(workspace).count()
    with pytest.raises(placements.PlacementRefused):  # YouTube's rule is asked first and takes every youtube
        placements.make_placement(name="Taken", kind="card", key="youtube", channel="trade_fair", **words)
    assert before == (Placement.objects.of(workspace).count(), events.Channel.objects.of(workspace).count())


# --- figures ------------------------------------------------------------------------------------------------------------


def test_a_link_shows_clicks_people_robots_and_the_inquiries_that_came_after(
    console, workspace, make, click, stream, site
):
    link = make(code="shown", source="fair", medium="qr")
    other = make(code="other")
    click("shown")
    click("shown")
    click("shown", ip="198.51.100.9")
    click("shown", agent="curl/8.5.0")
    click("other", ip="198.51.100.77")
    visitor = events.visitor_id_for(site=site.tracked, at=timezone.now(), ip="203.0.113.7", user_agent=stream.hit(site.tracked).user_agent)  # fmt: skip
    stream.send(stream.hit(site.tracked, url="http://tidelane.localhost/en/?utm_source=fair&utm_medium=qr"))
    stream.drain()
    words = {"workspace": workspace, "site": site.tracked, "way": "form", "now": timezone.now()}
    crm.receive_inquiry(message="Send 500 arms", name="Ana", email="ana@buyer.example", submission_id="1", visitor_id=visitor, **words)  # fmt: skip
    crm.receive_inquiry(
        message="Hello, a quote please", name="Bo", email="bo@buyer.example", submission_id="2", **words
    )
    stream.drain()
    stream.drain()
    today = events.stats.today_of(workspace, timezone.now())
    period = events.Period(today, today)
    numbers = events.stats.clicks_of_link(workspace, period, link=str(link.pk), paths=["/go/shown"])
    total = numbers.total
    assert (total.clicks, total.people, total.bots, total.inquiries) == (3, 2, 1, 1)
    assert [day.clicks for day in numbers.days] == [3] and [row[0] for row in numbers.devices] == ["desktop"]
    by_link = events.stats.clicks_by_link(workspace, period)
    assert (by_link[str(other.pk)].clicks, by_link[str(other.pk)].inquiries) == (1, 0)
    page = console.get(address("promote_link", link.pk)).content.decode()
    assert "Inquiries after it" in page and "Requests by robots" in page
    file = b"".join(
        console.get(address("promote_link", link.pk) + "?export=csv&period=7").streaming_content
    ).decode()
    assert file.splitlines()[-1] == f"{today.isoformat()},3,2,1,1"


def test_another_companys_figures_stay_its_own(make, other_built, other_workspace, click, stream, workspace):
    make(code="mine")
    click("mine")
    stream.drain()
    today = events.stats.today_of(other_workspace, timezone.now())
    assert events.stats.clicks_by_link(other_workspace, events.Period(today, today)) == {}


# --- codes --------------------------------------------------------------------------------------------------------------


def read_code(png: bytes) -> str:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
    return found.text


def logo() -> qr.Logo:
    file = io.BytesIO()
    Image.radial_gradient("L").resize((300, 200)).convert("RGB").save(file, "PNG")
    return qr.Logo(file.getvalue(), "image/png")


ADDRESS = "https://www.tidelane-robotics.example/go/7k3mzp"


@pytest.mark.parametrize("look", [
    qr.Look(), qr.Look(size=200), qr.Look(dark="#0b3d5c", light="#fff4e0", border=2), qr.Look(size=1200, border=8),
    qr.Look(logo=logo()), qr.Look(size=2400, dark="#123456", logo=logo()), qr.Look(size=400, logo=logo()),
])  # fmt: skip
def test_a_drawn_code_is_read_by_a_reader_of_codes(look):
    assert read_code(qr.draw_png(ADDRESS, look)) == ADDRESS


@pytest.mark.parametrize(("dark", "light"), [
    ("#ffffff", "#000000"), ("#cccccc", "#ffffff"), ("#000000", "#222222"), ("red", "#ffffff"), ("#00000", "#ffffff"),
])  # fmt: skip
def test_colours_that_no_scanner_tells_apart_are_refused(dark, light):
    with pytest.raises(qr.QrRefused):
        qr.Look(dark=dark, light=light).check()


def test_the_code_of_a_link_comes_as_svg_png_and_pdf(console, make, workspace):
    link = make(code="printme")
    svg = console.get(address("promote_link_qr", link.pk, "svg"))
    assert svg["Content-Type"] == "image/svg+xml" and svg.content.startswith(b'<svg width="600"')
    png = console.get(address("promote_link_qr", link.pk, "png"))
    assert read_code(png.content) == "http://tidelane.localhost:8000/go/printme"
    assert console.get(address("promote_link_qr", link.pk, "pdf")).content.startswith(b"%PDF")
    refused = console.get(address("promote_link_qr", link.pk, "svg") + "?dark=%23ffff00&light=%23ffffff")
    assert refused.status_code == 400 and "contrast" in refused.content.decode()


def test_the_logo_stands_in_the_middle(console, make, workspace, site):
    link = make(code="logo")
    site.logo = sites.add_image(
        workspace=workspace, title="Logo", filename="l.png", data=logo().data, description=""
    )
    site.save()
    address_of = address("promote_link_qr", link.pk, "svg")
    assert b"data:image/png;base64," in console.get(address_of + "?logo=on").content
    assert b"data:image" not in console.get(address_of).content
    png = console.get(address("promote_link_qr", link.pk, "png") + "?logo=on").content
    assert read_code(png) == "http://tidelane.localhost:8000/go/logo"


def test_a_sheet_shows_as_many_codes_as_asked_for(console, make):
    ids = [make(title=f"Link {n}").pk for n in range(2)]
    page = console.get(
        address("promote_link_sheet") + f"?ids={ids[0]},{ids[1]}&columns=4&copies=3"
    ).content.decode()
    assert page.count("<li><svg") == 6 and "links-sheet-4" in page and "Link 1" in page


# --- for other capabilities ---------------------------------------------------------------------------------------------


def test_the_same_address_and_tags_asked_for_twice_is_one_link(site, workspace):
    ask = {
        "workspace": workspace,
        "url": "/en/about/",
        "source": "LinkedIn",
        "medium": "social",
        "now": timezone.now(),
    }
    first, again = promotion.short_link_for(**ask), promotion.short_link_for(**ask)
    assert first == again and first.address == f"http://tidelane.localhost:8000/go/{first.code}"
    assert first.leads_to == "http://tidelane.localhost:8000/en/about/?utm_source=linkedin&utm_medium=social"
    assert promotion.short_link_for(**ask | {"campaign": "may"}).id != first.id


def test_an_archived_link_that_is_asked_for_again_leads_on_again(
    site, workspace, marketer, click, django_capture_on_commit_callbacks
):
    ask = {"workspace": workspace, "url": "/en/about/", "now": timezone.now()}
    link = promotion.short_link_for(**ask)
    actions.archive_links(workspace=workspace, ids=[link.id], actor=marketer, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert promotion.short_link_for(**ask) == link
    assert click(link.code).status_code == 302


def test_without_a_site_there_is_no_short_link(workspace, stream):
    cache.clear()
    with pytest.raises(promotion.NoSite):
        promotion.short_link_for(workspace=workspace, url="https://a.example/", now=timezone.now())
    assert addresses.short_address(workspace, "x") == ""
