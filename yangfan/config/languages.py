"""The language of the console: one it speaks, though sites are read in many more."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ConsoleLanguageMiddleware(LocaleMiddleware):
    """As Django's, kept to CONSOLE_LANGUAGES: a browser in Spanish gets English, not a mixture."""

    def process_request(self, request):
        super().process_request(request)
        code = translation.get_language() or settings.LANGUAGE_CODE
        if code not in dict(settings.CONSOLE_LANGUAGES):
            translation.activate("zh-hans" if code.startswith("zh") else "en")
            request.LANGUAGE_CODE = translation.get_language()
