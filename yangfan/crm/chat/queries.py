"""What a visitor may see of a chat, and whether somebody of ours is at work."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from yangfan.crm.chat.actions import KEPT_FOR, hash_token
from yangfan.crm.chat.models import ChatLine, ChatSession, ChatSettings
from yangfan.crm.clock.due import hours_of_workspace
from yangfan.crm.clock.hours import spans
from yangfan.crm.conversations.models import Attachment, Message
from yangfan.events import public as events

MOST_LINES = 200
FILE_SALT = "crm.chat.file"
FILE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Opening:
    """`opens_at` is when somebody will be there; None when now, or never."""

    is_open: bool
    opens_at: datetime | None


def opening(settings: ChatSettings, now: datetime) -> Opening:
    """Say whether a visitor is answered at once, and if not, from when on."""
    if settings.hours == ChatSettings.Hours.ALWAYS:
        return Opening(True, None)
    start, _end = next(spans(hours_of_workspace(settings.workspace), now), (None, None))
    return Opening(start is not None and start <= now, start if start and start > now else None)


def find_session(*, site: events.Site, token: str, now: datetime) -> ChatSession | None:
    """Return the chat of this token on this site, unless it is too long ago."""
    rows = ChatSession.objects.of(site.workspace).select_related("workspace", "site", "contact", "inquiry")
    since = now - KEPT_FOR
    return rows.filter(site=site, token_hash=hash_token(token), last_seen_at__gt=since).first()


def lines_of(session: ChatSession, *, since: int = 0) -> list[dict]:
    """Return what was said after line `since`, as the widget reads it."""
    rows = ChatLine.objects.of(session.workspace).filter(session=session, pk__gt=since)
    rows = list(rows.select_related("message__author").order_by("-pk")[:MOST_LINES])
    files = _files_of(session, [line.message_id for line in rows])
    return [_as_seen(line, files.get(line.message_id, [])) for line in reversed(rows)]


def _as_seen(line: ChatLine, files: list[dict]) -> dict:
    message = line.message
    is_ours = message.direction == Message.Direction.OUT
    return {
        "n": line.pk,
        "us": is_ours,
        "text": message.text,
        "at": int(message.created_at.timestamp() * 1000),
        "by": (message.author.name.split() or [""])[0] if is_ours and message.author else "",
        "files": files,
        "id": message.submission_id.partition(f"chat-{line.session_id}-")[2],
    }


def _files_of(session: ChatSession, message_ids: list[int]) -> dict[int, list[dict]]:
    found: dict[int, list[dict]] = {}
    rows = Attachment.objects.of(session.workspace).filter(message_id__in=message_ids).order_by("pk")
    for one in rows:
        signed = signing.dumps([session.pk, one.pk], salt=FILE_SALT)
        found.setdefault(one.message_id, []).append({"name": one.name, "url": f"/chat/files/{signed}/"})
    return found


def file_of(*, site: events.Site, signed: str) -> Attachment | None:
    """Return the file behind an address that `lines_of` gave out."""
    try:
        session_id, pk = signing.loads(signed, salt=FILE_SALT, max_age=FILE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Attachment.objects.of(site.workspace).filter(
        pk=pk, message__chat_line__session_id=session_id, message__chat_line__session__site=site
    )
    return rows.first()


def count_unread(session: ChatSession) -> int:
    """Return how many of our lines the visitor has not seen."""
    rows = ChatLine.objects.of(session.workspace).filter(
        session=session, message__direction=Message.Direction.OUT
    )
    if session.visitor_read_at:
        rows = rows.filter(created_at__gt=session.visitor_read_at)
    return rows.count()


def is_answer_on_its_way(session: ChatSession) -> bool:
    """Tell whether an answer waits only for the time in which it may be taken back."""
    if session.inquiry_id is None:
        return False
    waiting = Message.objects.of(session.workspace).filter(
        inquiry_id=session.inquiry_id, way="chat", state__in=[Message.State.QUEUED, Message.State.SENDING]
    )
    return waiting.exists()
