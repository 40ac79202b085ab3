"""How far the demo's replay has come: it resumes after a kill, and the start page shows it."""

from django.db import models


class DemoProgress(models.Model):
    """One story being told: the season of the case, or the present of the other company."""

    key = models.CharField(max_length=20, unique=True)
    seed = models.IntegerField()
    last_day = models.DateField()
    began_at = models.DateTimeField(null=True, blank=True)  # what is told as "now", also after a kill
    total = models.PositiveIntegerField(default=0)  # requests
    sent = models.PositiveIntegerField(default=0)
    month = models.PositiveSmallIntegerField(default=0)  # the first one that is not whole yet
    done = models.JSONField(default=list)  # keys of what must not happen twice and has no id of its own
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.key}: {self.sent}/{self.total}"

    @property
    def percent(self) -> int:
        """Return how much has been told, in whole per cent."""
        if self.finished_at:
            return 100
        return min(99, 100 * self.sent // self.total) if self.total else 0
