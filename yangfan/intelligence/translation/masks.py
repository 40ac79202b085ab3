"""Puts marks in the place of what must not change (links, prices, measures, model names, terms), and takes them out again."""

import re
from dataclasses import dataclass

from yangfan.intelligence.reading.wants import INCOTERMS

CURRENCY_SIGNS = r"US\$|HK\$|A\$|C\$|R\$|[$€£¥￥₩₽₹₺]"
CURRENCY_CODES = (
    "USD|EUR|GBP|CNY|RMB|JPY|KRW|AED|SAR|EGP|BRL|MXN|RUB|INR|TRY|CHF|SEK|PLN|AUD|CAD|HKD|SGD|THB|VND|IDR|ZAR"
)
NUMBER = r"[0-9٠-٩۰-۹０-９]+(?:[.,٫٬'’\u00a0\u202f ][0-9٠-٩۰-۹０-９]{3})*(?:[.,٫][0-9٠-٩۰-۹０-９]+)?"
MEASURES = (
    r"%|‰|°C|°F|℃|㎡|m²|m2|m³|m3|cm²|cm|mm|µm|km|m|kg|g|mg|t|lbs?|oz|ft|in|kW|MW|W|kWh|kN/m²|kN|N|V|kV|A|Ah|mAh|Hz|GHz|MHz|"
    r"rpm|bar|MPa|Pa|dB|L|l|ml|GB|TB|MB|km/h|mph"
)
LINK = re.compile(r"https?://[^\s<>\"'，。；）】]+|www\.[^\s<>\"'，。；）】]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{\w*\}|%\(\w+\)[sd]|%[sd](?![A-Za-z0-9_])|</?[A-Za-z][^<>]*>"
)
MODEL = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:ISO|EN|DIN|ASTM|BS|IEC|GB/T|GB|UL|ANSI|EN ISO|RAL|Pantone)\s?\d[\d:.-]*\d|"
    r"[A-Z]{1,6}-?[A-Z]{0,3}\d{1,6}[A-Z0-9]{0,4}(?:-[A-Z0-9]{1,6})*|\d{1,4}(?:HQ|GP|HC|FCL|LCL)|[A-Z]{2,6}-[A-Z]{1,4}\d+)(?![A-Za-z0-9])"
)
TERMS = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(INCOTERMS)}|MOQ|OEM|ODM|FCL|LCL|T/T|L/C|B/L)(?![A-Za-z])")
PRICE = re.compile(
    rf"(?:{CURRENCY_SIGNS}|(?<![A-Za-z])(?:{CURRENCY_CODES}))\s?{NUMBER}|{NUMBER}\s?(?:[€£₽₺]|(?:{CURRENCY_CODES})(?![A-Za-z]))"
)
MEASURE = re.compile(rf"(?<![A-Za-z0-9.,]){NUMBER}\s?(?:{MEASURES})(?![A-Za-z0-9²³])")
PLAIN = re.compile(rf"(?<![A-Za-z0-9.,٫-]){NUMBER}(?![A-Za-z0-9])")
# Pictures of letters, with their joiners, colours of skin and flags; and signs that carry meaning by themselves.
EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*)+"
)
SYMBOL = re.compile(r"[©®™℠±≤≥½¼¾<>]")
ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6});")
JOINED = re.compile(r"(?<![A-Za-z])[A-Z]&[A-Z](?![A-Za-z])")  # R&D, Q&A
_TRAILING = ".,;:!?)"


@dataclass(frozen=True)
class Kept:
    """A stretch of the text that stays as it is. `kind` is a problem's kind."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Masked:
    """A text with marks, and what they stand for, first mark first."""

    text: str
    kept: tuple[str, ...]
    mark: str


def keep_of(text: str, *, terms: tuple[str, ...] = (), numbers: bool = False) -> list[Kept]:
    """Return what of `text` must come back as it is; with `numbers` every plain number too."""
    rules = [
        ("link", LINK),
        ("placeholder", PLACEHOLDER),
        ("placeholder", ENTITY),
        *((("glossary", _word(terms)),) if terms else ()),
    ]
    rules += [
        ("model", JOINED),
        ("symbol", EMOJI),
        ("symbol", SYMBOL),
        ("model", MODEL),
        ("price", PRICE),
        ("unit", MEASURE),
        ("glossary", TERMS),
    ]
    if numbers:
        rules.append(("number", PLAIN))
    found: list[Kept] = []
    for kind, pattern in rules:
        for match in pattern.finditer(text):
            words = match.group().rstrip(_TRAILING) if kind == "link" else match.group()
            end = match.start() + len(words)
            if words and not any(match.start() < other.end and other.start < end for other in found):
                found.append(Kept(kind, match.start(), end, words))
    return sorted(found, key=lambda each: each.start)


def _word(terms: tuple[str, ...]) -> re.Pattern:
    longest = sorted(terms, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![A-Za-z0-9]){re.escape(term)}(?![A-Za-z0-9])" for term in longest))


def mask(text: str, kept: list[Kept], *, mark: str = "⟦%d⟧") -> Masked:
    """Replace what is kept by numbered marks of this form; a form that stands in the text already is lengthened."""
    while re.search(re.escape(mark).replace("%d", r"\d+"), text):
        mark = mark.replace("%d", "0%d") if mark.startswith("⟦") else f"X{mark}"
    out, at = [], 0
    for number, each in enumerate(kept, start=1):
        out += [text[at : each.start], mark % number]
        at = each.end
    return Masked("".join([*out, text[at:]]), tuple(each.text for each in kept), mark)


def unmask(text: str, masked: Masked) -> str:
    """Put back what the marks stand for; a mark that was lost stays lost, the check finds it."""
    pattern = re.compile(re.escape(masked.mark).replace("%d", r"(\d+)").replace(r"\ ", r"\s*"), re.IGNORECASE)

    def original(match: re.Match) -> str:
        number = int(match[1])
        return masked.kept[number - 1] if 1 <= number <= len(masked.kept) else match.group()

    return pattern.sub(original, text)
