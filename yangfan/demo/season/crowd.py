"""Who comes: markets, browsers, addresses. Addresses are from the ranges set aside for tests and shared networks."""

from dataclasses import dataclass, field
from ipaddress import IPv4Address
from random import Random

BENCHMARK_RANGE = int(IPv4Address("198.18.0.0"))  # RFC 2544: belongs to nobody, 131,072 addresses
SHARED_RANGE = int(IPv4Address("100.64.0.0"))  # RFC 6598: robots of ours come from here


@dataclass(frozen=True)
class Market:
    country: str
    time_zone: str
    offset: float
    languages: str  # Accept-Language
    writes: str  # the language of inquiries


MARKETS = {
    market.country: market
    for market in (
        Market("CN", "Asia/Shanghai", 8, "zh-CN,zh;q=0.9,en;q=0.6", "zh"),
        Market("TW", "Asia/Taipei", 8, "zh-TW,zh;q=0.9,en;q=0.6", "zh"),
        Market("HK", "Asia/Hong_Kong", 8, "zh-HK,zh;q=0.9,en;q=0.8", "en"),
        Market("DE", "Europe/Berlin", 2, "de-DE,de;q=0.9,en;q=0.7", "de"),
        Market("AT", "Europe/Vienna", 2, "de-AT,de;q=0.9,en;q=0.7", "de"),
        Market("CH", "Europe/Zurich", 2, "de-CH,de;q=0.9,fr;q=0.6", "de"),
        Market("PL", "Europe/Warsaw", 2, "pl-PL,pl;q=0.9,en;q=0.7", "en"),
        Market("CZ", "Europe/Prague", 2, "cs-CZ,cs;q=0.9,en;q=0.7", "en"),
        Market("HU", "Europe/Budapest", 2, "hu-HU,hu;q=0.9,en;q=0.7", "en"),
        Market("RO", "Europe/Bucharest", 3, "ro-RO,ro;q=0.9,en;q=0.7", "en"),
        Market("IT", "Europe/Rome", 2, "it-IT,it;q=0.9,en;q=0.6", "en"),
        Market("FR", "Europe/Paris", 2, "fr-FR,fr;q=0.9,en;q=0.6", "fr"),
        Market("BE", "Europe/Brussels", 2, "fr-BE,fr;q=0.9,nl;q=0.6", "fr"),
        Market("NL", "Europe/Amsterdam", 2, "nl-NL,nl;q=0.9,en;q=0.8", "en"),
        Market("ES", "Europe/Madrid", 2, "es-ES,es;q=0.9,en;q=0.6", "es"),
        Market("PT", "Europe/Lisbon", 1, "pt-PT,pt;q=0.9,en;q=0.6", "pt"),
        Market("GB", "Europe/London", 1, "en-GB,en;q=0.9", "en"),
        Market("IE", "Europe/Dublin", 1, "en-IE,en;q=0.9", "en"),
        Market("SE", "Europe/Stockholm", 2, "sv-SE,sv;q=0.9,en;q=0.8", "en"),
        Market("DK", "Europe/Copenhagen", 2, "da-DK,da;q=0.9,en;q=0.8", "en"),
        Market("TR", "Europe/Istanbul", 3, "tr-TR,tr;q=0.9,en;q=0.7", "en"),
        Market("RU", "Europe/Moscow", 3, "ru-RU,ru;q=0.9,en;q=0.5", "ru"),
        Market("KZ", "Asia/Almaty", 5, "ru-KZ,ru;q=0.9,en;q=0.5", "ru"),
        Market("US", "America/Chicago", -5, "en-US,en;q=0.9", "en"),
        Market("CA", "America/Toronto", -4, "en-CA,en;q=0.9,fr;q=0.5", "en"),
        Market("MX", "America/Mexico_City", -6, "es-MX,es;q=0.9,en;q=0.6", "es"),
        Market("CO", "America/Bogota", -5, "es-CO,es;q=0.9", "es"),
        Market("PE", "America/Lima", -5, "es-PE,es;q=0.9", "es"),
        Market("CL", "America/Santiago", -4, "es-CL,es;q=0.9", "es"),
        Market("AR", "America/Argentina/Buenos_Aires", -3, "es-AR,es;q=0.9", "es"),
        Market("BR", "America/Sao_Paulo", -3, "pt-BR,pt;q=0.9,en;q=0.5", "pt"),
        Market("AE", "Asia/Dubai", 4, "ar-AE,ar;q=0.9,en;q=0.8", "ar"),
        Market("SA", "Asia/Riyadh", 3, "ar-SA,ar;q=0.9,en;q=0.7", "ar"),
        Market("EG", "Africa/Cairo", 3, "ar-EG,ar;q=0.9,en;q=0.7", "ar"),
        Market("ZA", "Africa/Johannesburg", 2, "en-ZA,en;q=0.9", "en"),
        Market("IN", "Asia/Kolkata", 5.5, "en-IN,en;q=0.9,hi;q=0.6", "en"),
        Market("TH", "Asia/Bangkok", 7, "th-TH,th;q=0.9,en;q=0.7", "en"),
        Market("VN", "Asia/Ho_Chi_Minh", 7, "vi-VN,vi;q=0.9,en;q=0.7", "en"),
        Market("ID", "Asia/Jakarta", 7, "id-ID,id;q=0.9,en;q=0.7", "en"),
        Market("MY", "Asia/Kuala_Lumpur", 8, "en-MY,en;q=0.9,ms;q=0.7", "en"),
        Market("AU", "Australia/Sydney", 11, "en-AU,en;q=0.9", "en"),
        Market("KR", "Asia/Seoul", 9, "ko-KR,ko;q=0.9,en;q=0.6", "en"),
    )
}

ABROAD = {
    "US": 13, "DE": 12, "MX": 8, "TH": 6, "PL": 6, "IN": 6, "BR": 5, "TR": 5, "ES": 5, "RU": 5, "IT": 4, "GB": 4, "FR": 4, "AE": 4,
    "VN": 4, "SA": 3, "CZ": 3, "MY": 3, "ID": 3, "KR": 3, "NL": 3, "CA": 3, "RO": 2, "HU": 2, "AT": 2, "CH": 2, "CO": 2, "CL": 2,
    "AR": 2, "EG": 2, "KZ": 2, "SE": 2, "PT": 2, "BE": 2, "ZA": 2, "PE": 1, "DK": 1, "IE": 1, "HK": 2, "TW": 2,
}  # fmt: skip
AT_HOME = {  # share of visits from China
    "google_ads": 0.0, "google_organic": 0.03, "linkedin": 0.05, "youtube": 0.0, "baidu_ads": 0.995, "wechat_account": 0.985,
    "wechat_shares": 0.985, "search_organic": 0.9, "direct": 0.7, "b2b_marketplaces": 0.34, "trade_media": 0.78,
    "ai_assistants": 0.52, "trade_fair": 0.8, "email": 0.45,
}  # fmt: skip


def _desktop(system: str, engine: str) -> str:
    return f"Mozilla/5.0 ({system}) {engine}"


_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{0}.0.0.0 Safari/537.36"
_WINDOWS, _MAC = "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS {0} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_ANDROID = "Mozilla/5.0 (Linux; Android {0}) AppleWebKit/537.36 (KHTML, like Gecko) {1}Chrome/{2}.0.0.0 Mobile Safari/537.36"

DESKTOPS = [
    *(_desktop(_WINDOWS, _WEBKIT.format(version)) for version in (138, 140, 141, 142)),
    *(_desktop(_WINDOWS, _WEBKIT.format(version) + f" Edg/{version}.0.0.0") for version in (140, 142)),
    _desktop(_MAC, _WEBKIT.format(141)),
    _desktop(_MAC, "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15"),
    _desktop("Windows NT 10.0; Win64; x64; rv:143.0", "Gecko/20100101 Firefox/143.0"),
    _desktop("X11; Linux x86_64; rv:140.0", "Gecko/20100101 Firefox/140.0"),
]
DESKTOPS_AT_HOME = [
    _desktop(_WINDOWS, _WEBKIT.format(132) + " QIHU 360SE"),
    _desktop(_WINDOWS, _WEBKIT.format(126) + " Core/1.116.508.400 QQBrowser/19.1.6429.400"),
]
PHONES = [
    _IPHONE.format("18_5") + " Version/18.5 Mobile/15E148 Safari/604.1",
    _IPHONE.format("26_0") + " Version/26.0 Mobile/15E148 Safari/604.1",
    _ANDROID.format("15; SM-S921B", "", 141),
    _ANDROID.format("14; Pixel 8", "", 142),
    _ANDROID.format("14; 23127PN0CC", "", 138),
]
PHONES_AT_HOME = [
    _ANDROID.format("14; V2309A", "Version/4.0 ", 123),
    _ANDROID.format("14; PJZ110", "Version/4.0 ", 130),
    _ANDROID.format("12; ALN-AL00", "Version/4.0 ", 114) + " HuaweiBrowser/16.0.4.301",
]
IN_WECHAT = [
    _IPHONE.format("18_5") + " Mobile/15E148 MicroMessenger/8.0.60(0x18003c2d) NetType/WIFI Language/zh_CN",
    _IPHONE.format("17_6") + " Mobile/15E148 MicroMessenger/8.0.58(0x18003a30) NetType/4G Language/zh_CN",
    _ANDROID.format("14; PJZ110 Build/UKQ1", "Version/4.0 ", 130)
    + " XWEB/1300333 MMWEBSDK/20250503 MicroMessenger/8.0.61.2880(0x28003D34) WeChat/arm64 NetType/WIFI Language/zh_CN",
    _ANDROID.format("13; V2227A Build/TP1A", "Version/4.0 ", 126)
    + " XWEB/1260183 MMWEBSDK/20240501 MicroMessenger/8.0.50.2701(0x28003253) WeChat/arm64 NetType/5G Language/zh_CN",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
    "Mozilla/5.0 (compatible; Bytespider; https://zhanzhang.toutiao.com/)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
    "python-requests/2.32.3",
    "curl/8.5.0",
    "Go-http-client/2.0",
]


@dataclass
class Person:
    """Somebody with a browser; `cookie` only after consent."""

    market: Market
    user_agent: str
    ip: str
    cookie: str = ""
    visits: list = field(default_factory=list)  # (start, end) in seconds


class Crowd:
    """Hands out people; no two share an address."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.met = 0
        self.key = rng.randrange(1 << 17) | 1  # odd: a permutation of the range
        self.countries, self.shares = list(ABROAD), list(ABROAD.values())

    def somebody(self, channel: str) -> Person:
        """Return a new person such as this channel brings."""
        rng = self.rng
        is_home = rng.random() < AT_HOME[channel]
        market = MARKETS["CN" if is_home else rng.choices(self.countries, self.shares)[0]]
        person = Person(market, self._browser(channel, is_home), self._address())
        if rng.random() < 0.34:
            person.cookie = f"{rng.getrandbits(96):024x}"
        return person

    def _browser(self, channel: str, is_home: bool) -> str:
        rng = self.rng
        if channel in ("wechat_account", "wechat_shares"):
            return rng.choice(IN_WECHAT)
        phones = {"trade_fair": 0.93, "youtube": 0.5, "linkedin": 0.4, "direct": 0.3}.get(channel, 0.34)
        if rng.random() < phones:
            return rng.choice(PHONES + PHONES_AT_HOME if is_home else PHONES)
        return rng.choice(DESKTOPS + DESKTOPS_AT_HOME if is_home else DESKTOPS)

    def _address(self) -> str:
        self.met += 1
        if self.met >= 1 << 17:
            raise OverflowError("more people than addresses")
        return str(IPv4Address(BENCHMARK_RANGE + (self.met * self.key) % (1 << 17)))
