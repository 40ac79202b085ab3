"""How many of what: each number with its unit, and what is no quantity however much it looks like one."""

import re
from dataclasses import dataclass

from yangfan.intelligence.reading import words
from yangfan.intelligence.reading.counted import goods
from yangfan.intelligence.reading.dates import spans_of_dates
from yangfan.intelligence.reading.found import LIKELY, PERHAPS, SURE, Mark, blank
from yangfan.intelligence.reading.money import find_prices
from yangfan.intelligence.reading.numbers import DIGITS, NUMBER, value_of, whole

_EDGE = r"(?![A-Za-zÀ-ÿа-яё0-9\u0621-\u064a])"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_GOODS = "|".join(
    re.escape(name).replace(r"\ ", r"\s+")
    for name in sorted(goods(), key=len, reverse=True)
    if not _HAN.search(name)
)
_RANGE = (
    rf"(?P<low>{NUMBER})(?:\s?(?:-|~|to|or|bis|a|à|o|y|и|до|至|到|或|إلى)\s?(?P<high>{DIGITS}|{NUMBER}))?"
)
_COUNTED = re.compile(
    rf"{_RANGE}\s*(?:x\s+)?(?:of\s+|de\s+)?(?P<noun>(?:[^\W\d_][\w-]*\s+){{0,2}}?)(?P<unit>{words.COUNTING}){_EDGE}",
    re.I,
)
_GOODS_COUNTED = re.compile(
    rf"{_RANGE}\s*(?:x\s+)?(?:of\s+|de\s+)?(?P<noun>(?:[^\W\d_][\w-]*\s+){{0,2}}?)(?P<unit>{_GOODS}){_EDGE}",
    re.I,
)
_MEASURED = re.compile(rf"{_RANGE}\s*(?P<unit>{words.MEASURING}){_EDGE}", re.I)
_LABELLED = re.compile(rf"(?:{words.QUANTITY_LABEL})\s*(?:is|of|:|=|por|von|est|—|-|大概|大约|约|为|是|在)?\s*(?:about\s+|approx\.?\s+|aprox\.?\s+|ca\.?\s+|environ\s+|около\s+)?(?P<low>{NUMBER})(?:\s?(?:-|~|to|bis|a|à|до|至|إلى)\s?(?P<high>{DIGITS}|{NUMBER}))?", re.I)  # fmt: skip
_BOUGHT = re.compile(
    rf"(?<!\w)(?:{words.BUYING})\s*(?:to (?:buy|order|purchase)\s+)?(?:about\s+|around\s+|approximately\s+|some\s+|unos\s+|unas\s+|etwa\s+|ca\.?\s+|cerca de\s+|environ\s+|около\s+|حوالي\s+|大约|大概|约)?"
    rf"(?P<low>{NUMBER})(?:\s?(?:-|~|to|or|bis|a|à|до|至|到|إلى)\s?(?P<high>{DIGITS}|{NUMBER}))?\s+(?:x\s+|of\s+|your\s+)?(?P<noun>[^\W\d_][\w-]+)", re.I,
)  # fmt: skip
_TIMES = re.compile(
    r"(?<![\w.])(?P<low>\d{1,6})(?:\s?[x×*]\s?(?=[\x01A-Z(])|\s(?:of\s|your\s)?(?=\x01))|(?<=[\x01\w)])\s?(?:[x×*]|[-:,](?=\s))\s?(?P<after>\d{1,6})(?![\w.%])"
)
_LONE_HAN = re.compile(r"一\s*[个批位名份对条张片把人组]$")
_UNWANTED = [
    re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+"),
    re.compile(r"(?<![\w.,])(?:\+|00)\d[\d\s().-]{6,18}\d"),
    re.compile(r"(?:tel|phone|mobile|whats\s?app|wechat|fax|teléfono|telefone|telefon|handy|тел|телефон|ватсап|هاتف|واتساب|جوال|电话|手机|微信|传真|qq|zip|plz|cep|code postal|邮编|inn|инн|vat|cnpj|nit|rfc|no\.|nr\.|№|#|n°|nº|номер|serial|s/n|订单号|单号|编号)\s*[.:：#№]?\s*(?:is|no\.?|number|nr\.?|号)?\s*[:：]?\s*[+#]?[A-Z-]{0,5}\d[\d\s().-]{2,18}\d", re.I),
    re.compile(r"(?:order|invoice|po|订单|rechnung|bestellung|auftrag|factura|pedido|commande|facture|заказ\w*|счет\w*|الطلب|فاتورة)\s*(?:#|№|no\.?|nr\.?|number|номер|n[°º]|nro\.?|رقم|:)+\s*\d+", re.I),
    re.compile(words.ISO), re.compile(r"\bIP\s?\d\d\b|\bclass \d+\b|\bgrade \d+\b|\bRAL ?\d{4}\b|\bTR ?CU ?\d+/\d+\b|ТР ТС \d+/\d+|\b(?:SUS|AISI|SS)\s?\d{3}L?\b", re.I),
    re.compile(r"\b\d+(?:[.,]\d+)?\s?[x×*]\s?\d+(?:[.,]\d+)?(?:\s?[x×*]\s?\d+(?:[.,]\d+)?)?(?:\s?(?:mm|cm|m|inch|мм|см)\b)?"),
    re.compile(rf"{NUMBER}\s*(?:-|~|to|до|至)?\s*(?:{NUMBER})?\s*-?\s?(?:{words.PHYSICS}){_EDGE}", re.I),
    re.compile(r"\b\d{4}\s*年|\b(?:in|since|seit|desde|depuis|год[ау]?|с|منذ|عام|سنة)\s+(?:19|20)\d\d\b", re.I),
    re.compile(r"\d+\s*(?:street|st\.|road|rd\.|avenue|ave)\b|(?:calle|rua|rue|ул\.|улица|شارع)\s[^\d,.\n]{0,30}\d+|\d+(?:号楼|号院|路|弄)", re.I),
    re.compile(r"\d{1,2}:\d\d|\d{1,2}\s?(?:am|pm|Uhr|h\d\d|点|часов)\b"),
]  # fmt: skip
_MODEL = re.compile(r"\b[A-Z]{1,5}-?[A-Z]{0,3}\d+[A-Z0-9-]*\b")  # its place stays visible: "12 x TL-P180"
_PROPERTY_BEFORE = re.compile(
    rf"(?:{words.PROPERTY})\w*\s*(?:of|is|von|de|:|为|是|в|ب)?\s*(?:about |max\.? |approx\.? |约)?$", re.I
)
_PROPERTY_AFTER = re.compile(rf"^\s*-?(?:{words.PROPERTY}|each|/|bag|box|sack|класс)", re.I)
_ORDINARY = frozenset(["a", "an", "the", "is", "are", "of", "and", "or", "for", "to", "in", "on", "at", "by", "with", "year", "years", "day", "days", "week", "weeks", "month", "months", "time", "times", "more", "other", "our", "your"])  # fmt: skip
_NO_ITEM = re.compile(
    r"^(?:year|day|week|month|hour|time|minute|questions?|options?|things?|types?|models?|kinds?|sorts?|ways?|reasons?|lines?|points?|"
    r"años|año|veces|preguntas?|opciones|tipos?|modelos?|anos|vezes|fragen|arten|typen|tage|jahre|ans|fois|types|modèles|лет|вопрос\w*|тип\w*|видов|моделей|سنوات|أنواع|أسئلة)",
    re.I,
)
_PEOPLE_UNITS = frozenset(
    [
        "people",
        "persons",
        "guests",
        "person",
        "personas",
        "pessoas",
        "personnes",
        "personen",
        "человек",
        "أشخاص",
        "人",
        "位",
        "名",
    ]
)


@dataclass(frozen=True)
class Amount:
    """`most` is the upper end of a range, else None; `unit` as written, lower case, may be empty."""

    least: int | float
    most: int | float | None
    unit: str
    confidence: float
    start: int
    end: int

    @property
    def mark(self) -> Mark:
        return Mark("quantity", self.start, self.end)


def find_amounts(text: str) -> list[Amount]:
    """Return every quantity in the order of the text; the surest reading where several overlap."""
    text = _readable(text)
    found = [
        one
        for rule, confidence in ((_COUNTED, SURE), (_LABELLED, SURE), (_GOODS_COUNTED, LIKELY + 0.1), (_TIMES, LIKELY), (_MEASURED, LIKELY), (_BOUGHT, PERHAPS + 0.1))
        for match in rule.finditer(text)
        if (one := _amount(text, match, confidence))
    ]  # fmt: skip
    kept: list[Amount] = []
    for one in sorted(found, key=lambda one: (-one.confidence, -bool(one.unit), one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    counted = [one for one in kept if one.confidence > PERHAPS + 0.1]
    return sorted(counted or kept, key=lambda one: one.start)


def _readable(text: str) -> str:
    for start, end in [*find_prices(text), *spans_of_dates(text)]:
        text = blank(text, start, end)
    text = _MODEL.sub(lambda match: "\x01" * len(match.group()), text)
    for rule in _UNWANTED:
        for match in rule.finditer(text):
            if not re.match(r"\s*(?:pcs|pieces|sets|units|台|套|件)\b", text[match.end() :]):
                text = blank(text, *match.span())
    return text


def _amount(text: str, match: re.Match, confidence: float) -> Amount | None:
    parts = match.groupdict()
    low = value_of(parts.get("low") or parts.get("after") or "")
    high = value_of(parts["high"]) if parts.get("high") else None
    unit, noun = (parts.get("unit") or "").lower().rstrip("."), (parts.get("noun") or "").strip().lower()
    if not low or low > 50_000_000 or not _is_item(unit, noun, match, text):
        return None
    if match.re is _BOUGHT:
        unit = _thing_named(match["noun"])
    if high is not None and high <= low:
        high = None
    start = match.start("low") if parts.get("low") else match.start("after")
    end = max(match.end(name) for name in parts if name in ("unit", "high", "low", "after") and parts[name])
    if unit in _PEOPLE_UNITS:
        confidence = LIKELY
    return Amount(whole(low), whole(high) if high else None, unit, confidence, start, end)


def _thing_named(word: str) -> str:
    """Return a word behind a number where its form says that it is what is bought, not a quality of it ("500 новых …").

    Arabic and the Romance languages put the thing first; else a plural in -s, a Russian word that is no adjective, a
    German noun by its capital.
    """
    if re.search(r"[\u0621-\u064a]", word):
        return word
    if re.search(r"[\u0400-\u04ff]", word):
        return "" if re.search(r"(?:ых|их|ый|ий|ая|яя|ое|ее|ые|ие|ую|ой)$", word.lower()) else word.lower()
    is_plural = word.isascii() and word.lower().endswith("s") and not word.lower().endswith(("ss", "ous"))
    return word.lower() if is_plural or word[:1].isupper() and word[1:].islower() and len(word) > 3 else ""


def _is_item(unit: str, noun: str, match: re.Match, text: str) -> bool:
    before, after = text[: match.start()][-40:], text[match.end() :][:20]
    if _LONE_HAN.search(match.group()) or _NO_ITEM.match(noun) or set(noun.split()) & _ORDINARY:
        return False
    if match.re is _MEASURED:
        return not (_PROPERTY_BEFORE.search(before) or _PROPERTY_AFTER.match(after))
    if match.re is _BOUGHT:
        return not re.match(r"(?:19|20)\d\d$", match["low"])
    if unit == "个" and re.match(r"\s*(?:问题|月|方面|国家|星期|人|类型|品种|型号)", after):
        return False
    return not (unit in ("位", "名", "人", "份", "条", "對") and not re.search(r"\d|[十百千]", match["low"]))
