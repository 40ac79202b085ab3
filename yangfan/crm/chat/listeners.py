"""Who must know that a workspace offers its chat differently: kept pages carry it."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class ChatListener:
    """`changed(workspace)` is called in the transaction that changed it."""

    key: str
    changed: Callable
    order: int = 100


chat_listeners: Registry[ChatListener] = Registry("chat listener")
