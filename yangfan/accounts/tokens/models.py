"""Keys for programs: only a digest is kept, the text is shown once."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yangfan.accounts.tenancy import WorkspaceModel


class ApiToken(WorkspaceModel):
    """One key of one program."""

    name = models.CharField(max_length=80)
    start = models.CharField(max_length=12)  # what one may show, to recognise it
    digest = models.CharField(
        max_length=64, unique=True
    )  # SHA-256: the text is random, so no slow hash is needed
    scopes = models.JSONField(default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at"]

    def __str__(self):
        return self.name
