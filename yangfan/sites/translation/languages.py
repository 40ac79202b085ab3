"""The languages a site may be read in."""

from django.conf import settings
from wagtail.models import Locale

RIGHT_TO_LEFT = frozenset({"ar"})


def choices() -> list[tuple[str, str]]:
    """Return (code, name in that language) of every language a site may have."""
    return list(settings.SITE_LANGUAGES)


def name_of(code: str) -> str:
    """Return what a language calls itself; the code when it is none of ours."""
    return dict(settings.SITE_LANGUAGES).get(code, code)


def locale_of(code: str) -> Locale:
    """Return Wagtail's row of this language, made on first use. Raises ValueError for a language that is none of ours."""
    if code not in dict(settings.SITE_LANGUAGES):
        raise ValueError(f"{code!r} is none of the languages a site may have")
    return Locale.objects.get_or_create(language_code=code)[0]
