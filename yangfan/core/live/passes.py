"""A pass says which topics its holder may hear, and until when. Signed here, read by the `live` process."""

import base64
import hashlib
import hmac
import time
from collections.abc import Iterable

import msgspec

from yangfan.core.live import place


class PassRefused(ValueError):
    """This is no pass of ours, or it has run out."""


class Pass(msgspec.Struct, array_like=True):
    """`here` is the topic that is told when the holder comes and goes; empty for nobody."""

    topics: list[str]
    until: int  # seconds since 1970
    here: str = ""


def issue(*, topics: Iterable[str], until: float, here: str = "") -> str:
    """Return a pass as text that fits into an address."""
    body = msgspec.json.encode(Pass(list(topics), int(until), here))
    return f"{_text(body)}.{_text(_signature(body))}"


def read(text: str, *, now: float | None = None) -> Pass:
    """Return what a pass says. Raises PassRefused."""
    body, _dot, signature = text.partition(".")
    try:
        words, signed = _bytes(body), _bytes(signature)
        if not hmac.compare_digest(signed, _signature(words)):
            raise PassRefused("signature")
        found = msgspec.json.decode(words, type=Pass)
    except (ValueError, msgspec.DecodeError) as error:
        raise PassRefused(str(error)) from error
    if found.until < (time.time() if now is None else now):
        raise PassRefused("it has run out")
    return found


def _signature(body: bytes) -> bytes:
    return hmac.new(b"pass" + place.key().encode(), body, hashlib.sha256).digest()[:20]


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
