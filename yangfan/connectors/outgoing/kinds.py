"""What can go out: upper layers register each kind with how to send it and whom to tell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from yangfan.core.registry import Registry


class CannotAsk(Exception):
    """The platform gives no way to find out whether something arrived."""


@dataclass(frozen=True)
class Arrived:
    """What the platform made of it."""

    remote_id: str = ""
    url: str = ""
    answer: dict = field(default_factory=dict)


def _cannot_ask(account, dispatch) -> Arrived | None:
    raise CannotAsk


def _nobody(dispatch, now: datetime) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Kind:
    """`send(account, dispatch, now) -> Arrived` calls the platform; it runs outside of any transaction.

    `find(account, dispatch) -> Arrived | None` asks whether it is there already; raises CannotAsk. `is_repeatable`: sending
    twice does no harm, because the platform itself knows the key. `done(dispatch, now)` and `failed(dispatch, now)` are told
    inside the transaction that closes it; `failed` also when it becomes unsure.
    """

    key: str
    title: str  # lazily translated
    send: Callable
    find: Callable = _cannot_ask
    done: Callable = _nobody
    failed: Callable = _nobody
    is_repeatable: bool = False
    order: int = 100


kinds: Registry[Kind] = Registry("kind of dispatch")
