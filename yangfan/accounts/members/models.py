"""Invitations: a role waiting for a person."""

from django.conf import settings
from django.db import models

from yangfan.accounts.tenancy import WorkspaceModel


class Invitation(WorkspaceModel):
    """One invitation. Its link is signed and carries this row's id; it opens the door once, until `expires_at`."""

    email = models.EmailField()
    role = models.CharField(max_length=10)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email"],
                condition=models.Q(accepted_at=None),
                name="one_open_invitation_per_email",
            )
        ]

    def __str__(self):
        return self.email
