"""What an inquiry can be found by: all its words, cut so that any language can be searched."""

from django.db import models

from yangfan.accounts.public import WorkspaceModel


class SearchText(WorkspaceModel):
    """One row per inquiry; migration 0002 lays a full-text index over `words` (FTS5 or GIN)."""

    workspace = models.ForeignKey(  # without an index of its own: the one below begins with it
        "accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    inquiry = models.OneToOneField("crm.Inquiry", on_delete=models.CASCADE, related_name="search_text")
    words = models.TextField()

    class Meta(WorkspaceModel.Meta):
        indexes = [models.Index(fields=["workspace", "-id"], name="search_text_newest")]

    def __str__(self):
        return self.words[:60]
