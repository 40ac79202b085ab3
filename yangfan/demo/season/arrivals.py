"""How each channel brings somebody: the address they land on and the referrer. Never a label: only what a browser sends."""

from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

SEARCHES = {
    "https://www.baidu.com/link?url=": 46, "https://m.baidu.com/from=844b/": 20, "https://www.so.com/link?m=": 9,
    "https://www.sogou.com/link?url=": 7, "https://cn.bing.com/": 9, "https://www.bing.com/": 5, "https://m.sm.cn/": 3,
    "https://so.toutiao.com/search": 3, "https://yandex.ru/": 2, "https://duckduckgo.com/": 1,
}  # fmt: skip
SEARCHES_ABROAD = {
    "https://www.bing.com/": 60, "https://yandex.ru/": 14, "https://duckduckgo.com/": 12, "https://www.ecosia.org/": 5,
    "https://search.yahoo.com/": 7, "https://search.seznam.cz/": 2, "https://search.naver.com/": 2,
}  # fmt: skip
GOOGLES = [
    "com",
    "com",
    "com",
    "de",
    "com.mx",
    "co.th",
    "pl",
    "co.in",
    "com.br",
    "com.tr",
    "es",
    "it",
    "co.uk",
    "fr",
    "ae",
]
MARKETPLACES = {
    "https://tidelane.en.alibaba.com/": 34, "https://www.alibaba.com/product-detail/": 18, "https://detail.1688.com/offer/": 20,
    "https://tidelane.en.made-in-china.com/": 16, "https://www.globalsources.com/": 7, "https://www.directindustry.com/": 4,
    "https://www.europages.co.uk/": 3, "https://www.indiamart.com/": 2,
}  # fmt: skip
ASSISTANTS = {
    "https://chatgpt.com/": 30, "https://www.doubao.com/": 20, "https://www.kimi.com/": 12, "https://chat.deepseek.com/": 14,
    "https://yuanbao.tencent.com/": 8, "https://www.perplexity.ai/": 8, "https://gemini.google.com/": 5, "https://claude.ai/": 3,
    "https://copilot.microsoft.com/": 4,
}  # fmt: skip
MEDIA = {
    "https://www.gongkong.com/news/": 26, "https://robot.ofweek.com/": 22, "https://www.robot-china.com/news/": 20,
    "https://www.gkzhan.com/news/": 10, "https://36kr.com/p/": 8, "https://www.therobotreport.com/": 8,
    "https://www.roboticstomorrow.com/article/": 4, "https://www.sohu.com/a/": 6,
}  # fmt: skip
MAILBOXES = [
    "https://mail.qq.com/",
    "https://mail.163.com/",
    "https://mail.google.com/",
    "https://outlook.office.com/",
]
FAIR_CODES = ["ciif-shanghai", "canton-fair", "automation-expo"]


@dataclass(frozen=True)
class Landing:
    """What the first request of a visit says."""

    query: str = ""
    referrer: str = ""


def tagged(**tags: str) -> str:
    return urlencode({f"utm_{name}": value for name, value in tags.items()})


def token(rng: Random, size: int) -> str:
    return "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", k=size))


def one_of(shares: dict[str, int], rng: Random) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def google_ads(rng, person):
    click = {"gbraid" if "iPhone" in person.user_agent else "gclid": token(rng, 56)}
    if rng.random() < 0.45:  # auto-tagging alone: only the click id explains this visit
        return Landing(urlencode({**click, "gad_source": "1"}), "https://www.google.com/")
    campaign = rng.choice(["palletizing-eu", "cobot-americas"])
    return Landing(
        tagged(source="google", medium="cpc", campaign=campaign) + "&" + urlencode(click),
        "https://www.google.com/",
    )


def baidu_ads(rng, person):
    click = urlencode({"bd_vid": str(rng.randrange(10**18, 10**19))})
    if rng.random() < 0.5:
        return Landing(click, "https://www.baidu.com/baidu.php?url=")
    return Landing(
        tagged(source="baidu", medium="cpc", campaign="xiezuo-jixiebi") + "&" + click,
        "https://www.baidu.com/",
    )


def google_organic(rng, person):
    return Landing(referrer=f"https://www.google.{rng.choice(GOOGLES)}/")


def linkedin(rng, person):
    if rng.random() < 0.7:
        tags = tagged(source="linkedin", medium="paid_social", campaign="plant-managers")
        return Landing(f"{tags}&li_fat_id={token(rng, 36)}", "https://www.linkedin.com/")
    return Landing(referrer=rng.choice(["https://www.linkedin.com/", "https://lnkd.in/"]))


def wechat_account(rng, person):
    if rng.random() < 0.55:
        return Landing(referrer="https://mp.weixin.qq.com/s/" + token(rng, 22))
    return Landing(
        tagged(source="weixin", medium="article", campaign=rng.choice(["zhishi", "anli", "xinpin"]))
    )


def youtube(rng, person):
    if rng.random() < 0.6:
        return Landing(referrer="https://www.youtube.com/")
    return Landing(
        tagged(source="youtube", medium="video", campaign="p30-in-two-minutes"), "https://www.youtube.com/"
    )


def search_organic(rng, person):
    return Landing(referrer=one_of(SEARCHES if person.market.country == "CN" else SEARCHES_ABROAD, rng))


def direct(rng, person):
    return Landing()


def b2b_marketplaces(rng, person):
    return Landing(referrer=one_of(MARKETPLACES, rng))


def wechat_shares(rng, person):
    if rng.random() < 0.7:  # opened in a chat: no referrer, only WeChat's browser tells
        return Landing("from=" + rng.choice(["groupmessage", "singlemessage", "timeline"]))
    return Landing(tagged(source="wechat", medium="share"))


def trade_media(rng, person):
    if rng.random() < 0.6:
        return Landing(referrer=one_of(MEDIA, rng) + str(rng.randrange(10_000, 99_999)))
    source = rng.choice(["gongkong", "ofweek", "robot-china", "jiqiren-jishu", "packworld", "zhizao-zhoukan"])
    return Landing(tagged(source=source, medium="media", campaign="soft-article"))


def ai_assistants(rng, person):
    referrer = one_of(ASSISTANTS, rng)
    if "chatgpt" in referrer and rng.random() < 0.6:
        return Landing("utm_source=chatgpt.com", "" if rng.random() < 0.5 else referrer)
    return Landing(referrer=referrer)


def trade_fair(rng, person):
    return Landing(tagged(source="booth", medium="qr", campaign=rng.choice(FAIR_CODES)))


def email(rng, person):
    if rng.random() < 0.75:
        return Landing(tagged(source="newsletter", medium="email", campaign=f"issue-{rng.randrange(1, 6)}"))
    return Landing(referrer=rng.choice(MAILBOXES))


ARRIVE = {
    maker.__name__: maker
    for maker in (
        google_ads, baidu_ads, google_organic, linkedin, wechat_account, youtube, search_organic, direct, b2b_marketplaces,
        wechat_shares, trade_media, ai_assistants, trade_fair, email,
    )
}  # fmt: skip
