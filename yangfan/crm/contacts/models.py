"""Contacts: one person each, however often and by whatever way they write."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.crm.contacts import identity


class Contact(WorkspaceModel):
    """A person. `email` (lower case) and `phone_key` (E.164) each name one contact of a workspace.

    A touch is what a visit that led to an inquiry came from: {"channel", "source", "medium", "campaign", "landing",
    "at"}; empty until the stream has said so.
    """

    workspace = models.ForeignKey(  # without an index of its own: all of those below begin with it
        "accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    email_bounced_at = models.DateTimeField(null=True, blank=True)  # since when mail to it comes back
    phone = models.CharField(_("phone"), max_length=40, blank=True)  # as given
    phone_key = models.CharField(max_length=20, blank=True)
    company = models.ForeignKey(
        "crm.Company", on_delete=models.SET_NULL, null=True, blank=True, related_name="contacts"
    )
    title = models.CharField(_("job title"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    country_is_likely = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=10, blank=True)  # the one they write in
    first_touch = models.JSONField(default=dict)
    last_touch = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)
    fields = models.JSONField(default=dict, blank=True)  # of the workspace's own: key -> value
    words = models.TextField(blank=True, default="")  # what the contact is found by, see contacts.words
    # Taken into another contact: this row is only an alias by which old addresses and links still find the person.
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="aliases"
    )
    import_run = models.ForeignKey(
        "crm.ImportRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="contacts"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-last_seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email"], name="one_contact_per_email", condition=~models.Q(email="")
            ),
            models.UniqueConstraint(
                fields=["workspace", "phone_key"],
                name="one_contact_per_phone",
                condition=~models.Q(phone_key=""),
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "-last_seen_at", "-id"], name="contact_by_last_seen"),
            models.Index(fields=["workspace", "-created_at", "-id"], name="contact_by_created"),
            models.Index(fields=["workspace", "name", "id"], name="contact_by_name"),
        ]

    def __str__(self):
        return self.name or self.email or self.phone or self.nameless_words()

    def nameless_words(self) -> str:
        """Return what stands for a person who gave neither name nor address: only a chat lets one write so."""
        country = identity.country_name(self.country, get_language() or "zh-hans")
        return " · ".join(part for part in (gettext("Visitor"), country, gettext("chat")) if part)

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None
