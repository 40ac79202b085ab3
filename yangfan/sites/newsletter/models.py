"""Who asked for news by e-mail, to what words they agreed, and when they confirmed it."""

from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class Signup(WorkspaceModel):
    """One address; it is a contact only after its owner has clicked the link in our mail."""

    email = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    consent_text = models.TextField()  # the words agreed to, as shown then
    page_url = models.CharField(max_length=2000)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "email"], name="one_signup_per_address")]

    def __str__(self):
        return self.email
