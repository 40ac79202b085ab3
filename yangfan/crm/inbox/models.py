"""What people keep of their work in the inbox: views they saved, and merges that can be taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class SavedView(WorkspaceModel):
    """A set of filters under a name; `query` holds the address's parameters, each a list of texts."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("everybody sees it"), default=False)
    name = models.CharField(_("name"), max_length=60)
    query = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class InquiryMerge(WorkspaceModel):
    """That one inquiry went into another, and what moved: {"messages": {id: conversation}, "notes": [...], "deals": [...]}."""

    source = models.ForeignKey("crm.Inquiry", on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey("crm.Inquiry", on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)  # of the target, what the merge changed
    merged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.source_id} → {self.target_id}"


class BulkDeed(WorkspaceModel):
    """One thing done to many inquiries at once: `before` says how each was, so that one undo takes all back."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    deed = models.CharField(max_length=12)
    before = models.JSONField(default=dict)  # inquiry id -> what it was
    done_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.deed
