import pytest

from yangfan.events.pipeline import ChannelRule, SiteInfo, bots
from yangfan.events.pipeline.passing import REFUSALS
from yangfan.events.pipeline.tests.lines import (
    CHROME,
    MINUTE,
    NOON,
    SITE,
    WECHAT,
    business,
    hit,
    one,
    pipeline,
    snapshot,
)  # fmt: skip

# --- site and name ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"site": 8}, "unknown_site"),
        ({"workspace": 4}, "unknown_site"),
        ({"name": ""}, "bad_name"),
        ({"name": "n" * 61}, "bad_name"),
        ({"name": "inquiry_received"}, "reserved_name"),
        ({"name": "deal_won"}, "reserved_name"),
        ({"name": "impression"}, "reserved_name"),
        ({"url": "javascript:alert(1)"}, "bad_address"),
        ({"url": "http://[::1"}, "bad_address"),
    ],
)
def test_a_hit_is_refused_with_a_reason_of_the_list(fields, reason):
    processed = pipeline().process([hit(**fields)])
    assert [found for _, found in processed.refused] == [reason]
    assert reason in REFUSALS
    assert not processed.events and not processed.bots


def test_only_a_trusted_server_reports_exposures_and_they_are_nobodys():
    line = hit(name="impression", trusted=True, count=120, url="", ip="", user_agent="",
               props={"utm_source": "linkedin", "utm_medium": "social"})  # fmt: skip
    (row,) = pipeline().process([line]).events
    assert (row.count, row.channel, row.visit_id, row.visitor_id) == (120, "linkedin", 0, 0)


# --- robots -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user_agent", "reason"),
    [
        ("", "no_user_agent"),
        ("-", "no_user_agent"),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "known_bot"),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)", "known_bot"),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)", "known_bot"),
        ("Mozilla/5.0 (compatible; SiteExplorer/1.0b; +http://siteexplorer.example/)", "known_bot"),
        ("Liferea/1.8.3 (Linux; en_GB.UTF-8)", "library"),
        ("curl/8.1.2", "library"),
        ("python-requests/2.32", "library"),
        ("Go-http-client/1.1", "library"),
        (CHROME.replace("Chrome", "HeadlessChrome"), "headless"),
    ],
)
def test_a_robot_is_set_apart_with_its_reason(user_agent, reason):
    processed = pipeline().process([hit(user_agent=user_agent)])
    (row,) = processed.bots
    assert row.reason == reason
    assert reason in bots.REASONS
    assert row.family and row.path == "/en/"
    assert not processed.events


def test_a_prefetched_page_is_nobodys_visit():
    (row,) = pipeline().process([hit(props={"purpose": "prefetch"})]).bots
    assert row.reason == "prefetch"


@pytest.mark.parametrize("user_agent", [CHROME, WECHAT])
def test_a_person_is_not_a_robot(user_agent):
    assert one(user_agent=user_agent).visit_id


def test_a_trusted_server_may_leave_the_agent_out():
    (row,) = pipeline().process([hit(user_agent="", trusted=True, visitor="v1")]).events
    assert row.visitor_id


# --- consent and visitor ------------------------------------------------------------------------------------------------


def visitors(*hits, **changes):
    return [row.visitor_id for row in pipeline(**changes).process(list(hits)).events]


def test_without_a_cookie_address_and_agent_make_the_visitor_of_the_day():
    first, again, elsewhere, other_agent = visitors(
        hit(0), hit(1), hit(2, ip="203.0.113.6"), hit(3, user_agent=WECHAT)
    )
    assert first == again
    assert len({first, elsewhere, other_agent}) == 3


def test_the_next_day_nobody_is_recognised_without_consent():
    today, tomorrow = visitors(hit(0), hit(24 * 60))
    assert today != tomorrow


def test_a_cookie_recognises_the_visitor_for_good():
    today, later = visitors(hit(0, visitor="c-1"), hit(40 * 24 * 60, visitor="c-1", ip="198.51.100.1"))
    assert today == later


def test_a_cookie_counts_for_nothing_on_a_site_without_cookies():
    site = SiteInfo(**({f: getattr(SITE, f) for f in SITE.__struct_fields__} | {"consent": "none"}))
    with_cookie, without = visitors(hit(0, visitor="c-1"), hit(1), sites=[site])
    assert with_cookie == without


def test_the_salt_makes_the_visitor_and_without_it_the_sites_key():
    (salted,) = visitors(hit(0))
    (other,) = visitors(hit(0), salts={3: {"2026-11-23": "another salt"}})
    (keyed,) = visitors(hit(0), salts={})
    (imported,) = visitors(hit(0, import_id="i1", trusted=True))
    assert len({salted, other, keyed}) == 3
    assert imported == keyed


def test_a_visit_over_midnight_stays_one_visit_of_one_visitor():
    midnight = NOON + 12 * 60 * MINUTE
    rows = pipeline().process([hit(occurred_at=midnight + m * MINUTE) for m in (-20, -1, 20, 45, 70)]).events
    assert len({row.visit_id for row in rows}) == len({row.visitor_id for row in rows}) == 1


def test_an_inquiry_after_midnight_finds_the_visit_that_began_before():
    midnight = NOON + 12 * 60 * MINUTE
    pipe = pipeline()
    before, after = pipe.process(
        [hit(occurred_at=midnight - MINUTE), hit(occurred_at=midnight + MINUTE)]
    ).events
    todays_name = visitors(hit(occurred_at=midnight + 3 * MINUTE))[0]
    assert todays_name != after.visitor_id
    (inquiry,) = pipe.process([business(occurred_at=midnight + 2 * MINUTE, visitor_id=todays_name)]).events
    assert (inquiry.visit_id, inquiry.visitor_id) == (before.visit_id, before.visitor_id)


def test_consent_in_the_middle_of_a_visit_does_not_cut_it():
    own = {"referrer": "https://arm.example/en/"}
    pipe = pipeline()
    before, after = pipe.process(
        [hit(0, referrer="https://www.google.com/"), hit(2, visitor="c-1", **own)]
    ).events
    assert after.visit_id == before.visit_id
    assert (after.channel, after.consented) == ("google_organic", 1)
    (next_day,) = pipe.process([hit(24 * 60, visitor="c-1")]).events
    (weeks_later,) = pipe.process([hit(24 * 60 * 20, visitor="c-1", ip="198.51.100.1")]).events
    assert next_day.visitor_id == weeks_later.visitor_id != before.visitor_id


def test_who_arrives_with_a_cookie_is_not_taken_for_a_neighbour():
    neighbour, arriving = visitors(hit(0), hit(2, visitor="c-1"))
    assert neighbour != arriving


# --- page ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://ARM.example:8443//en//a12/?utm_source=x&gclid=1#top", "/en/a12/"),
        ("https://arm.example", "/"),
        ("https://arm.example/p.php?id=5&utm_medium=y", "/p.php?id=5"),
        ("https://arm.example/%E4%BA%A7%E5%93%81/", "/产品/"),
        ("https://arm.example/thanks/?email=a@b.example&token=s3cret", "/thanks/"),
        ("https://arm.example/a%2Fb", "/a%2Fb"),
    ],
)
def test_one_page_has_one_path(url, path):
    row = one(url=url)
    assert (row.host, row.path) == ("arm.example", path)


def test_the_referrer_keeps_no_query_and_the_own_site_is_none():
    assert one(referrer="https://news.example/a?user=42").referrer == "news.example/a"
    assert one(referrer="https://www.arm.example/en/").referrer == ""


# --- campaign and channel -----------------------------------------------------------------------------------------------


def page(query=""):
    return f"https://arm.example/en/{query}"


@pytest.mark.parametrize(
    ("query", "referrer", "user_agent", "source", "medium", "channel"),
    [
        ("?utm_source=Google&utm_medium=CPC&utm_campaign=arms", "", CHROME, "google", "cpc", "google_ads"),
        ("?gclid=abc", "https://www.google.com/", CHROME, "google", "cpc", "google_ads"),
        ("?wbraid=abc", "", CHROME, "google", "cpc", "google_ads"),
        ("?bd_vid=123", "https://www.baidu.com/link?url=x", CHROME, "baidu", "cpc", "baidu_ads"),
        ("?utm_source=baidu&utm_medium=cpc", "", CHROME, "baidu", "cpc", "baidu_ads"),
        ("", "https://www.google.co.uk/search?q=arm", CHROME, "google", "organic", "google_organic"),
        ("", "https://www.baidu.com/link?url=x", CHROME, "baidu", "organic", "search_organic"),
        ("", "https://www.so.com/s?q=x", CHROME, "360", "organic", "search_organic"),
        ("", "https://www.sogou.com/web?query=x", CHROME, "sogou", "organic", "search_organic"),
        ("", "https://cn.bing.com/search?q=x", CHROME, "bing", "organic", "search_organic"),
        ("", "https://m.sm.cn/s?q=x", CHROME, "shenma", "organic", "search_organic"),
        ("?msclkid=1", "https://www.bing.com/", CHROME, "bing", "cpc", "paid_search"),
        ("?li_fat_id=1", "", CHROME, "linkedin", "paid_social", "linkedin"),
        ("", "https://lnkd.in/abc", CHROME, "linkedin", "social", "linkedin"),
        ("", "https://mp.weixin.qq.com/s/abc", WECHAT, "wechat-account", "article", "wechat_account"),
        ("?utm_source=wechat&utm_medium=official_account", "", WECHAT, "wechat", "official_account", "wechat_account"),
        ("", "", WECHAT, "weixin", "social", "wechat_shares"),
        ("?utm_source=wechat&utm_medium=share", "", CHROME, "wechat", "share", "wechat_shares"),
        ("", "https://www.youtube.com/watch?v=1", CHROME, "youtube", "video", "youtube"),
        ("?utm_source=youtube&utm_medium=cpc", "", CHROME, "youtube", "cpc", "youtube"),
        ("", "https://suzhou-arm.en.alibaba.com/product/1", CHROME, "alibaba", "marketplace", "b2b_marketplaces"),
        ("?utm_source=made-in-china&utm_medium=cpc", "", CHROME, "made-in-china", "cpc", "b2b_marketplaces"),
        ("", "https://www.gongkong.com/news/1", CHROME, "gongkong", "media", "trade_media"),
        ("?utm_source=robotik-heute&utm_medium=media", "", CHROME, "robotik-heute", "media", "trade_media"),
        ("?utm_source=chatgpt.com", "", CHROME, "chatgpt.com", "ai-assistant", "ai_assistants"),
        ("", "https://www.doubao.com/chat/1", CHROME, "doubao", "ai-assistant", "ai_assistants"),
        ("", "https://yuanbao.tencent.com/", CHROME, "yuanbao", "ai-assistant", "ai_assistants"),
        ("?utm_source=ciif2026&utm_medium=qr", "", WECHAT, "ciif2026", "qr", "trade_fair"),
        ("?utm_source=newsletter&utm_medium=email", "", CHROME, "newsletter", "email", "email"),
        ("", "https://mail.google.com/", CHROME, "gmail", "email", "email"),
        ("?fbclid=1", "https://l.facebook.com/", CHROME, "facebook", "social", "organic_social"),
        ("?fbclid=1&utm_source=facebook&utm_medium=paid", "", CHROME, "facebook", "paid", "paid_social"),
        ("?gdt_vid=1", "", CHROME, "tencent", "paid_social", "paid_social"),
        ("", "https://www.zhihu.com/question/1", CHROME, "zhihu", "social", "organic_social"),
        ("", "https://www.bilibili.com/video/1", CHROME, "bilibili", "video", "organic_video"),
        ("?hmsr=toutiao&hmpl=spring", "", CHROME, "toutiao", "organic", "search_organic"),
        ("?utm_source=x&utm_medium=banner", "", CHROME, "x", "banner", "display"),
        ("", "https://blog.partner.example/post", CHROME, "blog.partner.example", "referral", "referral"),
        ("?utm_source=partner&utm_medium=poster", "", CHROME, "partner", "poster", "other"),
        ("", "", CHROME, "", "", "direct"),
        ("?utm_source=direct", "", CHROME, "", "", "direct"),
        ("", "https://arm.example/en/a12/", CHROME, "", "", "direct"),
    ],
)  # fmt: skip
def test_where_a_visit_came_from(query, referrer, user_agent, source, medium, channel):
    row = one(url=page(query), referrer=referrer, user_agent=user_agent)
    assert (row.source, row.medium, row.channel) == (source, medium, channel)


def test_google_is_every_country_but_not_every_name():
    assert one(referrer="https://google.com.hk/").channel == "google_organic"
    assert one(referrer="https://google.evil.example/").channel == "referral"


def test_a_workspaces_own_channels_come_before_ours_and_in_their_order():
    own = [
        ChannelRule(
            "agents",
            "referral",
            [{"host": "agents.example", "medium": "^referral$"}, {"campaign": "^agent-"}],
        )
    ]
    pipe = pipeline(channels={3: own})
    rows = pipe.process([
        hit(0, referrer="https://www.agents.example/x"), hit(40, url=page("?utm_campaign=agent-9")),
        hit(80, referrer="https://myagents.example/"),
    ]).events  # fmt: skip
    assert [row.channel for row in rows] == ["agents", "agents", "other"]


# --- device and place ---------------------------------------------------------------------------------------------------


def test_device_browser_and_system_are_read_off_the_agent():
    row = one(user_agent=WECHAT)
    assert (row.device, row.browser, row.os) == ("mobile", "WeChat", "iOS")
    row = one()
    assert (row.device, row.browser, row.os) == ("desktop", "Chrome", "Windows")


@pytest.mark.parametrize(
    ("time_zone", "language", "country"),
    [
        ("Europe/Berlin", "de-DE", "DE"),
        ("Asia/Calcutta", "en-US", "IN"),
        ("Asia/Shanghai", "zh-CN", "CN"),
        ("", "pt-BR,pt;q=0.9", "BR"),
        ("", "en-US", ""),
        ("UTC", "en", ""),
        ("nonsense", "", ""),
    ],
)
def test_a_likely_country_is_marked_as_likely(time_zone, language, country):
    row = one(time_zone=time_zone, language=language)
    assert (row.country, row.country_is_likely) == (country, int(bool(country)))


def test_the_operators_database_knows_the_country(monkeypatch):
    from yangfan.events.pipeline import places

    entry = {"country": {"iso_code": "JP"}, "subdivisions": [{"iso_code": "13"}]}
    database = {places.ipaddress.ip_address("203.0.113.5"): entry}
    monkeypatch.setattr(places, "_database", lambda: database)
    row = one()
    assert (row.country, row.country_is_likely, row.region) == ("JP", 0, "13")


@pytest.mark.parametrize(
    ("said", "kept"),
    [("zh-CN,zh;q=0.9", "zh-hans"), ("zh-TW", "zh-hant"), ("en-GB", "en"), ("de", "de"), ("*", ""), ("", "")],
)
def test_the_language_is_the_first_without_its_region(said, kept):
    assert one(language=said).language == kept


# --- rows ---------------------------------------------------------------------------------------------------------------


def test_a_retry_is_the_same_event_and_other_workspaces_have_other_ids():
    from yangfan.events.pipeline import hash_event_id

    assert one(id="same").event_id == one(id="same", minute=5).event_id
    assert hash_event_id(3, "same") != hash_event_id(4, "same")


def test_an_imported_past_is_kept_as_long_as_what_happens_now():
    line = hit(trusted=True, import_id="i", occurred_at=1_431_856_800_000)
    line.received_at = NOON
    (row,) = pipeline().process([line]).events
    assert row.expires_on > "2028"


def test_the_address_is_in_no_row():
    import msgspec

    assert b"203.0.113.5" not in msgspec.json.encode(one())


def test_snapshots_survive_their_file():
    from yangfan.events.pipeline.snapshot import decode_snapshot, encode_snapshot

    again = decode_snapshot(encode_snapshot(snapshot()))
    assert again == snapshot()
    assert again.sites_by_host["arm.example"] == SITE
