"""What ties a workspace to Wagtail's own permission tables."""

from django.db import models

from yangfan.accounts.public import Role, WorkspaceModel


class EditorGroup(WorkspaceModel):
    """The Wagtail group of one role in one workspace."""

    role = models.CharField(max_length=10, choices=Role.choices)
    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="+")

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "role"], name="one_group_per_role")]


class MediaShelf(WorkspaceModel):
    """The Wagtail collection that holds everything of one workspace."""

    collection = models.OneToOneField("wagtailcore.Collection", on_delete=models.PROTECT, related_name="+")

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_shelf_per_workspace")]
