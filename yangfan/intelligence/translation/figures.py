"""Reads the figures of a text in any of our languages, so that two texts can be held against each other by value."""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from yangfan.intelligence.reading.dates import MONTHS
from yangfan.intelligence.translation.masks import NUMBER

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９٫٬’", "012345678901234567890123456789.,'")
DECIMAL_COMMA = frozenset(
    {"de", "es", "pt", "fr", "it", "nl", "ru", "uk", "pl", "tr", "vi", "id", "sv", "cs", "el"}
)
TIMES = {
    "万": 10_000, "萬": 10_000, "亿": 100_000_000, "千": 1_000, "百万": 1_000_000, "thousand": 1_000, "million": 1_000_000,
    "millones": 1_000_000, "millón": 1_000_000, "milhões": 1_000_000, "millionen": 1_000_000, "millions": 1_000_000,
    "тысяч": 1_000, "тыс": 1_000, "миллион": 1_000_000, "млн": 1_000_000, "ألف": 1_000, "آلاف": 1_000, "مليون": 1_000_000,
    "mil": 1_000, "tausend": 1_000, "mille": 1_000,
}  # fmt: skip
CURRENCIES = {
    "USD": r"(?:US|U\.S\.) dollars?|US-Dollar|US\$|\$|USD|美元|美金|米ドル|ドル|dollars?|d[óo]lares|d[óo]lar|долл\w*|دولار\S*",
    "EUR": r"€|EUR|欧元|歐元|ユーロ|euros?|евро|يورو",
    "GBP": r"£|GBP|英镑|英鎊|pounds?(?: sterling)?|libras(?: esterlinas)?|pfund|фунт\w*|جنيه(?:ات)? إسترليني\w*",
    "JPY": r"JPY|日元|円|yen",
    "CNY": r"[¥￥]|CNY|RMB|人民币|元|yuanes|yuan|ренминби|юан\w*|يوان\w*",
    "AED": r"AED|迪拉姆|dirhams?|дирхам\w*|درهم\w*|دراهم",
    "SAR": r"SAR|里亚尔|riyals?|риял\w*|ريال\w*",
    "EGP": r"EGP|埃镑|جنيه(?:اً)?(?: مصري\w*)?",
    "BRL": r"R\$|BRL|雷亚尔|rea(?:l|is)",
}  # fmt: skip
UNITS = {
    "hour": r"hours?|小时|horas?|stunden?|heures?|час\w*|ساعات|ساعة|時間",
    "day": r"working days|days?|工作日|天|日(?!元|本)|d[íi]as?|tage?n?|jours?|дн[яей]+|день|سуток|أيام|يوم\w*|days",
    "week": r"weeks?|周|星期|礼拜|semanas?|wochen?|semaines?|недел\w*|أسابيع|أسبوع\w*|週間",
    "month": r"months?|个月|個月|meses|mes\b|m[êe]s\b|monate?n?|mois|месяц\w*|أشهر|شهر\w*|شهور|か月|ヶ月",
    "year": r"years?|年(?!\d|\s*\d{1,2}\s*月)|años?|anos?|jahre?n?|ans?\b|лет|год\w*|سنوات|سنة|أعوام|عام\w*",
    "kg": r"kg|公斤|千克|kilos?|kilogram\w*|кг|килограмм\w*|كغ\w*|كجم|كيلوغرام\w*|كيلو",
    "t": r"tons?|tonnes?|toneladas?|tonnen?|吨|噸|тонн\w*|أطنان|طن\w*",
    "mm": r"mm|毫米|мм|مم|ملم|ملليمتر", "cm": r"cm|厘米|公分|см|سم|سنتيمتر", "m2": r"m²|m2|㎡|平方米|平米|м²|متر مربع",
    "m3": r"m³|m3|立方米|立方|м³|متر مكعب", "m": r"met(?:er|re)s?|metros?|米(?!ドル)|метр\w*|أمتار|متر\w*|m\b",
    "%": r"%|٪|％|percent|per cent|por ciento|por cento|prozent|процент\w*|بالمئة|بالمائة|في المئة",
}  # fmt: skip
_HAN = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_HAN_TIMES = {"十": 10, "百": 100, "千": 1000}
WORDS = {
    1: "one a an single first 一 uno una un um uma ein eine einen einem einer une один одна одну одного واحد واحدة",
    2: "two both second 两 二 双 dos dois duas zwei deux два две двух اثنان اثنين اثنتان pair",
    3: "three third 三 tres três drei trois три трёх трех ثلاثة ثلاث", 4: "four 四 cuatro quatro vier quatre четыре четырёх четырех أربعة أربع",
    5: "five 五 cinco fünf cinq пять пяти خمسة خمس", 6: "six 六 seis sechs шесть шести ستة ست", 7: "seven 七 siete sete sieben sept семь семи سبعة سبع",
    8: "eight 八 ocho oito acht huit восемь восьми ثمانية ثماني ثمان", 9: "nine 九 nueve nove neun neuf девять девяти تسعة تسع",
    10: "ten 十 diez dez zehn dix десять десяти عشرة عشر", 11: "eleven 十一 once onze elf одиннадцать", 12: "twelve dozen 十二 doce doze zwölf douze двенадцать",
    14: "fourteen", 15: "fifteen quince quinze", 20: "twenty veinte vinte zwanzig vingt двадцать عشرون عشرين", 30: "thirty treinta trinta dreißig trente тридцать ثلاثون ثلاثين",
    0.5: "half 半 medio media meio meia halb halbe halben demi половина пол نصف",
}  # fmt: skip
_DUAL = {
    "يومين": 2,
    "يومان": 2,
    "أسبوعين": 2,
    "أسبوعان": 2,
    "شهرين": 2,
    "شهران": 2,
    "سنتين": 2,
    "عامين": 2,
    "حاويتين": 2,
    "حاويتان": 2,
    "فندقين": 2,
    "عينتين": 2,
    "عينتان": 2,
    "دفعتين": 2,
    "قطعتين": 2,
}
_BY_WORD = {word: Decimal(str(value)) for value, words in WORDS.items() for word in words.split() if not re.match("[\u4e00-\u9fff]", word)} | {
    word: Decimal(value) for word, value in _DUAL.items()
}  # fmt: skip
_TIMES = re.compile(
    rf"\s?(?:{'|'.join(sorted(map(re.escape, TIMES), key=len, reverse=True))})(?![A-Za-zÀ-ÿ])", re.IGNORECASE
)
_NUMBER = re.compile(rf"(?<![0-9٠-٩.,]){NUMBER}")
_DATED = re.compile(
    r"(?<![0-9.,])[0-9]{1,4}\.[0-9]{1,2}\.[0-9]{1,4}(?![0-9])"
)  # 20.11.2026: three figures, no decimals
_HAN_NUMBER = re.compile("[零〇一二两兩三四五六七八九十百千万萬]+")
_WORD = re.compile(r"[^\W\d_]+")
_UNIT = {name: re.compile(rf"\s?(?:{words})", re.IGNORECASE) for name, words in UNITS.items()}
_CURRENCY_AFTER = {code: re.compile(rf"\s?(?:{words})", re.IGNORECASE) for code, words in CURRENCIES.items()}
_CURRENCY_BEFORE = {
    code: re.compile(rf"(?:{words})\s?[:：]?\s?$", re.IGNORECASE) for code, words in CURRENCIES.items()
}


@dataclass(frozen=True)
class Figure:
    """A number as written, its value, and the currency and unit that stand beside it ("" for none)."""

    text: str
    value: Decimal
    currency: str = ""
    unit: str = ""


def figures(text: str, language: str) -> list[Figure]:
    """Return the figures written in digits."""
    found = []
    text = _DATED.sub(lambda match: match.group().replace(".", "/"), text)
    for match in _NUMBER.finditer(text):
        written = match.group().strip()
        value = value_of(written, language)
        if value is None:
            continue
        end = match.start() + len(match.group().rstrip())
        times = _TIMES.match(text, end)
        if times:
            value *= TIMES[times.group().strip().lower()]
            end = times.end()
        found.append(
            Figure(written, value.normalize(), _currency(text, match.start(), end), _unit(text, end))
        )
    return found


def value_of(written: str, language: str) -> Decimal | None:
    """Return what these digits mean in this language: 1.200 is 1200 in German and 1.2 in English."""
    digits = re.sub(r"[\s']", "", written.translate(_DIGITS))
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        thousands = "," if comma < dot else "."
    elif comma >= 0 or dot >= 0:
        thousands = _lone_separator(digits, "," if comma >= 0 else ".", language)
    else:
        thousands = ""
    if thousands:
        digits = digits.replace(thousands, "")
    try:
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None


def _lone_separator(digits: str, sign: str, language: str) -> str:
    """Return `sign` when it parts thousands here, "" when it is the decimal point."""
    if digits.count(sign) > 1:
        return sign
    if not re.fullmatch(rf"[1-9]\d{{0,2}}{re.escape(sign)}\d{{3}}", digits):
        return ""
    return sign if (sign == ".") == (language.partition("-")[0] in DECIMAL_COMMA) else ""


def _currency(text: str, start: int, end: int) -> str:
    for code, pattern in _CURRENCY_AFTER.items():
        if pattern.match(text, end):
            return code
    before = text[max(0, start - 16) : start]
    return next((code for code, pattern in _CURRENCY_BEFORE.items() if pattern.search(before)), "")


def _unit(text: str, end: int) -> str:
    found = [(match.end(), name) for name, pattern in _UNIT.items() if (match := pattern.match(text, end))]
    return max(found)[1] if found else ""


def in_words(text: str) -> Counter:
    """Return the values that stand in words: numbers, months, Chinese numerals. They may become digits, and the reverse."""
    values = Counter()
    for word in _WORD.findall(text.lower()):
        bare = word.removeprefix("و").removeprefix("ال")
        for form in {word, bare}:
            if form in _BY_WORD:
                values[_BY_WORD[form]] += 1
            if form in MONTHS:
                values[Decimal(MONTHS[form])] += 1
    for han in _HAN_NUMBER.findall(text):
        values[Decimal(_han_value(han))] += 1
    if "半" in text:
        values[Decimal("0.5")] += 1
    return values


def _han_value(han: str) -> int:
    total = section = digit = 0
    for sign in han:
        if sign in _HAN:
            digit = _HAN[sign]
        elif sign in _HAN_TIMES:
            section += (digit or 1) * _HAN_TIMES[sign]
            digit = 0
        else:
            total += ((section + digit) or 1) * 10_000
            section = digit = 0
    return total + section + digit
