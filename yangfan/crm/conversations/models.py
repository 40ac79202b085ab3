"""Conversations: all messages with one person, across ways in."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.connectors import public as connectors
from yangfan.crm.conversations.bounces import bounce_words


class Way(models.TextChoices):
    """How a message reached us or left us."""

    FORM = "form", _("Website form")
    CHAT = "chat", _("Website chat")
    MAIL = "mail", _("E-mail")
    PHONE = "phone", _("Phone")
    WECHAT = "wechat", _("WeChat")
    WHATSAPP = "whatsapp", _("WhatsApp")
    MARKETPLACE = "marketplace", _("B2B marketplace")
    FAIR = "fair", _("Trade fair")
    LEAD = "lead", _("Lead form of a platform")
    OTHER = "other", _("Other")


WEBSITE_WAYS = frozenset({Way.FORM, Way.CHAT})


class Conversation(WorkspaceModel):
    """Everything said between us and one contact."""

    contact = models.OneToOneField("crm.Contact", on_delete=models.CASCADE, related_name="conversation")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.contact)


class Message(WorkspaceModel):
    """One thing said, kept in the words it was said in."""

    class Direction(models.TextChoices):
        IN = "in", _("Received")
        OUT = "out", _("Sent")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        QUEUED = "queued", _("Goes out in a moment")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        OUTBOX = "outbox", _("In the outbox, not sent")
        FAILED = "failed", _("Not sent")
        CANCELLED = "cancelled", _("Taken back")
        HELD = "held", _("Needs you")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    inquiry = models.ForeignKey(
        "crm.Inquiry", on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction.choices)
    way = models.CharField(max_length=12, choices=Way.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_automatic = models.BooleanField(default=False)
    subject = models.CharField(max_length=255, blank=True)
    text = models.TextField()  # what was really received or sent; before it goes out, what will be
    language = models.CharField(max_length=10, blank=True)
    language_confidence = models.FloatField(default=0)
    # What our person wrote, when it was translated before it went out; blank otherwise.
    written_text = models.TextField(blank=True)
    written_language = models.CharField(max_length=10, blank=True)
    written_subject = models.CharField(max_length=255, blank=True)
    translate_to = models.CharField(max_length=10, blank=True)  # still to be done before it may go out
    translated_by = models.CharField(max_length=120, blank=True)
    is_approved = models.BooleanField(default=False)  # a person read the translation before it went out
    problems = models.JSONField(
        default=list, blank=True
    )  # [kind, before, after] of a translation that was refused
    page = models.CharField(max_length=500, blank=True)  # the address it was sent from
    # A second submission with the same id is the same message: a double click, a retried call, an import run again.
    submission_id = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    state_words = models.CharField(max_length=500, blank=True)  # what the other side said when it failed
    to_address = models.CharField(max_length=254, blank=True)
    from_address = models.CharField(max_length=254, blank=True)  # of a mail that came in
    bounce_status = models.CharField(max_length=20, blank=True)  # as in RFC 3463, when it came back
    mail_id = models.CharField(max_length=255, blank=True)  # Message-ID, threads the answers
    send_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "submission_id"], name="one_message_per_submission",
                condition=~models.Q(submission_id=""),
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["send_at"], name="message_to_send", condition=models.Q(state="queued")),
            models.Index(fields=["workspace", "mail_id"], name="message_by_mail_id"),
            models.Index(
                fields=["workspace", "author"], name="message_held", condition=models.Q(state="held")
            ),
        ]

    @property
    def bounce_words(self) -> str:
        """Why it came back, in the active language; "" when it did not."""
        return bounce_words(self.bounce_status) if self.bounce_status else ""

    def __str__(self):
        return self.text[:60]


def private_files():
    """Return the storage of files that only members may open."""
    return storages["private"]


def attachment_path(attachment, filename: str) -> str:
    """Return where an attachment lies; its name is kept in the row, not in the path."""
    ending = filename.rpartition(".")[2][:8].lower() if "." in filename else "bin"
    return f"inquiries/{attachment.workspace_id}/{timezone.now():%Y/%m}/file.{ending if ending.isalnum() else 'bin'}"


class Attachment(WorkspaceModel):
    """A file that came or went with a message; served to members only, always as a download."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(storage=private_files, upload_to=attachment_path, max_length=300)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    content_type = models.CharField(max_length=120, blank=True)

    @property
    def is_dangerous(self) -> bool:
        """Opening it may run something."""
        return connectors.is_dangerous(self.name)

    def __str__(self):
        return self.name


class Translation(WorkspaceModel):
    """A message in a language that one of us reads."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Is being translated")
        DONE = "done", _("Translated")
        HELD = "held", _("Translated, with doubts")
        FAILED = "failed", _("Not translated")
        NONE = "none", _("No translator")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    provider = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120, blank=True)  # the provider's name, in words
    confidence = models.FloatField(default=0)
    problems = models.JSONField(default=list, blank=True)  # [kind, before, after]
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    state_words = models.CharField(max_length=500, blank=True)  # what the provider said when it failed
    is_sample = models.BooleanField(default=False)  # of the demo: no translator made it just now
    by_hand = models.BooleanField(default=False)  # a person of ours put it right; never overwritten
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "language"], name="one_translation_per_language"),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], name="translation_to_make", condition=models.Q(state="waiting")
            ),
        ]

    def __str__(self):
        return self.text[:60]


class Presence(WorkspaceModel):
    """Who has an inquiry open, and when they last typed an answer: for the warning of a collision."""

    inquiry = models.ForeignKey("crm.Inquiry", on_delete=models.CASCADE, related_name="present")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "user"], name="one_presence_per_member"),
        ]


class Mention(WorkspaceModel):
    """A colleague named in a note: told once by mail, and by the bell until they have looked."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    note = models.ForeignKey("crm.Note", on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    send_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["note", "user"], name="one_mention_per_member"),
        ]


class CannedText(WorkspaceModel):
    """A text one answers with often; `{name}`, `{company}`, `{product}`, `{quantity}`, `{me}` and `{our_company}` are filled in."""

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "title"]

    def __str__(self):
        return self.title


class CannedVariant(WorkspaceModel):
    """A canned text as somebody wrote it in a further language; it goes in as it is, nothing is translated."""

    canned = models.ForeignKey(CannedText, on_delete=models.CASCADE, related_name="variants")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))

    class Meta(WorkspaceModel.Meta):
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["canned", "language"], name="one_canned_text_per_language"),
        ]

    def __str__(self):
        return self.text[:60]
