"""What people taught by correcting what was read: kept as rows, so that it can be shown and taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class Lesson(WorkspaceModel):
    """One correction. For a product `words` are the buyer's words for it, for an intent the whole message."""

    inquiry = models.ForeignKey("crm.Inquiry", on_delete=models.CASCADE, related_name="lessons")
    field = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    value = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)  # the inquiry's fields and understanding, for the undo
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "field"], name="one_lesson_per_inquiry_and_field")
        ]

    def __str__(self):
        return f"{self.field}: {self.words[:40]} → {self.value}"
