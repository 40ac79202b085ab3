"""Watching the money: what is watched, what was noticed, and who was told."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel


class WatchSettings(WorkspaceModel):
    """What a workspace wants to be told of, and from where on; without a row: everything, as the defaults say."""

    burn_on = models.BooleanField(_("a budget is spent too fast or too slowly"), default=True)
    over_percent = models.PositiveSmallIntegerField(
        _("tell when the month would end this much over budget, per cent"),
        default=10,
        validators=[MaxValueValidator(500)],
    )
    under_percent = models.PositiveSmallIntegerField(
        _("tell when the month would end this much under budget, per cent"),
        default=20,
        validators=[MaxValueValidator(95)],
    )
    cost_on = models.BooleanField(_("an inquiry has become more expensive"), default=True)
    rise_percent = models.PositiveSmallIntegerField(
        _("tell when it costs this much more than usual, per cent"),
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(1000)],
    )
    least_inquiries = models.PositiveSmallIntegerField(
        _("only where a week usually brings at least so many inquiries"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(1000)],
    )
    silence_on = models.BooleanField(_("a channel is no longer shown"), default=True)
    silence_days = models.PositiveSmallIntegerField(
        _("tell after so many days without exposures"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_watch_per_workspace")]


class WatchReader(WorkspaceModel):
    """A member who does not want these mails; without a row everybody who may change budgets gets them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_watch_reader_per_member")
        ]


class Episode(WorkspaceModel):
    """Something noticed, from when it began until it was over; told once, and once more when it is over."""

    class Kind(models.TextChoices):
        FAST = "fast", _("Budget spent too fast")
        SLOW = "slow", _("Budget spent too slowly")
        COST = "cost", _("Inquiries more expensive")
        SILENCE = "silence", _("No longer shown")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    channel = models.CharField(max_length=40)
    figures = models.JSONField(default=dict)  # as they were when it began
    last_figures = models.JSONField(default=dict)  # as they were when it ended
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    has_recovered = models.BooleanField(
        default=False
    )  # over because it got better, not because nobody watches any more

    class Meta(WorkspaceModel.Meta):
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "channel"],
                condition=models.Q(closed_at=None),
                name="one_open_episode",
            )
        ]


class WatchDelivery(WorkspaceModel):
    """One message of an episode to one recipient: sent once, tried again when it failed, never twice."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
        SENDING = "sending", pgettext_lazy("delivery", "Being sent")
        SENT = "sent", pgettext_lazy("delivery", "Sent")
        OUTBOX = "outbox", pgettext_lazy("delivery", "In the outbox, not sent")
        FAILED = "failed", pgettext_lazy("delivery", "Failed")

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="deliveries")
    is_recovery = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    target = models.ForeignKey(
        "connectors.NotifyTarget", on_delete=models.CASCADE, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "is_recovery", "user"],
                condition=models.Q(user__isnull=False),
                name="one_watch_mail_each",
            ),
            models.UniqueConstraint(
                fields=["episode", "is_recovery", "target"],
                condition=models.Q(target__isnull=False),
                name="one_watch_note_each",
            ),
        ]


def settings_of(workspace) -> WatchSettings:
    """Return what is watched; the defaults, not saved, where nobody changed them."""
    return WatchSettings.objects.of(workspace).filter(workspace=workspace).first() or WatchSettings(
        workspace=workspace
    )
