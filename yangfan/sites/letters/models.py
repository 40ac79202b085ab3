"""What a company writes to its visitors by itself: one row for each letter it has put into words of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class Letter(WorkspaceModel):
    """Subject and text as {language: words}; in a language without them, ours are sent."""

    key = models.CharField(max_length=20)  # of registered.LETTERS
    is_on = models.BooleanField(_("send it"), default=False)
    subjects = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)

    class Meta(WorkspaceModel.Meta):
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_row_per_letter")]

    def __str__(self):
        return self.key
