"""Purchases: orders and refunds that a shop, an ERP or a file reports, beside the deals that people win."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel


class RevenueImport(WorkspaceModel):
    """One file of orders taken in; undoing it takes back what it brought."""

    filename = models.CharField(max_length=200)
    rows = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey("accounts.User", on_delete=models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-imported_at", "-pk"]

    def __str__(self):
        return self.filename


class Purchase(WorkspaceModel):
    """One order, or a refund of one. `amount` is positive in both; a refund is subtracted on its own day."""

    class Kind(models.TextChoices):
        ORDER = "order", pgettext_lazy("purchase", "Order")
        REFUND = "refund", pgettext_lazy("purchase", "Refund")

    external_id = models.CharField(_("order number"), max_length=80)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.ORDER)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    occurred_at = models.DateTimeField(_("when"))
    contact = models.ForeignKey(
        "crm.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="purchases"
    )
    inquiry = models.ForeignKey(
        "crm.Inquiry", on_delete=models.SET_NULL, null=True, blank=True, related_name="purchases"
    )
    deal = models.ForeignKey(
        "crm.Deal", on_delete=models.SET_NULL, null=True, blank=True, related_name="purchases"
    )
    channel = models.CharField(_("channel"), max_length=40, blank=True)  # as said; empty: that of the inquiry
    source = models.CharField(_("way in"), max_length=40, blank=True)  # api, file, or a connector's key
    revenue_import = models.ForeignKey(
        RevenueImport, on_delete=models.CASCADE, null=True, blank=True, related_name="purchases"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-occurred_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "external_id"], name="one_purchase_per_id"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="purchase_is_positive"),
        ]
        indexes = [models.Index(fields=["workspace", "-occurred_at"], name="purchase_by_day")]

    def __str__(self):
        return self.external_id

    @property
    def counts_for(self) -> str:
        """Return the key of the channel that this purchase counts for, or an empty text."""
        return self.channel or (self.inquiry.channel if self.inquiry else "")
