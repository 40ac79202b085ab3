"""The language-model endpoint a workspace uses, and what it used of it month by month."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.core.crypto import EncryptedTextField


class LanguageEndpoint(WorkspaceModel):
    """Any server that speaks the OpenAI protocol; one each. `is_sample` is the demo's stand-in, at whatever address it runs."""

    base_url = models.CharField(_("address"), max_length=300, blank=True)
    key = EncryptedTextField(_("key"), blank=True)
    model = models.CharField(_("model"), max_length=120)
    monthly_tokens = models.PositiveBigIntegerField(_("tokens a month at most"), null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    tested_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_endpoint_per_workspace")]

    def __str__(self):
        return self.model


class EndpointUsage(WorkspaceModel):
    """What a workspace asked of a language model in one month, by task."""

    month = models.DateField()  # its first day
    task = models.CharField(max_length=40)
    calls = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    tokens_in = models.PositiveBigIntegerField(default=0)
    tokens_out = models.PositiveBigIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "month", "task"], name="one_usage_row_per_task")
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.task}"
