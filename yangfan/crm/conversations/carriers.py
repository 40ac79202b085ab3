"""How an answer leaves the house: by mail, or by whatever carrier registered for another way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from yangfan.core.registry import Registry
from yangfan.crm.conversations.models import Message, Way


class NotCarried(Exception):
    """A carrier could not deliver; `is_passing` when a later try may succeed."""

    def __init__(self, words: str, *, is_passing: bool = False):
        super().__init__(words)
        self.is_passing = is_passing


@dataclass(frozen=True)
class Carrier:
    """Delivers answers by one way other than mail.

    `can_carry(inquiry)` tells whether it reaches this person now; `carry(message)` delivers, or raises NotCarried.
    `undo_for` is how long an answer can be taken back.
    """

    way: str
    can_carry: Callable
    carry: Callable
    undo_for: timedelta = timedelta(0)
    order: int = 100

    @property
    def key(self) -> str:
        return self.way


carriers: Registry[Carrier] = Registry("carrier")


def ways_to(inquiry) -> list[str]:
    """Return the ways by which this person can be answered, the best first: the one they wrote by last, then mail."""
    last = (
        Message.objects.of(inquiry.workspace)
        .filter(conversation__contact=inquiry.contact, direction=Message.Direction.IN)
        .order_by("-created_at", "-pk")
        .values_list("way", flat=True)
        .first()
    )
    open_ways = [carrier.way for carrier in carriers if carrier.can_carry(inquiry)]
    if inquiry.contact.email:
        open_ways.append(Way.MAIL.value)
    return sorted(open_ways, key=lambda way: (way != last, way != Way.MAIL))
