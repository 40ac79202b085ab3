"""What is measured (Site), how visits are sorted (Channel) and what waits to enter the stream (Outbox)."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.core.crypto import EncryptedTextField


def new_public_key() -> str:
    return "pk_" + secrets.token_urlsafe(12)


def new_secret_key() -> str:
    return "sk_" + secrets.token_urlsafe(32)


class Site(WorkspaceModel):
    """A tracked site: what is measured. One built here has a Wagtail site beside it; one built elsewhere only this."""

    class Consent(models.TextChoices):
        NONE = "none", _("No cookie, ever")
        ASK = "ask", _("Cookie after consent")

    name = models.CharField(_("name"), max_length=120)
    hosts = models.JSONField(_("hosts"), default=list)  # lower case, without port; the first is the main one
    public_key = models.CharField(max_length=40, unique=True, default=new_public_key)
    secret_key = EncryptedTextField(default=new_secret_key)
    consent = models.CharField(_("cookies"), max_length=4, choices=Consent.choices, default=Consent.ASK)
    keep_days = models.PositiveIntegerField(_("keep events for, days"), default=760)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name


class Channel(WorkspaceModel):
    """Where a visit came from, as this workspace sorts it: the first channel by position whose rules match wins.

    `rules` is a list of alternatives; each is an object whose every entry must match: `source`, `medium`, `campaign`
    (regular expressions on the lower-cased value), `click_id` (a parameter name), `host` (a referrer domain suffix).
    """

    key = models.SlugField(max_length=40)
    name = models.CharField(
        _("name"), max_length=80, blank=True
    )  # empty: the built-in name, in the reader's language
    group = models.SlugField(max_length=40)
    rules = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_channel_per_key")]

    def __str__(self):
        return self.name or self.key


class Outbox(models.Model):
    """A line for the stream, written in the transaction that made it true; relayed, then marked, then removed."""

    workspace_id = models.PositiveIntegerField()
    line = models.BinaryField()  # a records.Business, Fact or Link, encoded
    created_at = models.DateTimeField(default=timezone.now)
    chunk = models.CharField(max_length=60, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(delivered_at__isnull=True)),
        ]


class DaySalt(WorkspaceModel):
    """The salt of one workspace's day: makes visitors without a cookie distinct within it; deleted after 48 hours."""

    day = models.DateField()
    salt = models.CharField(max_length=64)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "day"], name="one_salt_per_day")]


class VisitorLink(WorkspaceModel):
    """A visitor who turned out to be a contact (form, chat, signed mail link); mirrored to `visitor_contacts`."""

    visitor_id = models.CharField(
        max_length=20
    )  # unsigned 64 bit, as decimal text: SQLite has no such integer
    contact_id = models.PositiveBigIntegerField()
    linked_at = models.DateTimeField()

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "visitor_id", "contact_id"], name="one_link_per_pair"
            )
        ]


class StoredCursor(models.Model):
    """How far one subscriber has read the stored chunks."""

    subscriber = models.CharField(max_length=80, primary_key=True)
    chunk = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)  # of the chunk's events for this subscriber
    updated_at = models.DateTimeField(auto_now=True)


class RelayLease(models.Model):
    """Which process may relay the outbox, and until when."""

    ONLY = 1

    holder = models.CharField(max_length=120)
    until = models.DateTimeField()


class FailedDelivery(models.Model):
    """A business event that a subscriber could not take, tried many times and kept aside."""

    subscriber = models.CharField(max_length=80)
    workspace_id = models.PositiveIntegerField()
    event = models.JSONField()
    error = models.CharField(max_length=500)
    failed_at = models.DateTimeField(default=timezone.now)
