"""Orders and refunds as rows of a customer's timeline."""

from django.urls import reverse
from django.utils.translation import gettext as _

from yangfan.core.ui.templatetags.kit import money
from yangfan.crm.customers.timeline import Happening, Of, Source, sources
from yangfan.crm.revenue.models import Purchase


def _purchases(of: Of):
    return Purchase.objects.of(of.workspace).filter(**of.people("contact")).select_related("contact")


def _of_purchase(purchase: Purchase, of: Of) -> Happening:
    title = _("Order %(number)s") if purchase.kind == Purchase.Kind.ORDER else _("Refund of %(number)s")
    return Happening(
        purchase.occurred_at, "coin", title % {"number": purchase.external_id}, money(purchase.amount, purchase.currency),
        reverse("crm_orders", args=[of.workspace.slug]), who=str(purchase.contact) if of.company else "",
    )  # fmt: skip


def connect() -> None:
    """Register it; called once."""
    sources.register(Source("purchase", "order", "occurred_at", _purchases, _of_purchase, order=22))
