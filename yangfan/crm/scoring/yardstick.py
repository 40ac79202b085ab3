"""What is usual here: how often an inquiry becomes an order, how big an order is, what one piece costs."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from math import sqrt
from statistics import median

from yangfan.accounts.public import Workspace
from yangfan.core.money import RateUnknown, convert
from yangfan.crm.deals.models import Deal, DealLine, Stage
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.scoring.models import Yardstick

# Before a workspace has a history of its own we assume one order in twenty inquiries, and give that the weight of
# twenty inquiries (a Beta(1, 19) prior); the same weight for how strong an ordinary inquiry is.
PRIOR_WEIGHT = 20
PRIOR_CHANCE = 0.05
PRIOR_ORDINARY = 2.5
FEW = 3  # orders before their median says something
LAST = 500


def yardstick_of(workspace: Workspace) -> Yardstick:
    """Return the saved yardstick, or what we assume before there is one."""
    return Yardstick.objects.of(workspace).first() or Yardstick(
        workspace=workspace, currency=workspace.currency, base_chance=PRIOR_CHANCE, ordinary=PRIOR_ORDINARY
    )


@dataclass(frozen=True)
class Size:
    """How big an order may be. `how` is deal, asked, priced, quantity, usual or empty; `ratio` compares with usual."""

    amount: Decimal | None = None
    ratio: float = 1.0
    how: str = ""
    quantity: str = ""
    price: Decimal | None = None
    is_cut: bool = False  # more than any order so far, so not wholly believed


def number_in(quantity: str) -> Decimal | None:
    """Return the number a quantity begins with."""
    digits = quantity.strip().split(" ")[0].replace(",", "")
    try:
        number = Decimal(digits)
    except ArithmeticError:
        return None
    return number if number.is_finite() and 0 < number <= 10**9 else None


def size_of(inquiry: Inquiry, yardstick: Yardstick, *, deal: Deal | None = None) -> Size:
    """Return how big the order may be, from the best that is known; never smaller for a bigger quantity."""
    wanted = number_in(inquiry.quantity)
    if deal is not None and deal.amount:
        amount = _converted(deal.amount, deal.currency, yardstick.currency, inquiry)
        if amount is not None:
            return _measured(amount, "deal", yardstick)
    price = _asked_price(inquiry, yardstick)
    if price and wanted:
        return _measured(price * wanted, "asked", yardstick, inquiry.quantity, price)
    price = _usual_price(inquiry.product, yardstick)
    if price and wanted:
        return _measured(price * wanted, "priced", yardstick, inquiry.quantity, price)
    factor = _by_quantity(wanted, yardstick)
    amount = yardstick.usual_size and (yardstick.usual_size * Decimal(factor)).quantize(Decimal("0.01"))
    if factor == 1.0 and amount is None:
        return Size()
    return Size(amount or None, factor, "quantity" if factor != 1.0 else "usual", inquiry.quantity)


def _by_quantity(wanted: Decimal | None, yardstick: Yardstick) -> float:
    """Return how much bigger than usual the quantity makes it; units differ, so only the root is believed."""
    if wanted is None or not yardstick.usual_quantity:
        return 1.0
    return min(max(sqrt(float(wanted) / yardstick.usual_quantity), 0.5), 4.0)


def _measured(amount: Decimal, how: str, yardstick: Yardstick, quantity: str = "", price=None) -> Size:
    """Above the biggest order so far only the root of the excess is believed."""
    biggest = yardstick.biggest_size
    is_cut = bool(how != "deal" and biggest and amount > biggest)
    if is_cut:
        amount = biggest * (amount / biggest).sqrt()
    amount = amount.quantize(Decimal("0.01"))
    if yardstick.usual_size and amount:
        ratio = float(amount / yardstick.usual_size)
    else:
        ratio = _by_quantity(number_in(quantity), yardstick)
    return Size(amount, ratio, how, quantity, price, is_cut)


def _asked_price(inquiry: Inquiry, yardstick: Yardstick) -> Decimal | None:
    if not inquiry.price:
        return None
    return _converted(inquiry.price, inquiry.currency or yardstick.currency, yardstick.currency, inquiry)


def _usual_price(product: str, yardstick: Yardstick) -> Decimal | None:
    """Return what one costs; of several products named, the cheapest known."""
    named = [part.strip().lower() for part in product.split(",")]
    known = [Decimal(str(yardstick.prices[name])) for name in named if name in yardstick.prices]
    return min(known, default=None)


def _converted(amount: Decimal, currency: str, to: str, inquiry: Inquiry) -> Decimal | None:
    try:
        return convert(amount, currency=currency, to=to, on=inquiry.received_at.date())
    except RateUnknown:
        return None


@dataclass
class _History:
    sizes: list[Decimal] = field(default_factory=list)
    prices: dict[str, list[Decimal]] = field(default_factory=dict)
    inquiries: set[int] = field(default_factory=set)


def measure(*, workspace: Workspace, points_of, now: datetime) -> Yardstick:
    """Work the yardstick out again and save it; `points_of(inquiries)` returns the chance points of each."""
    history = _won(workspace)
    received = Inquiry.objects.of(workspace).filter(is_spam=False, merged_into=None)
    count, orders = received.count(), len(history.inquiries)
    recent = list(received.select_related("workspace", "contact__company").order_by("-received_at")[:LAST])
    strengths = [2 ** (points / 10) for points in points_of(recent)]
    quantities = [number for one in recent if (number := number_in(one.quantity))]
    fields = {
        "currency": workspace.currency, "inquiries": count, "orders": orders, "computed_at": now,
        "base_chance": (orders + PRIOR_CHANCE * PRIOR_WEIGHT) / (count + PRIOR_WEIGHT),
        "ordinary": (sum(strengths) + PRIOR_ORDINARY * PRIOR_WEIGHT) / (len(strengths) + PRIOR_WEIGHT),
        "usual_size": median(history.sizes) if len(history.sizes) >= FEW else None,
        "biggest_size": max(history.sizes) if len(history.sizes) >= FEW else None,
        "usual_quantity": float(median(quantities)) if len(quantities) >= FEW else None,
        "prices": {name: float(median(found)) for name, found in history.prices.items()},
    }  # fmt: skip
    return Yardstick.objects.of(workspace).update_or_create(workspace=workspace, defaults=fields)[0]


def _won(workspace: Workspace) -> _History:
    """Return sizes of the orders, prices of one piece, and the inquiries that became orders, in our currency."""
    history = _History()
    deals = Deal.objects.of(workspace).filter(stage=Stage.WON).select_related("inquiry")
    lines = _lines(workspace)
    for deal in deals:
        if deal.inquiry_id:
            history.inquiries.add(deal.inquiry_id)
        try:
            amount = convert(
                deal.amount, currency=deal.currency, to=workspace.currency, on=deal.won_at.date()
            )
        except RateUnknown:
            continue
        if amount > 0:
            history.sizes.append(amount)
            for product, price in _prices_of(deal, amount, lines.get(deal.pk, [])):
                history.prices.setdefault(product, []).append(price)
    return history


def _lines(workspace: Workspace) -> dict[int, list[DealLine]]:
    found: dict[int, list[DealLine]] = {}
    for line in DealLine.objects.of(workspace).filter(deal__stage=Stage.WON):
        found.setdefault(line.deal_id, []).append(line)
    return found


def _prices_of(deal: Deal, amount: Decimal, lines: list[DealLine]):
    """Return product and price of one: of the deal's lines, else the amount by what the inquiry asked for."""
    if lines:
        rate = amount / deal.amount
        return [(line.product.strip().lower(), line.unit_price * rate) for line in lines if line.unit_price]
    wanted = number_in(deal.inquiry.quantity) if deal.inquiry else None
    product = deal.inquiry.product.strip().lower() if deal.inquiry else ""
    return [(product, amount / wanted)] if wanted and product and "," not in product else []
