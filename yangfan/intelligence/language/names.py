"""What languages are called, for screens and for prompts."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, to_locale

_IN_CHINESE = {"zh": "中文", "zh-hans": "简体中文", "zh-hant": "繁体中文"}
_SCRIPTS = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant", "zh": "zh_Hans"}


def language_name(code: str, *, in_language: str = "") -> str:
    """Return the name of a language in the reader's language (or `in_language`); the code itself when unknown."""
    reader_code = in_language or get_language() or "en"
    if reader_code.startswith("zh") and code in _IN_CHINESE:
        return _IN_CHINESE[code]
    try:
        reader = Locale.parse(to_locale(reader_code))
        return (
            Locale.parse(_SCRIPTS.get(code, code), sep="_" if code in _SCRIPTS else "-").get_display_name(
                reader
            )
            or code
        )
    except (UnknownLocaleError, ValueError):
        return code
