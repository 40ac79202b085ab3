"""Group robots of WeCom, Feishu and DingTalk: what goes over the wire, and what their answers mean.

They answer HTTP 200 to everything and put the failure into the body, so Apprise would take a refusal for success.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

WECOM_BYTES = 2000  # it takes 2,048
TEXT_CHARACTERS = 4000
TOO_MANY = frozenset({45009, 130101, 11232, 9499})  # "slow down", by WeCom, DingTalk and Feishu


@dataclass(frozen=True)
class Call:
    """One POST of a JSON body."""

    url: str
    body: dict


@dataclass(frozen=True)
class Refusal:
    """Why a robot did not take a message; `is_passing` when trying later may help."""

    words: str
    is_passing: bool


def wecom_call(*, address: str, text: str) -> Call:
    """WeCom: plain text of at most 2,048 bytes."""
    return Call(address, {"msgtype": "text", "text": {"content": cut_bytes(text, WECOM_BYTES)}})


def feishu_call(*, address: str, secret: str, text: str, now: datetime) -> Call:
    """Feishu and Lark: the signature, if any, stands in the body; its key is time and secret, its message empty."""
    body = {"msg_type": "text", "content": {"text": text[:TEXT_CHARACTERS]}}
    if secret:
        seconds = str(int(now.timestamp()))
        key = f"{seconds}\n{secret}".encode()
        body |= {"timestamp": seconds, "sign": _base64(hmac.new(key, b"", hashlib.sha256).digest())}
    return Call(address, body)


def dingtalk_call(*, address: str, secret: str, text: str, now: datetime) -> Call:
    """DingTalk: the signature, if any, stands in the address, escaped once."""
    body = {"msgtype": "text", "text": {"content": text[:TEXT_CHARACTERS]}}
    if not secret:
        return Call(address, body)
    milliseconds = str(int(now.timestamp() * 1000))
    said = f"{milliseconds}\n{secret}".encode()
    sign = _base64(hmac.new(secret.encode(), said, hashlib.sha256).digest())
    return Call(f"{address}&{urlencode({'timestamp': milliseconds, 'sign': sign})}", body)


def refusal_in(answer: dict) -> Refusal | None:
    """Return why the robot refused, or None when it took the message."""
    code = answer.get("errcode", answer.get("code", answer.get("StatusCode", 0)))
    if not code:
        return None
    words = answer.get("errmsg") or answer.get("msg") or answer.get("StatusMessage") or ""
    return Refusal(f"{code} {words}".strip()[:400], is_passing=code in TOO_MANY)


def cut_bytes(text: str, limit: int) -> str:
    """Return `text` cut to `limit` bytes of UTF-8, between characters."""
    data = text.encode()
    return text if len(data) <= limit else data[: limit - 3].decode(errors="ignore") + "…"


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()
