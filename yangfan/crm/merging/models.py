"""Two contacts that were one person: the merge, and pairs that may be one."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class ContactMerge(WorkspaceModel):
    """One contact taken into another. The row stays as an alias, so that old addresses still find the person.

    `before` keeps what an undo needs: {"survivor": {field: value}, "merged": {field: value}, "joined": {field: value} as
    the survivor was right after, "moved": {"app.Model.field": [pk, …]}}.
    """

    survivor = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta(WorkspaceModel.Meta):
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], name="merged_once", condition=models.Q(undone_at__isnull=True)
            ),
        ]


class PossibleDouble(WorkspaceModel):
    """Two contacts that may be one person, why, and what somebody decided; `first` has the lower id."""

    class State(models.TextChoices):
        OPEN = "open"
        DIFFERENT = "different"

    first = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)  # codes of merging.doubles
    weight = models.PositiveSmallIntegerField(default=0)  # the surest first
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta(WorkspaceModel.Meta):
        ordering = ["-weight", "-pk"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_row_per_pair")]
        indexes = [models.Index(fields=["workspace", "state", "-weight"], name="doubles_by_weight")]
