"""Letters of the autopilot: the week's, and word that a job keeps failing or works again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class LetterReader(WorkspaceModel):
    """How one member wants the weekly letter; without a row owners get it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    weekly = models.BooleanField(default=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_letter_reader_per_member")
        ]


class Letter(WorkspaceModel):
    """One letter to one recipient, a member or a chat group: written once, sent once, tried again while it failed."""

    class Kind(models.TextChoices):
        WEEK = "week"
        FAILING = "failing"
        WORKS = "works"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        OUTBOX = "outbox"
        FAILED = "failed"

    kind = models.CharField(max_length=7, choices=Kind.choices)
    about = models.CharField(max_length=40)  # the week, "2026-W47"; or the number of the run that is told of
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    target = models.ForeignKey(
        "connectors.NotifyTarget", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "about", "user"], name="one_letter_per_member", condition=Q(user__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["workspace", "kind", "about", "target"], name="one_letter_per_target", condition=Q(target__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) ^ Q(target__isnull=False), name="letter_has_one_recipient"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["next_try_at"], name="letter_to_send", condition=Q(state__in=["waiting", "sending"])
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.about}"
