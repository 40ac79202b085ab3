"""Every event that Yangfan itself publishes: a frozen dataclass in the past tense, stored under its snake-case name."""

import re
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """What all business events have in common; `id` makes a second publication the same event."""

    id: str
    occurred_at: datetime

    @classmethod
    def stored_name(cls) -> str:
        """InquiryReceived -> inquiry_received."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


@dataclass(frozen=True)
class InquiryReceived(Event):
    """A person asked for something; `visitor_id` ties it to the visit that sent it."""

    inquiry_id: int
    contact_id: int


@dataclass(frozen=True)
class InquiryAnswered(Event):
    """The first answer to an inquiry went out."""

    inquiry_id: int


@dataclass(frozen=True)
class DealWon(Event):
    """A deal became an order."""

    deal_id: int
    inquiry_id: int | None
