"""Taking in what was bought and given back, once each, and counting it where its customer came from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.contacts.actions import find_or_make_contact
from yangfan.crm.contacts.models import Contact
from yangfan.crm.deals.models import Deal
from yangfan.crm.facts import mirror_purchase
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.revenue.models import Purchase, RevenueImport
from yangfan.events import public as events

COUNTS_FOR = timedelta(days=90)  # an order counts for the channel of an inquiry at most this much older


class PurchaseRefused(ValueError):
    """The order cannot be so; `field` says which of its words is wrong."""

    def __init__(self, field: str, why: str):
        super().__init__(why)
        self.field = field


@dataclass(frozen=True)
class PurchaseWords:
    """An order or a refund as the outside says it; `channel` is a channel's key, empty: found by the customer's inquiry."""

    id: str
    amount: Decimal
    currency: str
    occurred_at: datetime
    kind: str = Purchase.Kind.ORDER
    email: str = ""
    phone: str = ""
    name: str = ""
    company: str = ""
    country: str = ""
    channel: str = ""
    deal: str = (
        ""  # `external_id` of the deal this order fulfils: the deal counts when it is won, the order never
    )


@transaction.atomic
def record_purchase(
    *, workspace: Workspace, words: PurchaseWords, source: str, actor, now: datetime, revenue_import=None
) -> Purchase:
    """Take in one order or refund; the same id again corrects it and counts it once. Raises PurchaseRefused."""
    _check(workspace, words, now)
    contact = _contact(workspace, words)
    inquiry = _inquiry_of(contact, words.occurred_at) if contact else None
    deal = Deal.objects.of(workspace).filter(external_id=words.deal).first() if words.deal else None
    said = {
        "amount": words.amount, "currency": words.currency, "occurred_at": words.occurred_at, "contact": contact,
        "inquiry": inquiry, "deal": deal, "channel": words.channel, "source": source,
    }  # fmt: skip
    purchase, _is_new = Purchase.objects.of(workspace).update_or_create(
        workspace=workspace, kind=words.kind, external_id=words.id, defaults=said,
        create_defaults=said | {"revenue_import": revenue_import, "created_at": now},
    )  # fmt: skip
    mirror_purchase(purchase)
    return purchase


def _check(workspace: Workspace, words: PurchaseWords, now: datetime) -> None:
    if not words.id or len(words.id) > 80:
        raise PurchaseRefused("id", "an order needs an id of at most 80 characters")
    if words.amount < 0:
        raise PurchaseRefused("amount", "the amount is negative; a refund is said by its kind")
    if words.kind not in Purchase.Kind.values:
        raise PurchaseRefused("kind", f"unknown: {words.kind}")
    if words.occurred_at > now:
        raise PurchaseRefused("occurred_at", "lies in the future")
    if words.channel and words.channel not in {one.key for one in events.channels_of(workspace)}:
        raise PurchaseRefused("channel", f"no such channel: {words.channel}")


def _contact(workspace: Workspace, words: PurchaseWords) -> Contact | None:
    if not (words.email or words.phone):
        return None
    return find_or_make_contact(
        workspace=workspace, name=words.name, email=words.email, phone=words.phone, company=words.company,
        country=words.country, language="", now=words.occurred_at,
    )  # fmt: skip


def _inquiry_of(contact: Contact, moment: datetime) -> Inquiry | None:
    return (
        Inquiry.objects.of(contact.workspace)
        .filter(contact=contact, is_spam=False, received_at__lte=moment, received_at__gt=moment - COUNTS_FOR)
        .order_by("-received_at")
        .first()
    )


@transaction.atomic
def import_purchases(
    *, workspace: Workspace, filename: str, rows: list[PurchaseWords], actor, now: datetime
) -> RevenueImport:
    """Take in a file's orders: all or none. Raises PurchaseRefused; rows known already are corrected, not doubled."""
    run = RevenueImport.objects.create(
        workspace=workspace, filename=filename[-200:], rows=len(rows), imported_by=actor, imported_at=now
    )
    for words in rows:
        record_purchase(
            workspace=workspace, words=words, source="file", actor=actor, now=now, revenue_import=run
        )
    accounts.record_audit(
        workspace=workspace,
        actor=actor,
        action="revenue_imported",
        subject=run,
        after={"rows": len(rows)},
        now=now,
    )
    return run


@transaction.atomic
def undo_import(*, run: RevenueImport, actor, now: datetime) -> int:
    """Take back what this import brought; return how many orders went. What was known before it stays."""
    if run.undone_at:
        return 0
    purchases = list(Purchase.objects.of(run.workspace).filter(revenue_import=run))
    for purchase in purchases:
        mirror_purchase(purchase, deleted=True)
    Purchase.objects.of(run.workspace).filter(revenue_import=run).delete()
    run.undone_at = now
    run.save(update_fields=["undone_at"])
    accounts.record_audit(
        workspace=run.workspace, actor=actor, action="revenue_import_undone", subject=run, now=now
    )
    return len(purchases)
