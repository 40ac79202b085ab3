"""What was said between an account and its platform, with every secret masked."""

from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel
from yangfan.connectors.platforms.models import Account


class Exchange(WorkspaceModel):
    """One request to a platform and its answer, as the log shows them: cut short and without secrets."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="exchanges")
    method = models.CharField(max_length=8)
    address = models.CharField(max_length=500)
    asked = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # none: no answer came
    answered = models.TextField(blank=True)
    trouble = models.CharField(max_length=12, blank=True)  # kind of ApiError
    milliseconds = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at"], name="exchanges_of_account")]

    def __str__(self):
        return f"{self.method} {self.address} {self.status}"
