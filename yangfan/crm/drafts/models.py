"""What answers are drawn from: the passages of the workspace's own live pages."""

from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class Passage(WorkspaceModel):
    """A stretch of a page that answers something by itself. `digest` tells whether it changed."""

    source = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=500)
    text = models.TextField()
    digest = models.CharField(max_length=32)
    vector = models.BinaryField(
        null=True
    )  # float16, of intelligence.retrieval; absent until the worker made it
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "source", "digest"], name="one_passage_per_digest")
        ]

    def __str__(self):
        return self.title


class PassageIndex(WorkspaceModel):
    """When the passages of a workspace last changed; what lies in memory is good for this `version`."""

    version = models.PositiveIntegerField(default=0)
    stale_since = models.DateTimeField(null=True)  # something was published; the worker will look
    built_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_passage_index_per_workspace")]
