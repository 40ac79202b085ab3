"""The one tenancy mechanism: everything a customer owns has a workspace, and a query that names none is refused."""

from django.db import models


class UnscopedQuery(RuntimeError):
    """A query on customers' data was run without saying whose."""


class WorkspaceQuerySet(models.QuerySet):
    """Refuses to run until `.of(workspace)` or `.across_workspaces()` has been called on it."""

    _scoped = False

    def of(self, workspace):
        """Keep the rows of one workspace."""
        return self.across_workspaces().filter(workspace=workspace)

    def across_workspaces(self):
        """Allow rows of every workspace: for platform jobs only, easy to grep."""
        clone = self._chain()
        clone._scoped = True
        return clone

    def _clone(self):
        clone = super()._clone()
        clone._scoped = self._scoped
        return clone

    def _refuse_unscoped(self):
        if not self._scoped:
            raise UnscopedQuery(
                f"{self.model.__name__}.objects was asked without a workspace: "
                "use .of(workspace), or .across_workspaces() in a platform job"
            )

    def _fetch_all(self):
        self._refuse_unscoped()
        super()._fetch_all()

    def iterator(self, *args, **kwargs):
        self._refuse_unscoped()
        return super().iterator(*args, **kwargs)

    def aggregate(self, *args, **kwargs):
        self._refuse_unscoped()
        return super().aggregate(*args, **kwargs)

    def count(self):
        self._refuse_unscoped()
        return super().count()

    def exists(self):
        self._refuse_unscoped()
        return super().exists()

    def update(self, **kwargs):
        self._refuse_unscoped()
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self):
        self._refuse_unscoped()
        return super().delete()

    delete.alters_data = True

    # Creating needs no scope: the row itself names its workspace, and the database insists.


class WorkspaceManager(models.Manager.from_queryset(WorkspaceQuerySet)):
    """`objects` of every model a customer owns."""

    use_in_migrations = False

    def create(self, **kwargs):
        return self.across_workspaces().create(**kwargs)

    def bulk_create(self, objs, *args, **kwargs):
        return self.across_workspaces().bulk_create(objs, *args, **kwargs)


class WorkspaceModel(models.Model):
    """A row that belongs to exactly one workspace."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")

    objects = WorkspaceManager()
    plain = models.Manager()  # what Django itself uses for relations, forms' uniqueness checks and dumps

    class Meta:
        abstract = True
        base_manager_name = "plain"
        default_manager_name = "objects"
