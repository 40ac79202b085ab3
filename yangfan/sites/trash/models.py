"""Where deleted pages wait: one place per workspace outside its site, and what is needed to bring a page back."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class TrashBin(WorkspaceModel):
    """The page below which the deleted pages of a workspace stand; no visitor and no editor gets there."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_trash_bin_per_workspace")]


class TrashedPage(WorkspaceModel):
    """A deleted page with all below it; gone for good 30 days later."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    path_then = models.CharField(max_length=1000)  # the address it had, for people to recognise it
    live_then = models.JSONField(
        default=dict
    )  # page id -> revision id of what was public; 0: without a revision
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    deleted_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-deleted_at"]
