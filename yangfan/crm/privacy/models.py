"""Privacy: how long things are kept, and the proof that a person was forgotten."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class RetentionRules(WorkspaceModel):
    """How long a workspace keeps what it no longer needs; 0 keeps it. One row per workspace."""

    spam_days = models.PositiveIntegerField(_("spam, after days"), default=0)
    quiet_months = models.PositiveIntegerField(
        _("people without a deal or an order who have been silent, after months"), default=0
    )

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_retention_per_workspace")]


class Erasure(WorkspaceModel):
    """A person was forgotten: when, why, how many rows of what, and that nothing was found afterwards.

    `marks` are keyed hashes of the addresses and numbers, so that it can be shown that just this person was meant, and
    nobody can be read out of them.
    """

    class Why(models.TextChoices):
        REQUEST = "request", _("At the person's request")
        RETENTION = "retention", _("By the retention rules")

    marks = models.JSONField(default=list)
    why = models.CharField(max_length=10, choices=Why.choices, default=Why.REQUEST)
    note = models.CharField(_("how the request came"), max_length=200, blank=True)
    erased = models.JSONField(default=dict)  # holder -> rows
    left = models.JSONField(default=dict)  # holder -> rows found afterwards; nothing but zeros
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-done_at", "-pk"]

    @property
    def is_complete(self) -> bool:
        return not any(self.left.values())
