"""How often an account may call its platform. Kept in Redis where there is one, else in each process."""

import os
import time
from datetime import timedelta
from functools import cache

import limits
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

from yangfan.connectors.contract import ApiError


@cache
def _limiter() -> MovingWindowRateLimiter:
    address = os.environ.get("REDIS_URL", "")
    return MovingWindowRateLimiter(RedisStorage(address) if address else MemoryStorage())


def take_turn(account, rules: tuple[str, ...]) -> None:
    """Count one call against the account's rules ("20/minute"); raise ApiError("quota") with the wait when one is used up."""
    parsed = [limits.parse(rule) for rule in rules]
    for rule in parsed:
        if not _limiter().test(rule, account.connector, str(account.pk)):
            reset = _limiter().get_window_stats(rule, account.connector, str(account.pk)).reset_time
            wait = timedelta(seconds=max(1.0, reset - time.time()))
            raise ApiError("quota", f"our own limit for this account: {rule}", retry_after=wait)
    for rule in parsed:
        _limiter().hit(rule, account.connector, str(account.pk))
