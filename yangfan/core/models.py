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


class AutopilotPlan(models.Model):
    """Where a job stands in one workspace: when it is due, who is at it, and how often it failed in a row.

    `run_id` names the run that is queued or under way and `attempt` counts who took it up: each change is a
    compare-and-set on both, so that a second scheduler, or a worker thought dead, changes nothing.
    """

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    job = models.CharField(max_length=60)
    plan = models.CharField(max_length=20, blank=True)  # the workspace's own; "" is the job's
    next_at = models.DateTimeField(null=True)  # on the autopilot's clock; None while paused
    run_id = models.CharField(max_length=32, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    is_asked = models.BooleanField(default=False)  # a person pressed "run now"
    is_running = models.BooleanField(default=False)
    busy_until = models.DateTimeField(null=True)  # on the wall's clock: then the run counts as lost
    failures = models.PositiveIntegerField(default=0)
    alerted = models.BooleanField(default=False)  # the owners were told of this streak of failures
    paused_url = models.CharField(max_length=300, blank=True)  # where a person puts right what it waits for

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "job"], name="one_plan_per_job")]
        indexes = [models.Index(fields=["next_at"], name="autopilot_due")]

    def __str__(self):
        return self.job


class AutopilotRun(models.Model):
    """One run of a job for one workspace, with its result in words (both languages, written when it ran)."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    job = models.CharField(max_length=60)
    ok = models.BooleanField()
    words = models.JSONField()  # {"zh-hans": ..., "en": ...}
    amounts = models.JSONField(default=dict)  # {"told": 3}: what the job sums up over several runs
    ran_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "job", "-ran_at"], name="autopilot_latest"),
            models.Index(fields=["workspace", "-ran_at"], name="autopilot_log"),
        ]

    def __str__(self):
        return f"{self.job} {self.ran_at}"
