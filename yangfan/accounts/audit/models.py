"""Who did what, when: one row per change worth asking about later."""

from django.conf import settings
from django.db import models

from yangfan.accounts.tenancy import WorkspaceModel


class AuditEntry(WorkspaceModel):
    """One change. The actor's name stays readable after the person is gone; no actor means the system."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=60)  # a past-tense code such as member_removed
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta(WorkspaceModel.Meta):
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["workspace", "-at"], name="audit_by_time"),
            models.Index(fields=["workspace", "subject_kind", "subject_id"], name="audit_by_subject"),
        ]

    def __str__(self):
        return f"{self.action} {self.subject}"
