"""What must reach a platform exactly once, and how far it came."""

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel
from yangfan.connectors.platforms.models import Account


class Dispatch(WorkspaceModel):
    """One thing that goes out through one account. Its key says what it is: the same key again is the same thing."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("dispatch", "Waits")
        GOING = "going", pgettext_lazy("dispatch", "On its way")
        DONE = "done", pgettext_lazy("dispatch", "Out")
        UNSURE = "unsure", pgettext_lazy("dispatch", "Nobody knows")  # a person must look
        FAILED = "failed", pgettext_lazy("dispatch", "Failed")
        RECALLED = "recalled", pgettext_lazy("dispatch", "Called back")

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="dispatches")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)  # when it should be out
    next_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)  # a worker has it; later it is taken for dead
    may_be_out = models.BooleanField(default=False)  # an attempt was cut off: look before another
    remote_id = models.CharField(max_length=200, blank=True)
    remote_url = models.CharField(max_length=1000, blank=True)
    answer = models.JSONField(default=dict)  # what the platform said beside
    trouble = models.CharField(max_length=12, blank=True)  # kind of ApiError
    error = models.CharField(max_length=300, blank=True)  # the platform's words
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "kind", "key"], name="one_dispatch_per_key")
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="dispatch_due", condition=models.Q(state__in=["waiting", "going"])
            ),
            models.Index(fields=["workspace", "state", "-created_at"], name="dispatch_by_state"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"
