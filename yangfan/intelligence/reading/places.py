"""Where they are: a country named in the text, a town, the phone number, the end of the mail address."""

import re
from functools import cache

import phonenumbers
from babel import Locale

from yangfan.intelligence.reading.found import LIKELY, PERHAPS, SURE, Found, Mark

_LANGUAGES = ("en", "zh_Hans", "es", "pt", "de", "fr", "ru", "ar")
_MORE = {
    "AE": "UAE|U.A.E.|Emirates|阿联酋|迪拜|Dubai|Dubái|Дубай|دبي|Abu Dhabi|أبوظبي|أبو ظبي|Jebel Ali|جبل علي|ОАЭ|الإمارات|Emiratos|Sharjah|الشارقة|Emirados|EAU",
    "US": "USA|U.S.|United States|the States|EE.UU.|EUA|США|Texas|California|New York|Los Angeles|Long Beach|Chicago|Houston|Ohio|Miami|Seattle|Atlanta|Boston|美国|أمريكا|洛杉矶|纽约|休斯敦",
    "GB": "UK|U.K.|England|Scotland|London|Londres|Manchester|Birmingham|Felixstowe|英国|Britain|Великобритани|بريطانيا|Southampton|伦敦",
    "SA": "KSA|Saudi|Riyadh|Jeddah|Dammam|السعودية|الرياض|جدة|الدمام|沙特|利雅得|吉达|Эр-Рияд|Саудовск",
    "DE": "Hamburg|Berlin|München|Munich|Frankfurt|Stuttgart|Köln|Düsseldorf|Hannover|汉堡|慕尼黑|柏林|Nürnberg|Leipzig|Bremen",
    "BR": "Brasil|Brasilien|São Paulo|Sao Paulo|Santos|Rio de Janeiro|Curitiba|巴西|圣保罗|Itajaí|Belo Horizonte|Porto Alegre|Recife",
    "MX": "México|Mexico|Monterrey|Guadalajara|Manzanillo|Veracruz|墨西哥|Querétaro|Puebla|Tijuana",
    "RU": "Moscow|Москв|Санкт-Петербург|Петербург|Владивосток|Vladivostok|Екатеринбург|Новосибирск|莫斯科|俄罗斯|Росси|РФ|Казан|Челябинск",
    "ES": "Madrid|Barcelona|Valencia|Sevilla|Bilbao|西班牙|马德里|Zaragoza|Algeciras", "FR": "Paris|Lyon|Marseille|Le Havre|Toulouse|Nantes|Lille|Bordeaux|法国|巴黎",
    "IT": "Milano|Milan|Roma|Torino|Genoa|Genova|Italia|意大利", "PT": "Lisboa|Porto de Leixões|葡萄牙|Lisbon", "NL": "Rotterdam|Amsterdam|Holland|荷兰|鹿特丹|Países Bajos",
    "CO": "Bogotá|Medellín|Cartagena de Indias|哥伦比亚|Barranquilla|Cali", "AR": "Buenos Aires|阿根廷|Córdoba, Argentina|Rosario", "CL": "Santiago de Chile|Valparaíso|San Antonio, Chile|智利|圣地亚哥", "PE": "Lima|Callao|秘鲁|Perú",
    "EG": "Cairo|Alexandria|القاهرة|الإسكندرية|مصر|埃及|Le Caire", "KE": "Nairobi|Mombasa|肯尼亚", "NG": "Lagos|尼日利亚|Abuja", "ZA": "Johannesburg|Durban|Cape Town|南非", "MA": "Casablanca|الدار البيضاء|المغرب|摩洛哥|Tanger", "DZ": "Alger|Algiers|الجزائر|阿尔及利亚", "TN": "تونس|Tunis",
    "IN": "Mumbai|Delhi|Chennai|Bangalore|Bengaluru|Nhava Sheva|Mundra|印度|孟买", "PK": "Karachi|Lahore|巴基斯坦", "BD": "Dhaka|Chittagong|孟加拉", "VN": "Hanoi|Ho Chi Minh|Hai Phong|越南|胡志明|Vietnam", "TH": "Bangkok|Laem Chabang|泰国|曼谷",
    "ID": "Jakarta|印尼|Surabaya", "MY": "Kuala Lumpur|Port Klang|马来西亚|Penang", "SG": "新加坡", "PH": "Manila|菲律宾|Cebu", "JP": "Tokyo|Osaka|日本|东京|大阪|Yokohama", "KR": "Korea|Busan|Seoul|韩国|釜山|首尔|South Korea",
    "AU": "Sydney|Melbourne|Brisbane|Perth|澳大利亚|澳洲|悉尼", "NZ": "Auckland|新西兰", "CA": "Toronto|Vancouver|Montreal|Montréal|加拿大|多伦多|温哥华", "TR": "Turkey|Istanbul|Türkiye|土耳其|Izmir|Mersin|Стамбул", "PL": "Warsaw|Warszawa|Gdansk|Gdynia|波兰|Warschau",
    "KZ": "Almaty|Алматы|Астан|Казахстан|哈萨克斯坦", "BY": "Минск|Белорусси|Беларус|白俄罗斯", "UZ": "Ташкент|Tashkent|乌兹别克", "UA": "Kyiv|Киев|乌克兰|Odessa", "IQ": "بغداد|العراق|Umm Qasr|Baghdad|伊拉克|أم قصر|البصرة|Basra", "JO": "عمّان|الأردن|Aqaba|العقبة|Amman|约旦", "KW": "الكويت|Shuwaikh|科威特", "QA": "الدوحة|Doha|قطر|卡塔尔|Hamad Port", "OM": "مسقط|Muscat|Sohar|سلطنة عمان|阿曼", "LB": "بيروت|Beirut|لبنان", "BH": "البحرين|Manama", "YE": "اليمن|Aden", "LY": "ليبيا|Tripoli",
    "AT": "Wien|Vienna|Graz|Linz|奥地利|Österreich", "CH": "Zürich|Zurich|Genf|Basel|Bern|Schweiz|Suisse|瑞士|Genève", "BE": "Antwerp|Antwerpen|Bruxelles|Brussels|比利时|Belgique|Anvers", "SN": "Dakar|Sénégal|塞内加尔", "CI": "Abidjan|Côte d'Ivoire|科特迪瓦", "CM": "Douala|Cameroun|喀麦隆", "AO": "Luanda|安哥拉", "MZ": "Maputo|莫桑比克", "EC": "Guayaquil|Quito|厄瓜多尔", "UY": "Montevideo|乌拉圭", "PY": "Asunción|巴拉圭", "BO": "La Paz, Bolivia|Santa Cruz de la Sierra|玻利维亚", "CR": "San José, Costa Rica|哥斯达黎加", "PA": "Ciudad de Panamá|Colón, Panamá|巴拿马", "GT": "危地马拉", "DO": "Santo Domingo|多米尼加",
    "CN": "Shanghai|Shenzhen|Ningbo|Guangzhou|Qingdao|Beijing|Yiwu|Xiamen|Tianjin|上海|深圳|宁波|广州|青岛|北京|义乌|厦门|天津|苏州|杭州|东莞|佛山|郑州|武汉|成都|重庆|南京|Шанхай|Xangai|شنغهاي|Schanghai|Китай|Chine|内地|大陆|国内|浙江|广东|江苏|山东|河南|河北|福建|四川|湖南|湖北|安徽|无锡|常州|西安|长沙|沈阳|大连|合肥|济南",
}  # fmt: skip
_NOT_COUNTRIES = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
_AMBIGUOUS = frozenset(["turkey", "china", "jersey", "chad", "jordan", "georgia", "mali", "niger", "guinea", "cuba", "oman"]) - {"china", "oman", "cuba", "jordan"}  # as common nouns  # fmt: skip
_FROM = re.compile(
    r"(?:from|in|based in|located in|we are in|company in|of|here in|importer in|for|to|de|desde|en|do|da|no|na|em|aus|in|im|du|depuis|au|en|из|в|с|на|من|في|ب|来自|位于|在|我们是|发往|发到|运到|到|寄到|送到)\s*(?:the |la |el |o |a |l'|der )?$",
    re.I,
)
_ORIGIN = re.compile(r"(?:made in|supplier in|suppliers in|manufacturer in|from your factory in|fabricado en|hergestellt in|fabriqué en|производств\w+ в|FOB|EXW|FCA|FAS|ex works|中国制造)\s*(?:the )?(?:port of |puerto de |port de )?$", re.I)  # fmt: skip
_DESTINED = re.compile(r"\b(?:CIF|CFR|CNF|CPT|CIP|DAP|DPU|DDP|DAT)\b\s*(?:port of |puerto de |porto de |port de |hafen |порт |ميناء )?$", re.I)  # fmt: skip
_OWN = re.compile(
    r"(?:(?:we are|i am|i'm|we're|company|based|located|distributor|importer|writing|greetings|hello|regards)\b[^.!?]{0,40}\b(?:from|in|of)|somos\b[^.!?]{0,40}\b(?:de|en|do|da|no|na)|aus|wir (?:sind|sitzen)[^.!?]{0,40}in|nous sommes[^.!?]{0,40}(?:au|en|à|du)|basée? (?:à|en|au)|мы (?:из|находимся)[^.!?]{0,30}|из|نحن[^.!?]{0,40}(?:في|من)|我们是|来自|我在|我们在|位于)\s*(?:the |la |el |o )?$",
    re.I,
)
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)\d[\d\s().-]{6,18}\d")
_GENERIC = frozenset(
    [
        "co",
        "io",
        "me",
        "tv",
        "cc",
        "ai",
        "ws",
        "fm",
        "gg",
        "la",
        "so",
        "to",
        "am",
        "ly",
        "sh",
        "gl",
        "vc",
        "bz",
        "nu",
        "tk",
        "ml",
        "ga",
        "cf",
        "gq",
    ]
)


def find_country(text: str, *, phone: str = "", email: str = "", home: str = "CN") -> Found | None:
    """Return the buyer's country (ISO code), by the strongest sign; a mention of the seller's own counts least."""
    named = _named(text, home)
    if named and named.confidence >= SURE:
        return named
    said = _of_phone(phone) or next(
        (code for match in _PHONE.finditer(text) if (code := _of_phone(match.group()))), ""
    )
    domain = country_of_mail(email) or next(
        (
            code
            for match in re.finditer(r"\S+@[\w.-]+\.[a-z]{2}\b", text)
            if (code := country_of_mail(match.group()))
        ),
        "",
    )
    if said:
        agreed = said in (domain, named and named.value)
        return Found(said, SURE if agreed else LIKELY, marks=named.marks if agreed and named else ())
    if named and (named.value != home or not domain):
        return named
    return Found(domain, LIKELY) if domain else named


def country_of_phone(phone: str) -> str:
    """Return the country of a number in international spelling, empty for any other."""
    return _of_phone(phone)


def country_of_mail(email: str) -> str:
    """Return the country a mail address's ending names; empty for those sold to anybody."""
    end = email.strip().rstrip(".,;)>").rpartition(".")[2].lower()
    if len(end) != 2 or end in _GENERIC:
        return ""
    code = {"uk": "GB", "su": "RU"}.get(end, end.upper())
    return code if code in _codes() else ""


def _of_phone(phone: str) -> str:
    phone = phone.strip()
    if not phone.startswith(("+", "00")):
        return ""
    try:
        number = phonenumbers.parse("+" + phone.removeprefix("00").removeprefix("+"), None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(
        number.country_code
    )
    return region if region in _codes() else ""


def _named(text: str, home: str) -> Found | None:
    found: list[tuple[float, int, Found]] = []
    for match in _pattern().finditer(text):
        code = _names()[_key(match.group("name"))]
        before = text[max(match.start() - 60, 0) : match.start()]
        if _ORIGIN.search(before):
            confidence = 0.2
        elif _OWN.search(before):
            confidence = SURE
        elif _DESTINED.search(before):
            confidence = 0.85  # where it goes is mostly, not always, where they are
        else:
            confidence = LIKELY if _FROM.search(before) else PERHAPS + 0.1
        if code == home:
            confidence = (
                min(confidence, PERHAPS if confidence > 0.5 else 0.2) if confidence < SURE else LIKELY
            )
        found.append(
            (
                confidence,
                -match.start(),
                Found(code, confidence, marks=(Mark("country", *match.span("name")),)),
            )
        )
    best = max(found, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= PERHAPS else None


@cache
def _codes() -> frozenset[str]:
    return (
        frozenset(code for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha())
        - _NOT_COUNTRIES
    )


def _key(name: str) -> str:
    return name.casefold()


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in _codes() and len(name) > 1 and name.casefold() not in _AMBIGUOUS:
                name = name[:-1] if language == "ru" and name[-1] in "яайь" and len(name) > 4 else name
                names.setdefault(_key(name), code)
    for code, more in _MORE.items():
        names |= {_key(name): code for name in more.split("|")}
    return names


@cache
def _pattern() -> re.Pattern:
    """One pattern over all names: whole words, with Russian endings and Arabic prefixes; Han names anywhere."""
    latin, russian, arabic, han = [], [], [], []
    for name in sorted(_names(), key=len, reverse=True):
        kind = (
            han
            if re.search(r"[\u4e00-\u9fff]", name)
            else russian
            if re.search(r"[\u0400-\u04ff]", name)
            else arabic
            if re.search(r"[\u0600-\u06ff]", name)
            else latin
        )
        kind.append(re.escape(name))
    short = {name for name in latin if len(name) <= 2}
    long = [name for name in latin if name not in short]
    return re.compile(
        rf"(?P<name>(?i:(?<![\w])(?:{'|'.join(long)})(?![\w]))|(?<!\w)(?:{'|'.join(name.upper() for name in sorted(short))})(?!\w)|(?i:(?<![\w])(?:{'|'.join(russian)})(?=\w{{0,3}}(?!\w)))"
        rf"|(?:(?<![\w])|(?<=\s[بلوفك])|(?<=^[بلوفك]))(?:{'|'.join(arabic)})(?!\w)|{'|'.join(han)})"
    )
