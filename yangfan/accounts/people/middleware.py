"""The console speaks the person's language; a time zone set for one request does not leak into the next."""

from django.utils import timezone, translation


class PersonMiddleware:
    """Activate the language of whoever is logged in, on the console's host only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        timezone.deactivate()
        if getattr(request, "on_console", False) and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
