"""What a fact of a kind may be: read from what a person typed, said in a language, and written into a typed field.

A fact is kept as one plain text of its kind: a day as 2026-12-31, a time as 18:30, opening hours as
"mo-fr 09:00-12:00,13:30-18:00; sa closed".
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import formats, translation
from django.utils.translation import gettext as _

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
NAMES = {
    "zh-hans": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "zh-hant": ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
WORDS = {  # from day to day, between two rows, closed
    "zh-hans": ("至", "；", "休息"), "zh-hant": ("至", "；", "休息"), "en": ("–", ", ", "closed"), "ar": ("–", "، ", "مغلق"),
}  # fmt: skip
SPOKEN = {
    **{key: place for place, key in enumerate(DAYS)},
    **{name.casefold(): place for names in NAMES.values() for place, name in enumerate(names)},
    **{f"星期{word}": place for place, word in enumerate("一二三四五六日")},
    "周天": 6, "星期天": 6,
    **{name: place for place, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))},
}  # fmt: skip
CLOSED = {"closed", "休息", "不营业", "关闭", "-", "—"}
DASH = re.compile(r"\s*(?:[-–—~～至到]|\bto\b)\s*")
RANGE = re.compile(r"^(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?$")
NUMBER = re.compile(r"^\d[\d,.\s]*\+?$")
PHONE = re.compile(r"^\+?[\d\s().（）/-]{5,30}(?:\s?(?:ext\.?|转|分机)\s?\d{1,6})?$", re.IGNORECASE)
CODE = re.compile(r"^[A-Za-z0-9_-]{2,32}$")


class FactRefused(ValueError):
    """What was typed is no fact of this kind; the message says what is wanted, in the reader's language."""


def read(kind: str, text: str) -> str:
    """Return the text as a fact of this kind is kept, "" for nothing. Raises FactRefused."""
    text = " ".join(str(text).split())
    return READERS[kind](text) if text and kind in READERS else text


def holds(kind: str, text: str) -> bool:
    """Tell whether a kept text is a fact of this kind; an older answer may be none."""
    try:
        return bool(text) and bool(read(kind, text))
    except FactRefused:
        return False


def say(kind: str, text: str, language: str) -> str:
    """Return a fact as a sentence in this language says it; what cannot be read as its kind stays as it is."""
    if kind in ("date", "hours") and holds(kind, text):
        return _day_in(text, language) if kind == "date" else hours_in(text, language)
    return text


def _number(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    if not NUMBER.match(text):
        raise FactRefused(_("Write a number in figures, such as 186 or 11,000."))
    return text


def _year(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).removesuffix("年")
    if not re.fullmatch(r"\d{4}", text) or not 1000 <= int(text) <= datetime.now().year + 1:
        raise FactRefused(_("Write a year of four digits, such as 2014."))
    return text


def _date(text: str) -> str:
    try:
        found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
        return date(*map(int, found.groups())).isoformat()
    except (AttributeError, ValueError):
        raise FactRefused(_("Write a day as 2026-12-31.")) from None


def _time(text: str) -> str:
    try:
        hour, minute = re.fullmatch(r"(\d{1,2})[:：](\d{2})", text).groups()
        return f"{time(int(hour), int(minute)):%H:%M}"
    except (AttributeError, ValueError):
        raise FactRefused(_("Write a time as 18:30.")) from None


def _link(text: str) -> str:
    parts = urlsplit(text if "://" in text else f"https://{text}")
    try:
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if parts.scheme not in ("http", "https") or "." not in host or " " in text:
        raise FactRefused(_("Write a whole address, such as https://www.example.com/map."))
    return parts.geturl()


def _mail(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise FactRefused(_("Write an e-mail address, such as info@example.com.")) from None
    return text


def _phone(text: str) -> str:
    if not PHONE.match(text) or sum(sign.isdigit() for sign in text) < 5:
        raise FactRefused(_("Write a phone number in digits, such as +86 512 1234 5678."))
    return text


def _code(text: str) -> str:
    if not CODE.match(text):
        raise FactRefused(_("Write 2 to 32 letters or digits without spaces, such as WELCOME30."))
    return text


# --- opening hours ------------------------------------------------------------------------------------------------------


def week_of(text: str) -> list[list[tuple[str, str]] | None]:
    """Return the ranges of each day from Monday; None for a day that is not said, [] for one that is closed."""
    week: list[list[tuple[str, str]] | None] = [None] * 7
    text = unicodedata.normalize("NFKC", text).replace("；", ";")
    for part in filter(None, (part.strip() for part in text.split(";"))):
        days, _blank, ranges = part.partition(" ")
        for place in _days(days):
            week[place] = ranges_of(ranges)
    if not any(week):
        raise FactRefused(_("Write opening hours such as mo-fr 09:00-18:00; sa 10:00-14:00; su closed."))
    return week


def _days(text: str) -> list[int]:
    ends = [SPOKEN.get(name.casefold()) for name in DASH.split(text, maxsplit=1)]
    if None in ends:
        raise FactRefused(
            _("“%(text)s” is no day of the week: write mo, tu, we, th, fr, sa or su.") % {"text": text[:30]}
        )
    first, last = ends[0], ends[-1]
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]


def ranges_of(text: str) -> list[tuple[str, str]]:
    """Return [(opens, closes)] of "9:00–12:00, 13:30–18:00", [] for "closed". Raises FactRefused."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.casefold() in CLOSED:
        return []
    found = []
    for part in re.split(r"\s*[,，、/]\s*", DASH.sub("-", text)):
        match = RANGE.match(part)
        try:
            opens = time(int(match[1]), int(match[2] or 0))
            closes = (
                time(0, 0)
                if (match[3], match[4] or "00") == ("24", "00")
                else time(int(match[3]), int(match[4] or 0))
            )
        except (TypeError, ValueError):
            raise FactRefused(
                _("“%(text)s” are no hours: write 09:00-18:00, or “closed”.") % {"text": part[:30]}
            ) from None
        found.append((f"{opens:%H:%M}", f"{closes:%H:%M}"))
    return found


def hours_text(week: list[list[tuple[str, str]] | None]) -> str:
    """Return a week as it is kept; days in a row that are alike stand together."""
    rows = []
    for first, last, ranges in together(week):
        days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
        rows.append(f"{days} {','.join(f'{a}-{b}' for a, b in ranges) or 'closed'}")
    return "; ".join(rows)


def together(week: list) -> list[tuple[int, int, list]]:
    """Return (first day, last day, ranges) of days in a row that are alike, without days that nothing is said of."""
    rows: list[tuple[int, int, list]] = []
    for place, ranges in enumerate(week):
        if ranges is None:
            continue
        if rows and rows[-1][1] == place - 1 and rows[-1][2] == ranges:
            rows[-1] = (rows[-1][0], place, ranges)
        else:
            rows.append((place, place, ranges))
    return rows


def rows_in(text: str, language: str) -> list[dict[str, str]]:
    """Return opening hours as rows of {"label": days, "value": hours} in this language."""
    names, (to, _between, closed) = _names(language), _words(language)
    comma = "、" if language.startswith("zh") else ", "
    return [
        {
            "label": names[first] if first == last else f"{names[first]}{to}{names[last]}",
            "value": comma.join(f"{a}–{b}" for a, b in ranges) or closed,
        }
        for first, last, ranges in together(week_of(text))
    ]


def hours_in(text: str, language: str) -> str:
    """Return opening hours as one line in this language."""
    between = _words(language)[1]
    return between.join(f"{row['label']} {row['value']}" for row in rows_in(text, language))


def block_rows(text: str) -> list[dict[str, str]]:
    """Return opening hours as the rows of the block for them; a day with a break has two."""
    return [
        {
            "first_day": DAYS[first],
            "last_day": "" if first == last else DAYS[last],
            "opens": opens,
            "closes": closes,
        }
        for first, last, ranges in together(week_of(text))
        for opens, closes in (ranges or [("", "")])
    ]


def _names(language: str) -> tuple[str, ...]:
    return NAMES.get(language, NAMES["en"])


def _words(language: str) -> tuple[str, str, str]:
    return WORDS.get(language, WORDS["en"])


def _day_in(text: str, language: str) -> str:
    with translation.override(language):
        return formats.date_format(date.fromisoformat(_date(text)), "DATE_FORMAT")


READERS: dict[str, Callable[[str], str]] = {
    "number": _number, "year": _year, "date": _date, "time": _time, "link": _link, "mail": _mail, "phone": _phone, "code": _code,
    "hours": lambda text: hours_text(week_of(text)),
}  # fmt: skip
SAMPLES = {  # long ones, as they come
    "number": "128,000", "year": "1998", "date": "2026-12-31", "time": "18:30", "mail": "international.sales@tidelane-robotics.example",
    "link": "https://maps.example.com/place/tidelane-robotics?near=suzhou-industrial-park", "phone": "+86 512 6789 0123 ext. 8801",
    "code": "WELCOME-2026", "hours": "mo-fr 09:00-12:00,13:30-18:00; sa 10:00-16:00; su closed",
}  # fmt: skip
