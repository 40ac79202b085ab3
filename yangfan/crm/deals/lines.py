"""What a deal is made of: products, quantities and prices; where there are lines the amount is their sum."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from yangfan.crm.deals.actions import DealRefused, change_deal
from yangfan.crm.deals.models import Deal, DealLine

MOST_LINES = 50


@dataclass(frozen=True)
class Line:
    """One product; `unit_price` is in the deal's currency."""

    product: str
    quantity: Decimal
    unit_price: Decimal
    unit: str = ""


@transaction.atomic
def set_lines(*, deal: Deal, lines: list[Line], actor, now: datetime) -> Deal:
    """Make these the lines of a deal; its amount follows, and so do its numbers if it is won. Raises DealRefused."""
    if len(lines) > MOST_LINES:
        raise DealRefused(f"more than {MOST_LINES} lines")
    for row, line in enumerate(lines, start=1):
        if not line.product.strip() or line.quantity <= 0 or line.unit_price < 0:
            raise DealRefused(f"line {row} has no product, or a quantity or price below zero")
    DealLine.objects.of(deal.workspace).filter(deal=deal).delete()
    rows = [
        DealLine(
            workspace=deal.workspace, deal=deal, product=line.product.strip()[:200], quantity=line.quantity,
            unit=line.unit.strip()[:20], unit_price=line.unit_price, position=position,
        )
        for position, line in enumerate(lines)
    ]  # fmt: skip
    DealLine.objects.bulk_create(rows)
    if rows:
        change_deal(deal=deal, fields={"amount": sum(row.total for row in rows)}, actor=actor, now=now)
    return deal
