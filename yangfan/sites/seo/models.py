"""Audits of a whole site, kept so that one sees whether it gets better."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


class OutsideLink(WorkspaceModel):
    """An address of another site that live pages lead to, and how it answered last."""

    class Trouble(models.TextChoices):
        SILENT = "silent", _("no answer")
        SLOW = "slow", _("no answer in time")
        LOOP = "loop", _("leads on without end")

    GONE = (404, 410)
    FAILURES = 2  # in a row: one bad day of a server is not a broken link

    address = models.CharField(max_length=700)
    places = models.JSONField(default=list)  # [{"page": id, "field": name of the field, "" when unknown}]
    status = models.PositiveSmallIntegerField(null=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "address"], name="one_row_per_outside_link")
        ]

    @property
    def is_broken(self) -> bool:
        return self.status in self.GONE or self.failures >= self.FAILURES

    @property
    def answer(self) -> str:
        """Return how it answered, in the active language: a status or what went wrong."""
        return self.get_trouble_display() if self.trouble else str(self.status or "")
