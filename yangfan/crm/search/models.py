"""What an inquiry can be found by: all its words, cut so that any language can be searched."""

from django.db import models

from yangfan.accounts.public import WorkspaceModel


class SearchText(WorkspaceModel):
    """One row per inquiry; migration 0002 lays a full-text index over `words` (FTS5 or GIN)."""

    inquiry = models.OneToOneField("crm.Inquiry", on_delete=models.CASCADE, related_name="search_text")
    words = models.TextField()

    def __str__(self):
        return self.words[:60]
