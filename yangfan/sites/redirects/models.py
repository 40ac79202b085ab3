"""Old addresses that lead to new ones. Our own, because Wagtail's apply to every company when no site is named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class Redirect(WorkspaceModel):
    """An address on this site that has moved for good."""

    site = models.ForeignKey("events.Site", on_delete=models.CASCADE, related_name="+")
    old_path = models.CharField(_("old address"), max_length=400)
    target = models.CharField(_("new address"), max_length=400)
    is_automatic = models.BooleanField(default=False)  # made because a page's address changed
    hits = models.PositiveIntegerField(default=0)
    last_hit_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["old_path"]
        constraints = [models.UniqueConstraint(fields=["site", "old_path"], name="one_redirect_per_address")]

    def __str__(self):
        return f"{self.old_path} → {self.target}"
