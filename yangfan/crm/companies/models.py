"""Customer companies: known by the domain of their mail."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class Company(WorkspaceModel):
    """A customer company. One from a free mail host has no domain and is known by its name alone."""

    workspace = models.ForeignKey(  # without an index of its own: all of those below begin with it
        "accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(_("company"), max_length=200)
    domain = models.CharField(_("domain"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    note = models.TextField(_("note"), blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children",
        verbose_name=_("part of"),
    )  # fmt: skip
    fields = models.JSONField(default=dict, blank=True)  # of the workspace's own: key -> value
    words = models.TextField(blank=True, default="")  # what the company is found by
    import_run = models.ForeignKey(
        "crm.ImportRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="companies"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "domain"], name="one_company_per_domain", condition=~models.Q(domain="")
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "name", "id"], name="company_by_name"),
            models.Index("workspace", models.functions.Lower("name"), name="company_by_lower_name"),
        ]

    def __str__(self):
        return self.name or self.domain
