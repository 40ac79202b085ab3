"""Holds what a draft says against what it cites: prices, dates, times, certificates and promises must stand there.

A statement may take plain figures (quantities, model numbers) from the buyer's message as well; a price, a day, a time or a
certificate only from the passages, since the buyer's wish is not our word. A question may repeat what the buyer wrote.
"""

import re
from dataclasses import dataclass

from yangfan.intelligence.language.detect import detect_language
from yangfan.intelligence.reading.dates import MONTHS
from yangfan.intelligence.translation.figures import WORDS, figures

TIME_UNITS = frozenset({"hour", "day", "week", "month", "year"})
CERTIFICATES = re.compile(
    r"(?<![A-Za-z0-9])(?:CE|UL|cUL|ETL|FCC|FDA|CCC|3C|RoHS|REACH|UKCA|CSA|TÜV|TUV|GS|BSCI|SEDEX|FSC|GOTS|OEKO-TEX|HALAL|KOSHER|"
    r"HACCP|GMP|BRC|SGS|SASO|SABER|EAC|INMETRO|KC|PSE|BIS|NSF|ATEX|"
    r"(?:ISO|IEC|EN|DIN|ASTM|GB|IP|PL|SIL)[ /-]?(?:TS )?\d{1,6}|ISO|IATF ?\d+)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_UPPER_ONLY = frozenset(
    {"GS", "EN", "IP", "PL", "KC", "BIS", "CE", "UL", "REACH", "SABER", "SIL", "EAC", "GB"}
)
PROMISES = re.compile(
    r"in stock|ex[- ]stock|immediate(?:ly)? (?:delivery|available|ship\w*)|ships? (?:today|tomorrow)|tomorrow|next (?:week|month)|"
    r"free of charge|free (?:shipping|sample\w*|delivery|training)|for free|discount\w*|guarantee\w*|warrant\w+|certifi\w+|lowest price|"
    r"best price|refund\w*|exclusiv\w+|现货|有货|库存|立即发货|当天发货|明天|后天|下周|下个月|本周|免费|包邮|折扣|优惠|打折|保证|质保|保修|认证|证书|"
    r"最低价|退款|独家|en stock|gratis|descuento\w*|garant[ií]\w*|mañana|certificad\w*|auf lager|kostenlos\w*|rabatt\w*|morgen|zertifi\w*|"
    r"gratuit\w*|remise\w*|demain|certifi[ée]\w*|в наличии|бесплатн\w*|скидк\w*|гаранти\w*|завтра|сертификат\w*|متوفر|مجان\w*|خصم\w*|ضمان\w*|غدا|شهادة\w*|desconto\w*|amanhã",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(sorted(map(re.escape, MONTHS), key=len, reverse=True))})(?![^\W\d_])",
    re.IGNORECASE,
)
_CHINESE_MONTH = re.compile(r"(\d{1,2})\s*月")
_WORD_NUMBERS = {
    word.lower(): value for value, words in WORDS.items() for word in words.split() if value >= 2 and word not in ("pair", "second", "both")
}  # fmt: skip
_SPELLED = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(sorted((re.escape(word) for word in _WORD_NUMBERS if not re.match('[一-鿿]', word)), key=len, reverse=True))})(?![^\W\d_])"
    r"|[二两兩三四五六七八九十]{1,3}(?=\s*个?(?:工作日|天|日|周|星期|月|年|小时|台|套|件|万|千|百|元))",
    re.IGNORECASE,
)
_HAN = {"二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True)
class Claim:
    """Something that must be proved. `kind`: price, time, date, certificate, promise or number; `value` compares."""

    kind: str
    text: str
    value: str


def claims_in(text: str) -> list[Claim]:
    """Return everything in the text that must not be invented."""
    language = detect_language(text).code.partition("-")[0] or "en"
    digits = _in_digits(text)
    found = [_claim_of(figure) for figure in figures(digits, language)]
    found += [
        Claim("date", one.group(), f"month {MONTHS[one.group().lower()]}")
        for one in _MONTH.finditer(text)
        if not _is_verb(one)
    ]
    found += [Claim("date", one.group(), f"month {int(one[1])}") for one in _CHINESE_MONTH.finditer(digits)]
    found += [
        Claim("certificate", one.group(), _flat(one.group()))
        for one in CERTIFICATES.finditer(text)
        if _is_certificate(one.group())
    ]
    found += [Claim("promise", one.group(), _root(one.group())) for one in PROMISES.finditer(text)]
    return found


def _claim_of(figure) -> Claim:
    value = f"{figure.value:f}"
    if figure.currency:
        return Claim("price", figure.text, f"{value} {figure.currency}")
    if figure.unit in TIME_UNITS:
        return Claim("time", figure.text, f"{value} {figure.unit}")
    return Claim("number", figure.text, f"{value} {figure.unit}".strip())


def _in_digits(text: str) -> str:
    """Write numbers that are spelled out in digits."""

    def digits(match):
        word = match.group().lower()
        if word in _WORD_NUMBERS:
            return f"{_WORD_NUMBERS[word]:g}"
        return str(_han(word))

    return _SPELLED.sub(digits, text)


def _han(word: str) -> int:
    tens, ten, ones = word.partition("十")
    if not ten:
        return _HAN.get(word[0], 0)
    return 10 * (_HAN.get(tens, 1) if tens else 1) + (_HAN.get(ones, 0) if ones else 0)


def _is_verb(match) -> bool:
    return match.group() == "may"


def _is_certificate(text: str) -> bool:
    letters = re.match(r"[A-Za-zÜü-]+", text)
    return letters is None or letters.group().upper() not in _UPPER_ONLY or letters.group().isupper()


def _flat(text: str) -> str:
    return re.sub(r"[\s/-]|TS", "", text.upper())


def _root(text: str) -> str:
    """Return a promise's first letters, so that certified is proved by certificate."""
    text = text.lower()
    return text[:7] if text.isascii() and " " not in text else text


def unproved(sentence: str, passages: list[str], message: str = "") -> list[Claim]:
    """Return the claims of a sentence that neither its passages nor, where that may be, the buyer's message hold."""
    known = {(one.kind, one.value) for text in passages for one in claims_in(text)}
    known |= {("certificate", _flat(word)) for text in passages for word in re.findall(r"[\w-]+", text)}
    bare = {value.partition(" ")[0] for kind, value in known if kind in ("number", "price", "time")}
    asked = claims_in(message)
    asks = sentence.rstrip().endswith(("?", "？", "؟"))
    wished = {(one.kind, one.value) for one in asked if asks or one.kind == "number"}
    wished_numbers = {one.value.partition(" ")[0] for one in asked if one.kind == "number" or asks}
    return [
        one for one in claims_in(sentence)
        if (one.kind, one.value) not in known | wished
        and not (one.kind == "promise" and any(one.value in text.lower() for text in passages))
        and not (one.kind == "number" and one.value.partition(" ")[0] in bare | wished_numbers)
    ]  # fmt: skip
