"""What platforms sent to us, exactly as it came."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.connectors.platforms.models import Account


class WebhookDelivery(WorkspaceModel):
    """One verified call. It is stored before it is answered, and read once by a task."""

    class State(models.TextChoices):
        NEW = "new", _("Waits to be read")
        DONE = "done", pgettext_lazy("delivery", "Read")
        FAILED = "failed", _("Could not be read")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="deliveries")
    key = models.CharField(
        max_length=64
    )  # of the platform's id, else of the body: the same call again is no other
    body = models.BinaryField()  # emptied a while after it was read
    content_type = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    became = models.JSONField(default=dict)  # what it became, in words of each language
    url = models.CharField(max_length=300, blank=True)
    repeats = models.PositiveIntegerField(default=0)  # how often it came again
    received_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="one_delivery_per_key")]
        indexes = [
            models.Index(fields=["next_at"], name="delivery_to_read", condition=models.Q(state="new")),
            models.Index(fields=["workspace", "state", "-received_at"], name="delivery_by_state"),
        ]

    @property
    def words(self) -> str:
        """What it became, in the active language."""
        return self.became.get(get_language() or "") or next(iter(self.became.values()), "")

    def __str__(self):
        return f"{self.account_id} {self.key[:12]}"
