"""What one cell says: days and periods, amounts and counts. Nothing is guessed: what can be read two ways is refused."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

EMPTY = {"", "-", "--", "—", "–", "n/a", "null", "无"}
SYMBOLS = {"us$": "USD", "hk$": "HKD", "a$": "AUD", "ca$": "CAD", "c$": "CAD", "s$": "SGD", "€": "EUR", "£": "GBP",
           "₩": "KRW", "₹": "INR", "rmb": "CNY", "元": "CNY", "cn¥": "CNY", "jp¥": "JPY", "$": "$", "¥": "¥",
           "￥": "¥"}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RANGE = re.compile(r"\s*(?:~|～|至|到| - | – | — | to )\s*")


class CellRefused(ValueError):
    """The cell cannot be read as what its column should hold; the message says why."""


def parse_period(value, *, order: str = "") -> tuple[date, date]:
    """Return (first day, last day) of a day or a period cell; `order` (dmy, mdy) settles slashed dates."""
    if isinstance(value, datetime):
        return value.date(), value.date()
    if isinstance(value, date):
        return value, value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _parse_period_text(str(value).strip(), order)


@lru_cache(maxsize=4096)
def _parse_period_text(text: str, order: str) -> tuple[date, date]:
    if not text:
        raise CellRefused(_("The date is missing."))
    parts = _RANGE.split(text)
    if len(parts) == 2 and all(parts):
        first, last = _parse_day(parts[0], order), _parse_day(parts[1], order)
        if last < first:
            raise CellRefused(_("“%(value)s” ends before it begins.") % {"value": text})
        return first, last
    month = _parse_month(text)
    if month:
        return month
    day = _parse_day(text, order)
    return day, day


def _parse_month(text: str) -> tuple[date, date] | None:
    """2026-09, 2026年9月, September 2026: the whole month."""
    match = re.fullmatch(r"(\d{4})(?:[-/.]|年)(\d{1,2})月?", text)
    if match:
        return month_of(_day(int(match[1]), int(match[2]), 1, text))
    match = re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{4})", text)
    if match:
        return month_of(_day(int(match[2]), _month(match[1], text), 1, text))
    return None


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of this day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def week_of(day: date) -> tuple[date, date]:
    """Return the seven days that begin on `day`."""
    return day, day + timedelta(days=6)


def _parse_day(text: str, order: str) -> date:
    text = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d\d:?\d\d)?$", "", text.strip())
    text = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", "", text, flags=re.I)
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := re.fullmatch(r"(20\d\d)(\d\d)(\d\d)", text):
        return _day(int(match[1]), int(match[2]), int(match[3]), text)
    if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        return _day(int(match[3]), int(match[2]), int(match[1]), text)
    if match := re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", text):
        return _day(int(match[3]), _month(match[1], text), int(match[2]), text)
    if match := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})", text):
        return _day(int(match[3]), _month(match[2], text), int(match[1]), text)
    if match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]), text, order)
    raise CellRefused(_("“%(value)s” is not a date.") % {"value": text})


def _slashed(a: int, b: int, year: int, text: str, order: str) -> date:
    if order == "dmy" or (not order and a > 12):
        return _day(year, b, a, text)
    if order == "mdy" or (not order and (b > 12 or a == b)):
        return _day(year, a, b, text)
    raise CellRefused(
        _(
            "“%(value)s” can be read two ways. Choose the order of day and month, or export with dates like 2026-09-01."
        )
        % {"value": text}
    )


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise CellRefused(_("“%(value)s” is not a day of the calendar.") % {"value": text}) from error


def _month(name: str, text: str) -> int:
    if name[:3].lower() not in _MONTHS:
        raise CellRefused(_("“%(value)s” is not a date.") % {"value": text})
    return _MONTHS.index(name[:3].lower()) + 1


def parse_amount(value, *, decimal_comma: bool = False) -> tuple[Decimal | None, str]:
    """Return (amount or None when the cell is empty, currency code or bare symbol in it)."""
    if isinstance(value, bool | date | timedelta):
        raise CellRefused(_("“%(value)s” is not an amount.") % {"value": value})
    if isinstance(value, int | float):
        return Decimal(repr(value)), ""
    return _parse_amount_text(str(value).strip(), decimal_comma)


@lru_cache(maxsize=65536)
def _parse_amount_text(text: str, decimal_comma: bool) -> tuple[Decimal | None, str]:
    if text.lower() in EMPTY:
        return None, ""
    negative = text.startswith("(") and text.endswith(")")
    body, currency = _take_currency(text.strip("()"))
    number = _number(body, decimal_comma)
    if number is None:
        raise CellRefused(_("“%(value)s” is not an amount.") % {"value": text})
    return (-number if negative else number), currency


def _take_currency(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"([-−+]?)\s*([^\d\s.,+−-]*)\s*([-−]?[\d.,'’\s\u00a0\u202f]+?)\s*([^\d\s.,]*)", text)
    if not match:
        return text, ""
    sign, before, number, after = match.groups()
    mark = (before or after).lower()
    if not mark:
        return sign + number, ""
    if mark in SYMBOLS:
        return sign + number, SYMBOLS[mark]
    if re.fullmatch(r"[a-z]{3}", mark):
        return sign + number, mark.upper()
    return text, ""


def _number(text: str, decimal_comma: bool) -> Decimal | None:
    text = re.sub(r"[\s\u00a0\u202f'’]", "", text).replace("−", "-")
    grouping, mark = (r"\.", ",") if decimal_comma else (",", r"\.")
    if re.fullmatch(rf"[-+]?\d{{1,3}}({grouping}\d{{3}})+({mark}\d+)?", text) or re.fullmatch(
        rf"[-+]?\d+({mark}\d+)?", text
    ):
        plain = text.replace("." if decimal_comma else ",", "")
        plain = plain.replace(",", ".")
    elif not decimal_comma and re.fullmatch(r"[-+]?\d+,\d{1,2}", text):
        plain = text.replace(",", ".")  # a lone comma before one or two digits can only be a decimal mark
    else:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def parse_count(value, *, decimal_comma: bool = False) -> int | None:
    """Return a whole number, 0 or more; None when the cell is empty."""
    number, currency = parse_amount(value, decimal_comma=decimal_comma)
    if number is None:
        return None
    if currency or number < 0 or number != number.to_integral_value():
        raise CellRefused(pgettext("cost cell", "“%(value)s” is not a whole number.") % {"value": value})
    return int(number)
