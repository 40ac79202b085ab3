"""A site built by an agency for a client: the link by which the client looks, approves and takes over."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class Handover(WorkspaceModel):
    """One request for approval. Its link is signed and opens until it is answered or `expires_at`."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for the client")
        CHANGES = "changes", _("The client asks for changes")
        APPROVED = "approved", _("Approved")
        TAKEN_OVER = "taken_over", _("Taken over by the client")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    email = models.EmailField(_("client's e-mail"))
    language = models.CharField(max_length=10)
    message = models.TextField(_("message to the client"), blank=True, max_length=1000)
    answer = models.TextField(blank=True, max_length=2000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    taken_over_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.email} · {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
