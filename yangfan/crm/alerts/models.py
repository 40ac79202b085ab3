"""Alerts of a new inquiry: to whom, by which way, and whether it arrived."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class AlertReader(WorkspaceModel):
    """How one member wants to be told; without a row: by mail, unless they only look on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by_mail = models.BooleanField(_("by mail"), default=True)
    bell_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_alert_reader_per_member")
        ]


class AlertDelivery(WorkspaceModel):
    """One alert of one message to one recipient: sent once, tried again when it failed, never twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        OUTBOX = "outbox", _("In the outbox, not sent")
        FAILED = "failed", _("Failed")

    message = models.ForeignKey("crm.Message", on_delete=models.CASCADE, related_name="alerts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    target = models.ForeignKey(
        "connectors.NotifyTarget", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "user"],
                name="one_alert_per_member",
                condition=models.Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["message", "target"],
                name="one_alert_per_target",
                condition=models.Q(target__isnull=False),
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) ^ models.Q(target__isnull=False),
                name="alert_has_one_recipient",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="alert_to_send",
                condition=models.Q(state__in=["waiting", "sending"]),
            )
        ]

    def __str__(self):
        return f"{self.user or self.target}"
