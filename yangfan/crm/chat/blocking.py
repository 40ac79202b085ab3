"""Visitors we want no more lines from. Addresses are kept in memory only, for a day, and never written down."""

from django.core.cache import cache

from yangfan.crm.chat.models import ChatSession
from yangfan.events import public as events

DAY = 24 * 3600


def note_address(*, session: ChatSession, address: str) -> None:
    """Remember from where this chat is written, in case it must be blocked."""
    cache.set(f"chat:address:{session.pk}", address, DAY)


def block(session: ChatSession) -> None:
    """Take no more chats from the address this one was last written from."""
    address = cache.get(f"chat:address:{session.pk}")
    if address:
        cache.set(f"chat:blocked:{session.site_id}:{address}", 1, DAY)


def is_blocked(*, site: events.Site, address: str) -> bool:
    return bool(cache.get(f"chat:blocked:{site.pk}:{address}"))
