"""The numbers of the CRM, mirrored into the stream: an inquiry counts on its day and channel, a deal on the day won.

Called in the transaction of every change that may move one; setting a number again changes nothing.
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from yangfan.accounts.public import Workspace
from yangfan.crm.deals.models import Deal, Stage
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.revenue.models import Purchase
from yangfan.events import public as events

BY_HAND = "hand"  # a deal without an inquiry, an order of no known channel: shown apart


def local_day(moment: datetime, workspace: Workspace) -> date:
    """Return the day of this moment where the workspace is."""
    return moment.astimezone(ZoneInfo(workspace.time_zone)).date()


def mirror_inquiry(inquiry: Inquiry) -> None:
    """Set the number of this inquiry (none for spam and for one merged into another), and of the deals that it brought."""
    events.put_fact(
        workspace=inquiry.workspace,
        key=f"inquiry:{inquiry.pk}",
        kind="inquiry" if inquiry.is_from_website else "inquiry_elsewhere",
        day=local_day(inquiry.received_at, inquiry.workspace),
        channel=inquiry.channel,
        campaign=inquiry.campaign,
        country=inquiry.country,
        device=inquiry.device,
        language=inquiry.page_language or inquiry.language,
        path=inquiry.page,
        deleted=inquiry.is_spam or inquiry.merged_into_id is not None,
    )
    for deal in inquiry.deals.of(inquiry.workspace).filter(stage=Stage.WON):
        mirror_deal(deal)
    for purchase in inquiry.purchases.of(inquiry.workspace).select_related("contact"):
        mirror_purchase(purchase)


def mirror_deal(deal: Deal, *, was_won_at: datetime | None = None) -> None:
    """Set the numbers of a deal: the order and its revenue, on the day won, on the channel of its inquiry."""
    inquiry = deal.inquiry
    moment = deal.won_at or was_won_at
    if moment is None:
        return
    words = {
        "workspace": deal.workspace,
        "day": local_day(moment, deal.workspace),
        "source": "" if inquiry else BY_HAND,
        "channel": inquiry.channel if inquiry else "",
        "campaign": inquiry.campaign if inquiry else "",
        "country": _country_of(deal),
        "device": inquiry.device if inquiry else "",
        "language": (inquiry.page_language or inquiry.language) if inquiry else "",
        "path": inquiry.page if inquiry else "",
        "deleted": deal.stage != Stage.WON,
    }
    events.put_fact(key=f"deal:{deal.pk}", kind="deal", **words)
    events.put_fact(
        key=f"revenue:{deal.pk}",
        kind="revenue",
        amount=deal.amount or Decimal(0),
        currency=deal.currency,
        **words,
    )


def mirror_purchase(purchase: Purchase, *, deleted: bool = False) -> None:
    """Set the number of a purchase: an order of a deal counts with the deal, one of no known channel is shown apart."""
    counted_by_deal = purchase.deal_id is not None and purchase.kind == Purchase.Kind.ORDER
    sign = -1 if purchase.kind == Purchase.Kind.REFUND else 1
    inquiry, contact = purchase.inquiry, purchase.contact
    events.put_fact(
        workspace=purchase.workspace,
        key=f"purchase:{purchase.pk}",
        kind="revenue",
        day=local_day(purchase.occurred_at, purchase.workspace),
        amount=sign * purchase.amount,
        currency=purchase.currency,
        source="" if purchase.channel or inquiry else BY_HAND,
        channel=purchase.counts_for,
        campaign=inquiry.campaign if inquiry else "",
        country=(inquiry.country if inquiry else "") or (contact.country if contact else ""),
        device=inquiry.device if inquiry else "",
        language=(inquiry.page_language or inquiry.language) if inquiry else "",
        path=inquiry.page if inquiry else "",
        deleted=deleted or counted_by_deal,
    )


def _country_of(deal: Deal) -> str:
    if deal.inquiry and deal.inquiry.country:
        return deal.inquiry.country
    return deal.contact.country if deal.contact else ""
