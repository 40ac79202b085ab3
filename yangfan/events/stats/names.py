"""What the keys of a breakdown are called, in the reader's language."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

NOT_ALLOCATED = _("Not allocated")
UNKNOWN = _("Unknown")
DEVICES = {
    "desktop": pgettext_lazy("device", "Computer"),
    "mobile": pgettext_lazy("device", "Phone"),
    "tablet": pgettext_lazy("device", "Tablet"),
    "tv": pgettext_lazy("device", "TV"),
    "other": pgettext_lazy("device", "Other device"),
}
NONE_OF = {"source": pgettext_lazy("channel", "Direct"), "campaign": _("No campaign")}


def title_of(dimension: str, key: str) -> str:
    """Return the name of a country, device or language; anything else is its own name."""
    if not key:
        return str(NONE_OF.get(dimension, UNKNOWN))
    if dimension == "country":
        return country_name(key)
    if dimension == "device":
        return str(DEVICES.get(key, key))
    if dimension == "language":
        return language_name(key)
    return key


def country_name(code: str) -> str:
    """Return a country's name. Hong Kong, Macao and Taiwan are named as regions of China in Chinese."""
    return gettext(_REGIONS[code]) if code in _REGIONS else _locale().territories.get(code, code)


def language_name(code: str) -> str:
    """Return a language's name."""
    name = _locale().languages.get(code.replace("-", "_").replace("_hans", "_Hans").replace("_hant", "_Hant"))
    return name or code


_REGIONS = {"HK": _("Hong Kong, China"), "MO": _("Macao, China"), "TW": _("Taiwan, China")}


def _locale() -> Locale:
    try:
        return Locale.parse((get_language() or "en").replace("zh-hans", "zh-Hans").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
