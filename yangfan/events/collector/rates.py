"""How much one address may send through the public door: a bucket that refills."""

import time
from collections import OrderedDict

BURST = 300
PER_SECOND = 30
MOST_ADDRESSES = 50_000


class Buckets:
    """A token bucket per address; forgets those that have been quiet longest."""

    def __init__(self, *, burst: float = BURST, per_second: float = PER_SECOND):
        self._burst, self._per_second = burst, per_second
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, tokens: int = 1, *, now: float | None = None) -> bool:
        """Take tokens from the address's bucket; return False when it does not hold that many."""
        now = time.monotonic() if now is None else now
        left, since = self._buckets.pop(address, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        is_enough = left >= tokens
        self._buckets[address] = (left - tokens if is_enough else left, now)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return is_enough
