"""Inside the CRM: what a message in a running inquiry sets off (the first one goes by the stream)."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class FollowUpListener:
    """`followed_up(message)` is called in the transaction that took the message in."""

    key: str
    followed_up: Callable
    order: int = 100


follow_up_listeners: Registry[FollowUpListener] = Registry("follow-up listener")


def tell_followed_up(message) -> None:
    """Tell every listener."""
    for listener in follow_up_listeners:
        listener.followed_up(message)


@dataclass(frozen=True)
class TranslatedListener:
    """`translated(message)` is called when a translation of a message has come, or will not come."""

    key: str
    translated: Callable
    order: int = 100


translated_listeners: Registry[TranslatedListener] = Registry("translated listener")


def tell_translated(message) -> None:
    """Tell every listener."""
    for listener in translated_listeners:
        listener.translated(message)


@dataclass(frozen=True)
class HeldListener:
    """`held(message)` is called when an answer could not go out by itself and waits for its author."""

    key: str
    held: Callable
    order: int = 100


held_listeners: Registry[HeldListener] = Registry("held listener")


def tell_held(message) -> None:
    """Tell every listener."""
    for listener in held_listeners:
        listener.held(message)
