"""Countries and regions by name in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.utils.html import format_html_join


@lru_cache(maxsize=32)
def choices(language: str) -> list[tuple[str, str]]:
    """Return (ISO code, name), sorted by name."""
    locale = Locale.parse(language.replace("-hans", "_Hans").replace("-hant", "_Hant"), sep="_")
    rows = [(code, name) for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()]
    rows = [(code, name) for code, name in rows if code not in {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}]
    return sorted(rows, key=lambda row: row[1])


@lru_cache(maxsize=32)
def options(language: str) -> str:
    """Return the <option> elements of all of them."""
    return format_html_join("", '<option value="{}">{}</option>', choices(language))
