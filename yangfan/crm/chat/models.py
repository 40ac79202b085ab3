"""Live chat: how a workspace offers it, one visitor's session, and which messages passed through it."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel


class ChatSettings(WorkspaceModel):
    """One row per workspace; without it the defaults hold."""

    class Ask(models.TextChoices):
        NEVER = "never", _("Do not ask")
        BEFORE = "before", _("Before the first message")
        AFTER = "after", _("After the first message")

    class Hours(models.TextChoices):
        BUSINESS = "business", _("In our business hours")
        ALWAYS = "always", _("Always")

    class Side(models.TextChoices):
        END = "end", pgettext_lazy("side of the page", "Where lines end (right, in Arabic left)")
        START = "start", pgettext_lazy("side of the page", "Where lines begin")

    is_on = models.BooleanField(_("show the chat on our site"), default=False)
    greetings = models.JSONField(default=dict, blank=True)  # language -> text; a gap is filled with our words
    ask = models.CharField(_("ask for name and e-mail"), max_length=6, choices=Ask.choices, default=Ask.AFTER)
    is_email_required = models.BooleanField(_("an e-mail address is needed"), default=False)
    hours = models.CharField(
        _("we answer at once"), max_length=8, choices=Hours.choices, default=Hours.BUSINESS
    )
    colour = models.CharField(
        _("colour"), max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z")]
    )  # blank: the workspace's
    side = models.CharField(_("side of the page"), max_length=5, choices=Side.choices, default=Side.END)
    mail_after_minutes = models.PositiveSmallIntegerField(
        _("send unread answers by mail after, minutes"), default=10, validators=[MaxValueValidator(1440)]
    )  # 0: never

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_chat_settings_per_workspace")]


class ChatSession(WorkspaceModel):
    """One visitor's chat. The token stays in their browser; we keep its hash. A contact may have several."""

    site = models.ForeignKey("events.Site", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64)
    contact = models.ForeignKey(
        "crm.Contact", on_delete=models.CASCADE, null=True, blank=True, related_name="chats"
    )
    inquiry = models.ForeignKey(
        "crm.Inquiry", on_delete=models.SET_NULL, null=True, blank=True, related_name="chats"
    )
    name = models.CharField(max_length=120, blank=True)  # as typed by the visitor, not verified
    email = models.CharField(max_length=254, blank=True)
    visitor_id = models.CharField(max_length=20, blank=True)  # unsigned 64 bit as text
    consented = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)  # of the page
    page = models.CharField(max_length=500, blank=True)
    page_title = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    visitor_read_at = models.DateTimeField(null=True, blank=True)
    staff_read_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "token_hash"], name="one_chat_per_token"),
        ]

    def __str__(self):
        return self.name or f"#{self.pk}"


class ChatLine(WorkspaceModel):
    """A message as part of one chat: the visitor sees these and nothing else of the conversation."""

    session = models.ForeignKey(ChatSession, on_delete=models.CASCADE, related_name="lines")
    message = models.OneToOneField("crm.Message", on_delete=models.CASCADE, related_name="chat_line")
    created_at = models.DateTimeField(default=timezone.now)
    mail_at = models.DateTimeField(null=True, blank=True)  # when it goes by mail too, if still unread
    mail_claim = models.DateTimeField(null=True, blank=True)  # the first try's; its lines stay one mail

    class Meta(WorkspaceModel.Meta):
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["mail_at"], name="chat_line_to_mail", condition=models.Q(mail_at__isnull=False)),
        ]  # fmt: skip


def settings_of(workspace) -> ChatSettings:
    """Return the settings of this workspace, saved or default."""
    return ChatSettings.objects.of(workspace).first() or ChatSettings(workspace=workspace)
