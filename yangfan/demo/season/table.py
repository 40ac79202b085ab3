"""What the season must come to, channel by channel. The generator only ever sends raw hits; nobody sends this."""

from dataclasses import dataclass

DAYS = 180


@dataclass(frozen=True)
class Row:
    visits: int
    inquiries: int
    cost: int = 0  # yuan
    deals: tuple[int, ...] = ()  # yuan each
    exposures: int | None = None  # None: the platform reports none


TABLE = {
    "google_ads": Row(512, 23, 11_120, (27_000, 19_800), 10_740),
    "baidu_ads": Row(437, 17, 6_552, (14_200,), 9_180),
    "google_organic": Row(617, 14, 0, (23_600,), 8_212),
    "linkedin": Row(95, 3, 2_700, (), 4_850),
    "wechat_account": Row(348, 6, 1_800, (), 3_480),
    "youtube": Row(25, 0, 2_400, (), 1_560),
    "search_organic": Row(8_420, 106, 0, (32_600, 26_000, 19_800)),
    "direct": Row(8_389, 55),
    "b2b_marketplaces": Row(4_120, 68, 14_900, (28_800, 23_800)),
    "wechat_shares": Row(2_060, 14),
    "trade_media": Row(1_655, 12, 6_000),
    "ai_assistants": Row(1_130, 16, 0, (19_800,)),
    "trade_fair": Row(948, 27, 12_000, (32_800,)),
    "email": Row(319, 16, 1_200, (19_800,)),
}
NOT_ALLOCATED = 37_328  # yuan: the site, its content, software and fees belong to no channel
