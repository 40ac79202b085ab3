"""A stand-in for the platform's side: pushes leads as its description says, with the same signature and the same patience.

python -m yangfan.plugins.xiaohongshu_leads.standin ADDRESS TOKEN     pushes one lead to a running Yangfan
"""

import hashlib
import hmac
import json
import sys
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import httpx2

CHINA = timezone(timedelta(hours=8))
RETRIES, RETRY_AFTER = 3, 30.0  # seconds


def lead(*, id: str = "", answers=None, now: datetime | None = None, **fields) -> bytes:  # noqa: A002
    """Return the body of a push; `answers` is a list of (label, value)."""
    given = answers or [
        ("姓名", "王女士"),
        ("手机号", "13800138000"),
        ("想了解的产品", "咖啡机"),
        ("预算", "3-5 万"),
    ]
    moment = now or datetime.now(CHINA)
    data = {
        "landing_page_id": 10001, "url": "https://www.xiaohongshu.com/landing/10001", "source_channel": "form",
        "submitted_time": f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M:%S}", "account_id": "a1", "account_name": "示例账户",
        "campaign_id": 7, "campaign_name": "双十一获客", "leads_id": id or uuid.uuid4().hex,
        "data": [{"label": label, "value": value} for label, value in given],
    }  # fmt: skip
    return json.dumps(
        {"data": data | fields, "timestamp": int(moment.timestamp() * 1000), "source": "xhs"},
        ensure_ascii=False,
    ).encode()


def signature(body: bytes, token: str) -> str:
    """Return the header that proves where a push comes from."""
    return "sha1=" + hmac.new(token.encode(), body, hashlib.sha1).hexdigest()


def push(
    body: bytes,
    *,
    token: str,
    post: Callable[[bytes, dict], int],
    sleep: Callable[[float], None] = time.sleep,
) -> list[int]:
    """Post a body until it is answered with 200, at most four times; return the answers' codes."""
    headers = {"Content-Type": "application/json", "X-Red-Signature": signature(body, token)}
    codes = [post(body, headers)]
    while codes[-1] != 200 and len(codes) <= RETRIES:
        sleep(RETRY_AFTER)
        codes.append(post(body, headers))
    return codes


def main(address: str, token: str) -> None:
    """Push one lead to a running Yangfan and print what it answered."""

    def post(body: bytes, headers: dict) -> int:
        return httpx2.post(address, content=body, headers=headers, trust_env=False).status_code

    print(push(lead(), token=token, post=post))


if __name__ == "__main__":
    main(*sys.argv[1:3])
