"""Money: decimals with an ISO currency, converted at the day's rate of the packaged ECB file."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from currency_converter import CurrencyConverter, RateNotFoundError


class RateUnknown(Exception):
    """There is no rate for this currency; the amount must be shown apart, never summed."""


@cache
def _rates() -> CurrencyConverter:
    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_wrong_date=True, decimal=True)


def convert(amount: Decimal, *, currency: str, to: str, on: date) -> Decimal:
    """Return `amount` in the currency `to` at the ECB reference rate of `on` (or the nearest day), to the cent.

    Raises RateUnknown for a currency that the ECB does not quote.
    """
    if currency == to:
        return amount
    try:
        converted = _rates().convert(amount, currency, to, date=on)
    except (RateNotFoundError, ValueError) as error:
        raise RateUnknown(f"{currency} to {to} on {on}") from error
    return Decimal(converted).quantize(Decimal("0.01"), ROUND_HALF_UP)
