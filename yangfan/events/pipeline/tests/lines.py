"""Hits and business lines for the tests of the steps."""

from datetime import UTC, datetime

from yangfan.events.pipeline import Pipeline, SiteInfo, Snapshot
from yangfan.events.records import Business, Hit

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
WECHAT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
    " MicroMessenger/8.0.42(0x18002a2b) NetType/WIFI Language/zh_CN"
)
SITE = SiteInfo(
    id=7, workspace=3, public_key="pk_x", secret_hash="-", visitor_key="k" * 64, hosts=["arm.example"],
    time_zone="Asia/Shanghai",
)  # fmt: skip
SALTS = {3: {"2026-11-22": "salt of the 22nd", "2026-11-23": "salt of the 23rd"}}
MINUTE = 60_000
NOON = int(datetime(2026, 11, 23, 4, 0, tzinfo=UTC).timestamp() * 1000)  # in Shanghai


def snapshot(**changes) -> Snapshot:
    return Snapshot(**({"sites": [SITE], "salts": SALTS} | changes))


def pipeline(lookup=lambda workspace, asked: [], **changes) -> Pipeline:
    return Pipeline(snapshot(**changes), lookup)


def hit(minute: float = 0, **fields) -> Hit:
    at = fields.pop("occurred_at", NOON + round(minute * MINUTE))
    defaults = {
        "id": f"e{at}", "workspace": 3, "site": 7, "name": "page_view", "url": "https://arm.example/en/",
        "user_agent": CHROME, "ip": "203.0.113.5", "language": "de-DE,de;q=0.9", "time_zone": "Europe/Berlin",
    }  # fmt: skip
    return Hit(**(defaults | fields), occurred_at=at, received_at=at)


def business(minute: float = 0, **fields) -> Business:
    at = fields.pop("occurred_at", NOON + round(minute * MINUTE))
    defaults = {"id": f"b{at}", "workspace": 3, "site": 7, "name": "inquiry_received"}
    return Business(**(defaults | fields), occurred_at=at)


def one(**fields):
    """Return the one row that one hit makes."""
    (row,) = pipeline().process([hit(**fields)]).events
    return row
