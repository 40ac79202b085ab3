"""Mail: the account a workspace sends through, the outbox where mail lands when there is none, and what comes in."""

from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.core.crypto import EncryptedTextField


class MailAccount(WorkspaceModel):
    """The SMTP server a workspace's mail goes out through; one each."""

    class Security(models.TextChoices):
        STARTTLS = "starttls", _("STARTTLS (usually port 587)")
        TLS = "tls", _("TLS (usually port 465)")
        NONE = "none", _("None (inner network only)")

    host = models.CharField(_("SMTP server"), max_length=200)
    port = models.PositiveIntegerField(_("port"), default=465)
    security = models.CharField(_("encryption"), max_length=8, choices=Security.choices, default=Security.TLS)
    username = models.CharField(_("user name"), max_length=200, blank=True)
    password = EncryptedTextField(_("password"), blank=True)
    from_name = models.CharField(_("sender's name"), max_length=120, blank=True)
    from_address = models.EmailField(_("sender's address"))
    tested_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_mail_account_per_workspace")]

    def __str__(self):
        return self.from_address


class OutboxMail(models.Model):
    """A mail that no server took because none is set up: kept here, to be read, never lost.

    Mail of the installation itself (a password reset) has no workspace; only the platform administrator sees it.
    """

    workspace = models.ForeignKey(
        "accounts.Workspace", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    sender = models.CharField(max_length=320)
    recipients = models.JSONField(default=list)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)  # names
    message_id = models.CharField(max_length=998, blank=True)
    raw = models.BinaryField()  # the whole message as it would have gone out (.eml)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["workspace", "-created_at"], name="outbox_mail_of_workspace")]

    def __str__(self):
        return self.subject


class Mailbox(WorkspaceModel):
    """A mailbox whose new mail is fetched by IMAP. Nothing in it is changed, moved or marked as read.

    `uid_validity` and `last_uid` say how far it was read; `next_at` is when it is looked into next, and while one worker
    reads it, until when nobody else may.
    """

    class Security(models.TextChoices):
        TLS = "tls", _("TLS (usually port 993)")
        STARTTLS = "starttls", _("STARTTLS (usually port 143)")
        NONE = "none", _("None (inner network only)")

    class Problem(models.TextChoices):
        HOST = "host", _("The server does not answer.")
        INNER = (
            "inner",
            _("This server lies in the inner network. The operator can allow it (OUTBOUND_ALLOW)."),
        )
        CERTIFICATE = "certificate", _("The server's certificate is not valid, so nothing was sent to it.")
        LOGIN = "login", _("The server refused the user name or the password.")
        FOLDER = "folder", _("There is no such folder.")
        BROKEN = "broken", _("The connection broke off.")

    address = models.EmailField(_("mail address"))
    host = models.CharField(_("IMAP server"), max_length=200)
    port = models.PositiveIntegerField(_("port"), default=993)
    security = models.CharField(_("encryption"), max_length=8, choices=Security.choices, default=Security.TLS)
    username = models.CharField(_("user name"), max_length=200)
    password = EncryptedTextField(_("password"))
    folder = models.CharField(_("folder"), max_length=120, default="INBOX")
    is_on = models.BooleanField(_("on"), default=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    fetched_at = models.DateTimeField(null=True, blank=True)  # when it was last read without a problem
    problem = models.CharField(max_length=12, choices=Problem.choices, blank=True)
    said = models.CharField(max_length=300, blank=True)  # the server's own words about it
    failures = models.PositiveSmallIntegerField(default=0)  # in a row

    class Meta(WorkspaceModel.Meta):
        ordering = ["address"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "host", "username", "folder"], name="one_mailbox_per_folder"
            )
        ]

    def __str__(self):
        return self.address


def private_files():
    """Return the storage of files that only members may open."""
    return storages["private"]


def mail_path(mail, filename: str) -> str:
    """Return where the raw mail lies; the same mail always in the same place."""
    return f"mail/{mail.workspace_id}/{mail.key[:2]}/{mail.key}.eml"


class IncomingMail(WorkspaceModel):
    """One mail that came in, kept as it came. It is stored first and handed up afterwards, once."""

    class State(models.TextChoices):
        NEW = "new", _("Waits to be read")
        TAKEN = "taken", _("In a conversation")
        OTHER = "other", _("Other mail")
        FAILED = "failed", _("Could not be read")

    key = models.CharField(max_length=64)  # of sender, id, date and subject: the same mail by two ways is one
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    file = models.FileField(storage=private_files, upload_to=mail_path, max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    message_id = models.CharField(max_length=255, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    from_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    what = models.CharField(max_length=20, blank=True)  # what it was taken for: a code of whoever took it
    number = models.PositiveIntegerField(null=True, blank=True)  # of the inquiry it belongs to
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_mail_per_key")]
        indexes = [
            models.Index(fields=["next_at"], name="incoming_mail_to_read", condition=models.Q(state="new")),
            models.Index(fields=["workspace", "state", "-received_at"], name="incoming_mail_by_state"),
        ]

    def __str__(self):
        return self.subject or self.from_address
