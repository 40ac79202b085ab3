"""Self-checks of a workspace, each kept, so that the change can be shown."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class SelfCheck(WorkspaceModel):
    """One round of ten answers, each 0 to 3."""

    answers = models.JSONField(default=dict)  # {question: points}
    points = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=12)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-taken_at", "-pk"]

    def __str__(self):
        return f"{self.stage} ({self.points})"
