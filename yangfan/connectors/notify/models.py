"""Where a workspace wants to be told: chat groups and other receivers of short messages."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import LANGUAGES, WorkspaceModel
from yangfan.core.crypto import EncryptedTextField


class NotifyTarget(WorkspaceModel):
    """A chat group's robot or any other receiver; its address is a secret."""

    class Kind(models.TextChoices):
        WECOM = "wecom", _("WeCom group robot")
        FEISHU = "feishu", _("Feishu group robot")
        DINGTALK = "dingtalk", _("DingTalk group robot")
        TELEGRAM = "telegram", _("Telegram bot")
        APPRISE = "apprise", _("Another (Apprise address)")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80)
    address = EncryptedTextField(_("address"))
    secret = EncryptedTextField(_("signing secret"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=LANGUAGES, default="zh-hans")
    is_on = models.BooleanField(_("on"), default=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["created_at"]

    def __str__(self):
        return self.name
