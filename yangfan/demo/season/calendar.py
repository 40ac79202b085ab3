"""When things happen: how much of a channel falls on each day of the season, and at which hour."""

import math
from datetime import date, timedelta
from random import Random

from yangfan.demo.season.table import DAYS

WEEK = (1.0, 1.04, 1.02, 0.98, 0.9, 0.5, 0.42)  # Monday first
FAIRS = ((46, 3), (118, 5), (141, 5))  # day of the season, days open
NEWSLETTERS = (41, 69, 98, 127, 155)
MEDIA_ARTICLES = (30, 63, 96, 124, 157)
POSTS_FROM, POSTS_EVERY = 8, 7
CHINESE_HABITS = {"search_organic", "baidu_ads", "wechat_account", "wechat_shares", "trade_media", "direct"}


def season_days(last_day: date) -> list[date]:
    """Return the season's days, the last one `last_day`."""
    return [last_day - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]


def growth(day: int, *, begins: int, middle: int, width: float) -> float:
    """A curve that starts from nothing at `begins` and flattens some time after `middle`."""
    if day < begins:
        return 0.0
    return 1 / (1 + math.exp(-(day - middle) / width))


def after(day: int, starts, half_life: float) -> float:
    """Interest after each of `starts`, halved every `half_life` days."""
    return sum(0.5 ** ((day - start) / half_life) for start in starts if day >= start)


def at_fairs(day: int) -> float:
    on_the_stand = sum(1.0 for start, length in FAIRS if start <= day < start + length)
    return on_the_stand + 0.06 * after(day, [start + length for start, length in FAIRS], 4)


CURVES = {
    "google_ads": lambda day: growth(day, begins=16, middle=40, width=20),
    "baidu_ads": lambda day: growth(day, begins=21, middle=50, width=18),
    "google_organic": lambda day: growth(day, begins=24, middle=105, width=26),
    "linkedin": lambda day: growth(day, begins=44, middle=60, width=10),
    "wechat_account": lambda day: 0.1 + after(day, range(POSTS_FROM, DAYS, POSTS_EVERY), 1.3) * growth(
        day, begins=POSTS_FROM, middle=60, width=40
    ) if day >= POSTS_FROM else 0.0,
    "youtube": lambda day: growth(day, begins=62, middle=90, width=20),
    "search_organic": lambda day: growth(day, begins=9, middle=88, width=27),
    "direct": lambda day: 0.012 + growth(day, begins=2, middle=84, width=32),
    "b2b_marketplaces": lambda day: growth(day, begins=18, middle=72, width=24),
    "wechat_shares": lambda day: growth(day, begins=9, middle=76, width=30) * (
        0.5 + after(day, range(POSTS_FROM, DAYS, POSTS_EVERY), 2)
    ),
    "trade_media": lambda day: after(day, MEDIA_ARTICLES, 6),
    "ai_assistants": lambda day: growth(day, begins=27, middle=118, width=25),
    "trade_fair": at_fairs,
    "email": lambda day: after(day, NEWSLETTERS, 1.1),
}  # fmt: skip


def weights(channel: str, days: list[date], rng: Random) -> list[float]:
    """Return how the channel's volume is spread over the days."""
    found = []
    for number, day in enumerate(days):
        weight = CURVES[channel](number) * rng.uniform(0.82, 1.18)
        if channel not in ("trade_fair", "email"):
            weight *= WEEK[day.weekday()]
        if day.month == 10 and day.day <= 7:  # the National Day holiday
            weight *= 0.34 if channel in CHINESE_HABITS else 0.85
        found.append(weight)
    return found


def share_out(total: int, shares: list[float]) -> list[int]:
    """Divide `total` into whole parts in proportion to `shares`; the parts sum to `total` exactly."""
    whole = sum(shares)
    exact = [total * share / whole for share in shares]
    parts = [int(each) for each in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


OFFICE = (1, 1, 1, 1, 1, 2, 4, 9, 26, 46, 52, 44, 22, 34, 50, 52, 46, 36, 22, 18, 18, 16, 10, 4)


def hour_in_china(offset: float, rng: Random) -> int:
    """Return an hour of the day, on China's clock, at which somebody `offset` hours from UTC sits at a desk."""
    local = rng.choices(range(24), OFFICE)[0]
    return int(local - offset + 8) % 24
