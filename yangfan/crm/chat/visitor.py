"""What the widget on a customer's site asks and says."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import FileResponse, Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from yangfan.core import live
from yangfan.crm.chat import actions, blocking, doors, queries
from yangfan.crm.chat import words as our
from yangfan.crm.chat.actions import ChatRefused
from yangfan.crm.chat.doors import door, place_of, refuse, session_or_404, token_of, words
from yangfan.crm.chat.files import FileRefused, check_file
from yangfan.crm.chat.topics import staff_topic, visitor_topic
from yangfan.events import public as events

NEW_CHATS = (10, 600)  # of one address, in ten minutes
LINES = (40, 60)
FILES = (10, 600)
HOUR = 3600


@door
def hello(request, asked):
    """What to show when the chat is opened: greeting, whether anybody is there, what is asked for."""
    language = words(asked, "lang", 10)
    now = timezone.now()
    settings = request.chat
    found = queries.opening(settings, now)
    return JsonResponse({
        "open": found.is_open,
        "opens_at": int(found.opens_at.timestamp() * 1000) if found.opens_at else None,
        "greeting": our.greeting_of(settings, language) if found.is_open else our.in_language(our.AWAY, language),
        "note": our.in_language(our.NOTES, language),
        "ask": settings.ask,
        "needs_email": settings.is_email_required,
    })  # fmt: skip


@door
def look(request, asked):
    """What is new after line `since`; `read`: the visitor sees it. This is the fallback without live notices too."""
    session = session_or_404(request, asked)
    now = timezone.now()
    actions.note_seen(session=session, place=place_of(request, asked) if asked.get("page") else None, now=now)
    if asked.get("read") is True and queries.count_unread(session):
        actions.note_visitor_read(session=session, now=now)
    return JsonResponse(_state(request, session, asked))


@door
def say(request, asked):
    """One line of the visitor, with a file perhaps. The page makes the token, so that a retry begins nothing twice."""
    token, now = token_of(asked), timezone.now()
    session = queries.find_session(site=request.site, token=token, now=now)
    if blocking.is_blocked(site=request.site, address=events.client_ip(request)):
        return refuse("closed", 409)
    if doors.is_too_often(request, "lines", *LINES) or (
        session is None and doors.is_too_often(request, "new", *NEW_CHATS)
    ):
        return refuse("often", 429)
    file = request.FILES.get("file")
    if file and (code := _wrong_with(request, file)):
        return refuse(code, {"size": 413, "often": 429}.get(code, 422))
    text, client_id = words(asked, "text", actions.LONGEST + 1), words(asked, "id", 40)
    if not client_id or len(text) > actions.LONGEST:
        return refuse("long" if client_id else "body", 422 if client_id else 400)
    if not (text.strip() or file):
        raise ChatRefused("empty")
    place = place_of(request, asked)
    session = session or _begin(request, asked, token, place, now)
    blocking.note_address(session=session, address=events.client_ip(request))
    actions.say(
        session=session, text=text, client_id=client_id, place=place, now=now, files=[file] if file else (),
        is_robot=bool(words(asked, "website")),
    )  # fmt: skip
    session.refresh_from_db()
    return JsonResponse(_state(request, session, asked))


def _begin(request, asked, token, place, now):
    """Open a chat; where an address is asked for beforehand it must be there."""
    name, email = words(asked, "name", 120), _email(asked)
    settings = request.chat
    if settings.ask == settings.Ask.BEFORE and settings.is_email_required and not email:
        raise ChatRefused("email")
    session = actions.open_session(site=request.site, token=token, place=place, now=now)
    if name or email:
        actions.introduce(session=session, name=name, email=email, now=now)
    return session


def _wrong_with(request, file) -> str:
    if doors.is_too_often(request, "files", *FILES):
        return "often"
    try:
        check_file(file)
    except FileRefused as refusal:
        return str(refusal)
    return ""


def _email(asked) -> str:
    """Return the address the visitor typed, or none; raise ChatRefused when it is no address."""
    email = words(asked, "email", 254).strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise ChatRefused("email") from None
    return email


@door
def introduce(request, asked):
    """Who the visitor says they are."""
    session = session_or_404(request, asked)
    name, email = words(asked, "name", 120), _email(asked)
    if not email and (request.chat.is_email_required or not name):
        raise ChatRefused("email")
    if not words(asked, "website"):  # a trap that people do not see
        actions.introduce(session=session, name=name, email=email, now=timezone.now())
    session.refresh_from_db()
    return JsonResponse(_state(request, session, asked))


@door
def typing(request, asked):
    """The visitor is typing, or has stopped."""
    session = session_or_404(request, asked)
    live.tell(staff_topic(session), "typing", {"on": bool(asked.get("on", True))})
    return JsonResponse({})


@door
def leave_word(request, asked):
    """The form outside business hours: a question and an address, answered by mail."""
    token, now = token_of(asked), timezone.now()
    if not _email(asked):
        raise ChatRefused("email")
    if blocking.is_blocked(site=request.site, address=events.client_ip(request)):
        return refuse("closed", 409)
    if doors.is_too_often(request, "new", *NEW_CHATS):
        return refuse("often", 429)
    text = words(asked, "text", actions.LONGEST)
    if not text.strip():
        raise ChatRefused("empty")
    place = place_of(request, asked)
    session = queries.find_session(site=request.site, token=token, now=now)
    session = session or actions.open_session(site=request.site, token=token, place=place, now=now)
    actions.introduce(session=session, name=words(asked, "name", 120), email=_email(asked), now=now)
    actions.say(
        session=session, text=text, client_id=words(asked, "id", 40) or "left", place=place, now=now,
        is_robot=bool(words(asked, "website")),
    )  # fmt: skip
    session.refresh_from_db()
    return JsonResponse(_state(request, session, asked))


@require_GET
def file(request, signed):
    """A file of the visitor's own chat, always as a download."""
    one = queries.file_of(site=request.site, signed=signed)
    if one is None:
        raise Http404
    response = FileResponse(one.file.open("rb"), as_attachment=True, filename=one.name)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _state(request, session, asked) -> dict:
    """Return what the widget needs to know of its chat."""
    since = asked.get("since")
    state = {
        "lines": queries.lines_of(
            session, since=since if isinstance(since, int) and 0 < since < 2**53 else 0
        ),
        "read": int(session.staff_read_at.timestamp() * 1000) if session.staff_read_at else 0,
        "unread": queries.count_unread(session),
        "typing": queries.is_answer_on_its_way(session),
        "closed": session.closed_at is not None,
        "known": bool(session.email or (session.contact and session.contact.email)),
        "live": "",
    }
    if asked.get("listen") is True:
        state["live"] = live.address(
            visitor_topic(session), host=request.get_host(), seconds=2 * HOUR, here=staff_topic(session)
        )
    return state
