"""What a connector that can publish implements; promotion owns the contract, plugins fill it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from yangfan.connectors import public as connectors


@dataclass(frozen=True)
class PostRules:
    """What a platform takes. Lengths in characters as `counts` says; 0 means "no such limit"."""

    text_max: int = 0
    text_min: int = 0
    counts: str = (
        "characters"  # characters · weighted (a link is 23, as on X and Mastodon) · wide (Chinese 1, Latin ½)
    )
    has_title: bool = False
    title_max: int = 0
    has_summary: bool = False
    summary_max: int = 0
    images_max: int = 4
    images_min: int = 0  # 1: nothing goes out without a picture
    image_bytes: int = 5_000_000
    image_kinds: tuple[str, ...] = ("jpeg", "png")
    image_width: int = 1600  # pictures are made no wider
    hashtags: str = "#word"  # "#word" · "#word#" · "" (no hashtags there)
    hashtags_max: int = 0
    link: str = "text"  # text (counts as text) · field (has a place of its own) · none (no link works there) · required
    markup: str = "plain"  # plain · html
    price: Decimal = Decimal(0)  # of one post, in `currency`
    price_with_link: Decimal = Decimal(0)
    currency: str = "USD"
    ad_label: bool = (
        True  # the word "ad" must stand in what is advertising (Advertising Law of the PRC, article 14)
    )
    notes: tuple[str, ...] = ()  # lazily translated; shown beside the editor


@dataclass(frozen=True)
class Picture:
    """A picture as it goes out: bytes within the platform's rules."""

    name: str
    data: bytes
    media_type: str  # image/jpeg, image/png
    alt: str = ""


@dataclass(frozen=True)
class Piece:
    """One post, ready to go out. `key` is unchanging: the same post tried again has the same."""

    key: str
    text: str
    language: str
    title: str = ""
    summary: str = ""
    link: str = ""
    hashtags: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    author: str = ""
    is_ai: bool = False  # made by a model: labelled where the platform has a field for it


@dataclass(frozen=True)
class Published:
    """Where a post is. `waits` says that the platform has it but does not show it yet, and why (lazily translated)."""

    remote_id: str
    url: str = ""
    waits: str = ""
    answer: dict = field(default_factory=dict)


@dataclass(frozen=True)
class PostFigures:
    """What a platform reports of one post since it stands there; None means that it does not say, never zero."""

    remote_id: str
    views: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    clicks: int | None = None


class Publisher(ABC):
    """Mixed into a connector that publishes by interface."""

    rules = PostRules()
    channels: tuple[
        str, ...
    ] = ()  # which channel views and visits belong to; the first that the workspace has

    def rules_of(self, account) -> PostRules:
        """Return the rules for this very account, where they differ."""
        return self.rules

    @abstractmethod
    def publish(self, account, piece: Piece, now: datetime) -> Published:
        """Put a post there. Raises ApiError."""

    def find(self, account, piece: Piece) -> Published | None:
        """Return the post when it is there already; raise connectors.CannotAsk where nobody can tell."""
        raise connectors.CannotAsk

    def figures(self, account, remote_ids: Iterable[str]) -> list[PostFigures]:
        """Return what is known of these posts; [] where the platform reports nothing. Raises ApiError."""
        return []

    def take_down(self, account, remote_id: str) -> bool:
        """Delete a post; False where that cannot be done from here. Raises ApiError."""
        return False


class HandOff:
    """Mixed into a connector of a platform that takes no posts by interface: a person posts, from a page made for the phone."""

    rules = PostRules()
    channels: tuple[str, ...] = ()
    post_page = ""  # where a person begins a post there

    def rules_of(self, account) -> PostRules:
        """Return the rules for this very account, where they differ."""
        return self.rules
