"""The scheduler's memory, the workers' pulse, and what ran by itself."""

from django.db import models
from django.utils import timezone


class Tick(models.Model):
    """When a scheduled job last started; claimed by compare-and-set, so any number of schedulers may run."""

    name = models.CharField(max_length=80, primary_key=True)
    last_at = models.DateTimeField()

    def __str__(self):
        return self.name


class Pulse(models.Model):
    """A living worker says so every few seconds; the tasks of one that fell silent are given to another."""

    worker = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.worker


class AutopilotSwitch(models.Model):
    """A job that a workspace switched off."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    job = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "job"], name="one_switch_per_job")]

    def __str__(self):
        return self.job


class AutopilotRun(models.Model):
    """One run of a job for one workspace, with its result in words (both languages, written when it ran)."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    job = models.CharField(max_length=60)
    ok = models.BooleanField()
    words = models.JSONField()  # {"zh-hans": ..., "en": ...}
    ran_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "job", "-ran_at"], name="autopilot_latest")]

    def __str__(self):
        return f"{self.job} {self.ran_at}"
