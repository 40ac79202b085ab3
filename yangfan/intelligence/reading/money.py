"""The price they have in mind: amount, currency, and whether it is for one or for all."""

import re
from dataclasses import dataclass
from decimal import Decimal

from yangfan.intelligence.reading import words
from yangfan.intelligence.reading.found import LIKELY, PERHAPS, SURE, Found, Mark
from yangfan.intelligence.reading.numbers import DIGITS, NUMBER, value_of

_CODES = {f"c{number}": code.strip() for number, code in enumerate(words.CURRENCIES)}
_CURRENCY = "|".join(f"(?P<c{number}>{rule})" for number, rule in enumerate(words.CURRENCIES.values()))
_ANY = "|".join(words.CURRENCIES.values())
_LEFT = re.compile(rf"(?<![A-Za-z])(?:{_CURRENCY})\s?(?P<number>{DIGITS})", re.I)
_RIGHT = re.compile(
    rf"(?P<number>{NUMBER})(?P<range>\s?(?:-|to|a|bis|до)\s?{NUMBER})?\s?(?:{_CURRENCY})(?![A-Za-z])", re.I
)
_CODE = re.compile(rf"(?<![A-Za-z])(?:in|en|em|auf|в|用|以|بـ|ب)\s?(?:{_CURRENCY})(?![A-Za-z])", re.I)
_PER_AFTER = re.compile(words.PER_UNIT, re.I)
_PER_BEFORE = re.compile(rf"(?:{words.PER_UNIT_BEFORE})[^.。!?]{{0,30}}$", re.I)
_TOTAL = re.compile(rf"(?:{words.TOTAL})[^.。!?\d]{{0,30}}$", re.I)
_TARGET = re.compile(rf"(?:{words.TARGET})[^.。!?\d]{{0,30}}$", re.I)
_NOT = re.compile(rf"(?:{words.NOT_A_PRICE})[^.。!?]{{0,25}}$", re.I)
_NOT_AFTER = re.compile(rf"^[^.。!?]{{0,12}}(?:{words.NOT_A_PRICE})", re.I)


@dataclass(frozen=True)
class Price:
    """`per` is unit, total or empty when the text does not say."""

    amount: Decimal
    currency: str
    per: str


def find_prices(text: str) -> list[tuple[int, int]]:
    """Return where sums of money stand, so that no other rule reads their numbers."""
    return [match.span() for rule in (_LEFT, _RIGHT) for match in rule.finditer(text)]


def find_price(text: str) -> Found | None:
    """Return the target price (a Price), the likeliest of those named."""
    found = [one for rule in (_LEFT, _RIGHT) for match in rule.finditer(text) if (one := _read(text, match))]
    return max(found, key=lambda one: (one.confidence, -one.marks[0].start), default=None)


def find_currency(text: str) -> Found | None:
    """Return the currency they want prices in, where no sum is named ("quote in EUR")."""
    match = _CODE.search(text)
    if match is None:
        return None
    return Found(_code(match), LIKELY, marks=(Mark("price", *match.span()),))


def _read(text: str, match: re.Match) -> Found | None:
    before, after = text[: match.start()][-60:], text[match.end() :][:40]
    amount = value_of(match["number"])
    if not amount or _NOT.search(before) or _NOT_AFTER.search(after):
        return None
    price = Price(
        Decimal(str(amount)).quantize(Decimal("0.0001")).normalize(), _code(match), _per(before, after)
    )
    is_target = bool(_TARGET.search(before)) or bool(price.per)
    return Found(price, SURE if is_target else PERHAPS, marks=(Mark("price", *match.span()),))


def _code(match: re.Match) -> str:
    return _CODES[next(key for key, value in match.groupdict().items() if value and key in _CODES)]


def _per(before: str, after: str) -> str:
    if _PER_AFTER.match(after) or _PER_BEFORE.search(before):
        return "unit"
    return "total" if _TOTAL.search(before) else ""
