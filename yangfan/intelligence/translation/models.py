"""What a workspace teaches its translation: terms, corrected sentences, and which services may be asked."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.core.crypto import EncryptedTextField


class GlossaryTerm(WorkspaceModel):
    """A term and how it reads in each language; with `is_kept` it is never translated."""

    term = models.CharField(_("term"), max_length=120)
    is_kept = models.BooleanField(_("never translate"), default=False)
    is_case_sensitive = models.BooleanField(_("upper and lower case matter"), default=False)
    words = models.JSONField(default=dict)  # {language: word}
    note = models.CharField(_("note"), max_length=200, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["term"]
        constraints = [models.UniqueConstraint(fields=["workspace", "term"], name="one_row_per_term")]

    def __str__(self):
        return self.term


class TranslationMemory(WorkspaceModel):
    """A sentence once translated. `by_hand`: a person corrected it, so it holds whatever the glossary's version."""

    key = models.CharField(
        max_length=64
    )  # hash of the normalised unit, both languages and the glossary's version
    source = models.CharField(max_length=10)
    target = models.CharField(max_length=10)
    before = models.TextField()
    after = models.TextField()
    provider = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    confidence = models.FloatField(default=0)
    by_hand = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uses = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_memory_per_unit")]

    def __str__(self):
        return self.before[:60]


class TranslationService(WorkspaceModel):
    """A provider's place in the workspace's order, its switch, and for services on the net its keys and address.

    `key_id` is the public half of services with two keys (app ID, SecretId, AccessKey ID).
    """

    provider = models.CharField(max_length=40)
    is_on = models.BooleanField(_("on"), default=True)
    place = models.PositiveSmallIntegerField(_("place"), default=100)
    base_url = models.CharField(_("address"), max_length=300, blank=True)
    key_id = models.CharField(_("key's name"), max_length=200, blank=True)
    key = EncryptedTextField(_("key"), blank=True)
    calls_per_second = models.PositiveSmallIntegerField(_("calls a second at most"), null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["place", "provider"]
        constraints = [models.UniqueConstraint(fields=["workspace", "provider"], name="one_row_per_provider")]

    def __str__(self):
        return self.provider


class TranslationUsage(WorkspaceModel):
    """What a workspace asked of one translation service in one month, in characters as that service counts them."""

    month = models.DateField()  # its first day
    provider = models.CharField(max_length=40)
    calls = models.PositiveIntegerField(default=0)
    characters = models.PositiveBigIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "month", "provider"], name="one_usage_row_per_service"
            )
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.provider}"
