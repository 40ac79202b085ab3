"""What makes two letters come from one person: the mail address, then the phone number, both in one spelling."""

from functools import cache, lru_cache

import phonenumbers
from babel import Locale
from django.utils.translation import get_language

from yangfan.accounts.public import Workspace

REGION_OF_CURRENCY = {"CNY": "CN", "USD": "US", "EUR": "DE", "GBP": "GB", "JPY": "JP", "HKD": "HK"}


def email_key(email: str) -> str:
    """Return the address as it is compared and kept."""
    return email.strip().lower()


def phone_key(phone: str, *, country: str, workspace: Workspace) -> str:
    """Return the number as E.164, read as a number of `country`, else of the workspace's; empty when it is none."""
    if not phone.strip():
        return ""
    home = country or REGION_OF_CURRENCY.get(workspace.currency, "CN")
    try:
        number = phonenumbers.parse(phone, home)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def country_code(words: str) -> str:
    """Return the ISO code of a country given by code or by name in English or Chinese; empty when unknown."""
    words = words.strip()
    if len(words) == 2 and words.upper() in _codes():
        return words.upper()
    return _names().get(words.casefold(), "")


@lru_cache(2000)
def country_name(code: str, language: str) -> str:
    """Return the country's name in `language` (zh-hans or en)."""
    if not code:
        return ""
    locale = Locale.parse("zh_Hans" if language.startswith("zh") else "en")
    return _short(locale.territories.get(code, code))


def language_name(code: str, language: str) -> str:
    """Return the name of the language `code` in `language`."""
    if not code:
        return ""
    locale = Locale.parse("zh_Hans" if language.startswith("zh") else "en")
    own = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}.get(code, code)
    return locale.languages.get(own) or locale.languages.get(own.partition("_")[0], code)


def _short(name: str) -> str:
    return {"中国香港特别行政区": "中国香港", "中国澳门特别行政区": "中国澳门", "阿拉伯联合酋长国": "阿联酋",
            "Hong Kong SAR China": "Hong Kong", "Macao SAR China": "Macao"}.get(name, name)  # fmt: skip


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in Locale.parse("en").territories if len(code) == 2 and code.isalpha())


@cache
def _names() -> dict[str, str]:
    names = {"uae": "AE", "usa": "US", "uk": "GB", "阿联酋": "AE", "england": "GB", "korea": "KR", "south korea": "KR",
             "香港": "HK", "澳门": "MO", "台湾": "TW", "turkey": "TR", "vietnam": "VN"}  # fmt: skip
    for locale in (Locale.parse("en"), Locale.parse("zh_Hans")):
        for code in _codes():
            if code in locale.territories:
                names.setdefault(locale.territories[code].casefold(), code)
    return names


def country_choices() -> list[tuple[str, str]]:
    """Return code and name of every country in the active language, for a select."""
    language = get_language() or "zh-hans"
    real = _codes() - {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
    names = [(code, country_name(code, language)) for code in real]
    return [("", "—"), *sorted(names, key=lambda pair: pair[1])]
