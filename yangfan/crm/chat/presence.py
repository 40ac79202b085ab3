"""What our people see of a visitor: here or not, on which page, what they have read."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from yangfan.crm.chat.actions import session_of
from yangfan.crm.chat.models import ChatSession
from yangfan.crm.inquiries.pages import page_titles, title_of_page

HERE_WITHIN = timedelta(seconds=75)  # a page that asks now and then does so every half minute


def presence_of(request, inquiry) -> dict:
    """Return the context of the line above a conversation; `chat` is None when this inquiry came by no chat."""
    chat = session_of(inquiry)
    now = timezone.now()
    return {
        "chat": chat,
        "is_here": bool(chat and now - chat.last_seen_at < HERE_WITHIN),
        "is_read": bool(chat and _has_read_all(chat)),
        "newest": _newest(chat) if chat else 0,
        "page_name": _page_name(chat) if chat else "",
        "is_typed_address": bool(chat and chat.email),
    }


def _page_name(chat: ChatSession) -> str:
    if not chat.page:
        return ""
    known = page_titles(chat.workspace, {urlsplit(chat.page).path})
    return title_of_page(known.get(urlsplit(chat.page).path) or chat.page_title, urlsplit(chat.page).path)


def _has_read_all(chat: ChatSession) -> bool:
    last = (
        chat.lines.of(chat.workspace).filter(message__direction="out").order_by("-pk").values_list("created_at", flat=True)
    ).first()  # fmt: skip
    return bool(last and chat.visitor_read_at and chat.visitor_read_at >= last)


def _newest(chat: ChatSession) -> int:
    return chat.lines.of(chat.workspace).order_by("-pk").values_list("pk", flat=True).first() or 0
