"""Audits of a whole site, kept so that one sees whether it gets better."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from yangfan.accounts.public import WorkspaceModel
from yangfan.sites.catalogue.models import in_language


class SeoAudit(WorkspaceModel):
    """One look at every live page."""

    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True)  # 0 to 100, the mean of the pages
    pages = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # {check: how many pages it found something on}
    trouble = models.TextField(blank=True)  # why it went no further

    class Meta(WorkspaceModel.Meta):
        ordering = ["-started_at", "-pk"]


class SeoResult(WorkspaceModel):
    """What one audit said of one page."""

    audit = models.ForeignKey(SeoAudit, on_delete=models.CASCADE, related_name="results")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    findings = models.JSONField(default=list)  # see audits.in_both

    class Meta(WorkspaceModel.Meta):
        ordering = ["score", "pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "page"], name="one_result_per_page")]

    @property
    def first_words(self) -> str:
        """Return what costs most, in the active language."""
        return in_language(self.findings[0]["words"], get_language() or "") if self.findings else ""
