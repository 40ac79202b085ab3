"""What a person put off: not shown to them until then."""

from django.conf import settings
from django.db import models

from yangfan.accounts.public import WorkspaceModel


class PutOff(WorkspaceModel):
    """One thing worth a minute that this person does not want to see for a while, or ever (`until` empty)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    until = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user", "key"], name="one_put_off_per_person")
        ]

    def __str__(self):
        return self.key
