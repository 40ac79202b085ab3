"""What a workspace means to spend and to get, by month and channel: budget and plan are one and the same row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel

GOALS = ("visits", "inquiries", "deals")


class BudgetLine(WorkspaceModel):
    """One channel's (or one campaign's) month. An empty field: nothing was planned, which is not zero."""

    month = models.DateField()  # its first day
    channel = models.CharField(max_length=40)
    campaign = models.CharField(max_length=250, blank=True)
    amount = models.DecimalField(
        _("budget"), max_digits=14, decimal_places=2, null=True
    )  # in the workspace's currency
    visits = models.PositiveIntegerField(null=True)
    inquiries = models.PositiveIntegerField(null=True)
    deals = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta(WorkspaceModel.Meta):
        ordering = ["month", "channel", "campaign"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "month", "channel", "campaign"], name="one_budget_line_per_month"
            ),
            models.CheckConstraint(condition=models.Q(month__day=1), name="budget_months_begin_on_the_first"),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="budgets_are_not_negative",
            ),
        ]

    @property
    def is_empty(self) -> bool:
        return self.amount is None and all(getattr(self, name) is None for name in GOALS)
