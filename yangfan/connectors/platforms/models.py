"""Accounts on platforms: what a workspace has connected, with its secrets encrypted."""

import json
import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.connectors.contract import Connector, connectors_registry
from yangfan.core.crypto import EncryptedTextField


def new_token() -> str:
    """Return an unguessable part of a webhook's address."""
    return secrets.token_urlsafe(24)


class Account(WorkspaceModel):
    """One account of this workspace on one platform. `token` stands in the address that the platform calls."""

    class State(models.TextChoices):
        OK = "ok", _("Connected")
        REAUTHORISE = "reauthorise", _("Must be authorised again")
        TROUBLE = "trouble", _("Has a problem")

    connector = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    settings = models.JSONField(default=dict)
    secrets = EncryptedTextField(blank=True)  # JSON
    is_on = models.BooleanField(_("on"), default=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OK)
    error = models.CharField(max_length=300, blank=True)  # the platform's words
    expires_at = models.DateTimeField(null=True, blank=True)  # of the access token
    refreshing_until = models.DateTimeField(null=True, blank=True)  # who refreshes the token holds it alone
    checked_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)  # when the platform last called
    refused_at = models.DateTimeField(null=True, blank=True)  # when a call was last refused
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["connector", "name"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "connector", "name"], name="one_account_per_name")
        ]

    def __str__(self):
        return self.name

    @property
    def plan(self) -> Connector | None:
        """The connector; None when its package is gone."""
        return connectors_registry.get(self.connector) if self.connector in connectors_registry else None

    @property
    def config(self) -> dict[str, str]:
        """Everything the account was told, secrets included."""
        return {**self.settings, **self.secret_values}

    @property
    def secret_values(self) -> dict[str, str]:
        return json.loads(self.secrets) if self.secrets else {}

    def set_secrets(self, values: dict[str, str]) -> None:
        self.secrets = json.dumps(values)
