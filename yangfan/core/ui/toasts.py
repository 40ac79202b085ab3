"""Toasts: a short word on what happened, with an undo where there is one. Carried by Django's messages."""

import json

from django.contrib import messages
from django.utils.encoding import force_str

UNDO = "undo:"


def toast(request, text: str, *, undo: str = "", failed: bool = False) -> None:
    """Say `text` on the next page (or at once, when HTMX asks); `undo` is the address that a POST undoes it at."""
    level = messages.ERROR if failed else messages.SUCCESS
    messages.add_message(request, level, text, extra_tags=UNDO + undo if undo else "")


def spoken(request) -> list[dict]:
    """Take the waiting toasts: dicts of text, failed, undo."""
    return [
        {
            "text": force_str(message.message),
            "failed": message.level >= messages.ERROR,
            "undo": message.extra_tags.removeprefix(UNDO)
            if (message.extra_tags or "").startswith(UNDO)
            else "",
        }
        for message in messages.get_messages(request)
    ]


class ToastMiddleware:
    """Give an HTMX partial its toasts in the HX-Trigger header, where ui/console.js picks them up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not self._answers_a_partial(request, response):
            return response
        said = spoken(request)
        if said:
            trigger = json.loads(response.headers.get("HX-Trigger") or "{}")
            response.headers["HX-Trigger"] = json.dumps(trigger | {"yf:toast": {"toasts": said}})
        return response

    @staticmethod
    def _answers_a_partial(request, response) -> bool:
        htmx = getattr(request, "htmx", False)
        moves_on = (
            response.status_code in (301, 302, 303)
            or "HX-Redirect" in response.headers
            or "HX-Refresh" in response.headers
        )
        return bool(htmx) and not htmx.boosted and not moves_on
