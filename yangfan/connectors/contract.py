"""What a connector is: who it speaks with, what it must be told, what it does with what comes in.

A connector has no state of its own: everything it knows stands in the account it is handed. It lives in a folder of its
own (docs/guides/connectors.md) and is found by `connectors_registry`.
"""

import hashlib
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import entry_points
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from yangfan.core.registry import Registry

ENTRY_POINTS = "yangfan.connectors"
logger = logging.getLogger("yangfan.connectors")
ERROR_KINDS = ("auth", "quota", "permission", "invalid", "transient")


class ApiError(Exception):
    """The platform refused: `kind` is auth, quota, permission, invalid or transient; the text is the platform's own.

    `retry_after` is the wait it asked for. `may_have_arrived`: it may have done what we asked all the same.
    """

    def __init__(
        self, kind: str, words: str, *, retry_after: timedelta | None = None, may_have_arrived: bool = False
    ):
        if kind not in ERROR_KINDS:
            raise ValueError(kind)
        super().__init__(words)
        self.kind, self.retry_after, self.may_have_arrived = kind, retry_after, may_have_arrived


class HookRefused(Exception):
    """This call did not come from the platform, or is too old to be believed."""


@dataclass(frozen=True)
class Field:
    """Something an account must be told. Secrets are kept encrypted and never shown again."""

    key: str
    label: str  # lazily translated
    help: str = ""
    is_secret: bool = False
    is_required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""


@dataclass(frozen=True)
class Call:
    """One call of a webhook. Header names are in lower case; `body` is exactly what came over the wire."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What a webhook answers."""

    status: int = 200
    text: str = '{"code": 0, "success": true}'
    content_type: str = "application/json"


@dataclass(frozen=True)
class Reference:
    """What a delivery became, for people to follow: words (lazily translated), and an address inside the console or ""."""

    words: str
    url: str = ""


PROXY = Field(
    "proxy", _("Proxy"), _("Only where this platform cannot be reached directly: http://user:password@host:port"),
    is_secret=True, is_required=False,
)  # fmt: skip


class Connector:
    """Base of all connectors; a subclass says what it is by attributes and overrides what it does."""

    key = ""
    title = ""  # lazily translated
    note = ""  # what it brings, in one line; lazily translated
    guide = ""  # where to find what the fields ask for; lazily translated
    icon = "plug"
    order = 100
    gate = "A"  # A own key, same day · B the platform reviews · C no interface: by hand or file · P pays per call
    capabilities: frozenset[str] = (
        frozenset()
    )  # leads, mail, publish, metrics, cost, conversions, reviews, notify, index
    fields: tuple[Field, ...] = ()
    calls_out = False  # we call the platform
    needs_token = False  # calls carry an access token that `refresh` gets
    base = ""  # the platform's address; PLATFORM_BASES puts another in its place
    limits: tuple[str, ...] = ()  # of one account, as "20/minute"
    takes_hooks = False
    max_body = 1024 * 1024
    checked_against = "stand-in"  # or the real server it was tried with; shown to whoever connects

    @property
    def questions(self) -> tuple[Field, ...]:
        """What an account is asked for: the fields, and a proxy where we call the platform."""
        return (*self.fields, PROXY) if self.calls_out else self.fields

    @property
    def base_url(self) -> str:
        """The address to call, without a closing slash."""
        return settings.PLATFORM_BASES.get(self.key, self.base).rstrip("/")

    def is_ours(self, host: str) -> bool:
        """Tell whether the operator named this host in PLATFORM_BASES: then it may lie in our own network."""
        return host == urlsplit(settings.PLATFORM_BASES.get(self.key, "")).hostname

    def check(self, account) -> None:
        """Try the account's settings with the platform; raise ApiError. Without an interface to ask: nothing to do."""

    def challenge(self, account, call: Call) -> Answer | None:
        """Answer a platform that asks whether this address is ours; None when the call is no such question."""
        return None

    def verify(self, account, call: Call, now: datetime) -> None:
        """Raise HookRefused unless the platform sent these very bytes."""
        raise HookRefused("this connector takes no calls")

    def delivery_id(self, account, call: Call) -> str:
        """Return the platform's own id of this delivery; "" when it sends none, then the body is its id."""
        return ""

    def answer(self, account) -> Answer:
        """Say that a delivery was taken."""
        return Answer()

    def fetch(self, account, delivery):
        """Ask the platform for what the delivery only announces; runs outside of any transaction. Raises ApiError."""
        return

    def receive(self, account, delivery, fetched, now: datetime) -> Reference:
        """Do what a delivery asks for, inside the transaction that marks it as done. Raises ApiError."""
        raise NotImplementedError

    def refresh(self, account) -> "Tokens | None":
        """Get new tokens from the platform; None when there is nothing to refresh. Raises ApiError."""
        return None


@dataclass(frozen=True)
class Tokens:
    """Secrets that replace the account's, and when they expire."""

    secrets: Mapping[str, str]
    expires_at: datetime | None = field(default=None)


connectors_registry: Registry[Connector] = Registry("connector")


def load_connectors(paths) -> None:
    """Register the connectors of these dotted paths and those that installed packages bring by entry point.

    A package that cannot be loaded is logged and left out: the house stands without it.
    """
    for path in paths:
        connectors_registry.register(import_string(path)())
    for point in entry_points(group=ENTRY_POINTS):
        try:
            connectors_registry.register(point.load()())
        except Exception:
            logger.exception("the connector %s cannot be loaded", point.name)


def is_signed(body: bytes, *, secret: str, signature: str, algorithm: str) -> bool:
    """Tell whether `signature` (hexadecimal) is the HMAC of exactly these bytes; takes the same time for every answer."""
    expected = hmac.new(secret.encode(), body, getattr(hashlib, algorithm)).hexdigest()
    return bool(secret) and hmac.compare_digest(expected.encode(), signature.strip().lower().encode())
