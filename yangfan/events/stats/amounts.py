"""Money of many days and currencies in the workspace's one; what cannot be converted stands apart, never summed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yangfan.core import money


@dataclass
class Amounts:
    """A running sum in `currency`, and what has no rate, by its own currency."""

    currency: str
    total: Decimal = Decimal(0)
    apart: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, amount: Decimal, *, currency: str, on: date) -> None:
        """Add an amount at the rate of the day."""
        try:
            self.total += money.convert(amount, currency=currency or self.currency, to=self.currency, on=on)
        except money.RateUnknown:
            self.apart[currency] += amount
