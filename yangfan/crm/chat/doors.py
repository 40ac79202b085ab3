"""What stands before every call of the widget: the same site, the chat switched on, not too often, a readable body."""

import json
import re
from functools import wraps
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yangfan.crm.chat import queries
from yangfan.crm.chat.actions import ChatRefused, Place
from yangfan.crm.chat.files import LARGEST
from yangfan.crm.chat.models import settings_of
from yangfan.events import public as events

TOKEN = re.compile(r"[0-9a-f]{32}")
LARGEST_WORDS = 32 * 1024
CALLS, PER_SECONDS = 240, 60  # of one address; a company behind one address has several visitors
STATUS = {"empty": 422, "email": 422, "closed": 409}


def door(view):
    """Let a visitor's page call `view(request, asked)`; `asked` is the JSON object or the form it sent."""

    @csrf_exempt  # nothing of a logged-in person to forge: the chat's own token is the permission
    @require_POST
    @wraps(view)
    def opened(request, *args, **kwargs):
        if not is_same_origin(request):
            return refuse("origin", 403)
        request.chat = settings_of(request.site.workspace)
        if not request.chat.is_on:
            raise Http404
        if is_too_often(request, "calls", CALLS, PER_SECONDS):
            return refuse("often", 429)
        asked = _body(request)
        if asked is None:
            return refuse("body", 400)
        try:
            return view(request, asked, *args, **kwargs)
        except ChatRefused as refusal:
            return refuse(str(refusal), STATUS.get(str(refusal), 422))

    return opened


def refuse(code: str, status: int) -> JsonResponse:
    return JsonResponse({"error": code}, status=status)


def is_same_origin(request) -> bool:
    """Browsers name the page a call comes from; another site's page is refused, and so is one that hides it."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def is_too_often(request, what: str, limit: int, seconds: int) -> bool:
    """Count this call of one address; tell whether it is beyond the limit."""
    key = f"chat:{what}:{request.site.pk}:{events.client_ip(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # it expired between the two calls
        return False


def _body(request):
    length = request.headers.get("Content-Length") or "0"
    if request.content_type == "multipart/form-data":
        return request.POST.dict() if int(length) <= LARGEST + LARGEST_WORDS else None
    if int(length) > LARGEST_WORDS:
        return None
    try:
        asked = json.loads(request.body or b"{}")
    except ValueError:
        return None
    return asked if isinstance(asked, dict) else None


def words(asked: dict, key: str, longest: int = 500) -> str:
    """Return a text the page sent; anything else is no text."""
    value = asked.get(key, "")
    return value.replace("\x00", "")[:longest] if isinstance(value, str) else ""


def token_of(asked: dict) -> str:
    """Return the chat's token; 404 when it is none."""
    token = words(asked, "token", 40)
    if not TOKEN.fullmatch(token):
        raise Http404
    return token


def session_or_404(request, asked: dict):
    session = queries.find_session(site=request.site, token=token_of(asked), now=timezone.now())
    if session is None:
        raise Http404
    return session


def place_of(request, asked: dict) -> Place:
    """Return where the visitor is; the page must be one of this site."""
    visitor = events.visitor_of_request(request, site=request.site, now=timezone.now())
    page = words(asked, "page", 2000)
    if urlsplit(page).netloc != request.get_host():
        page = ""
    return Place(
        language=words(asked, "lang", 10).lower(), page=page, title=words(asked, "title", 200),
        visitor_id=visitor.visitor_id, consented=visitor.consented, referrer=words(asked, "referrer", 2000),
        user_agent=request.headers.get("User-Agent", ""), time_zone=words(asked, "zone", 60),
    )  # fmt: skip
