"""Inquiries: the first message of a person who asks for something, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel
from yangfan.crm.conversations.models import WEBSITE_WAYS, Way

CLEAR_FROM = 0.85  # a spam score from here on is rubbish beyond doubt


class Status(models.TextChoices):
    NEW = "new", pgettext_lazy("inquiry status", "New")
    ANSWERED = "answered", pgettext_lazy("inquiry status", "Answered")
    QUALIFIED = "qualified", pgettext_lazy("inquiry status", "Qualified")
    CLOSED = "closed", pgettext_lazy("inquiry status", "Closed")


class Inquiry(WorkspaceModel):
    """One inquiry. Spam is kept and marked, never counted.

    Where it came from (visit, channel, country, device) is written by the subscriber that the stream feeds about a
    second later; until then it is empty.
    """

    number = models.PositiveIntegerField(_("number"))
    contact = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="inquiries")
    site = models.ForeignKey(
        "events.Site", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    way = models.CharField(_("way in"), max_length=12, choices=Way.choices)
    summary = models.CharField(max_length=300, blank=True)  # the message's beginning, for lists
    summaries = models.JSONField(
        default=dict, blank=True
    )  # the same in the languages our people read: code -> text
    language = models.CharField(_("language"), max_length=10, blank=True)
    company_name = models.CharField(_("company"), max_length=200, blank=True)
    product = models.CharField(_("product"), max_length=200, blank=True)
    quantity = models.CharField(_("quantity"), max_length=80, blank=True)
    terms = models.CharField(_("terms"), max_length=80, blank=True)  # Incoterm and place
    deadline = models.CharField(_("deadline"), max_length=80, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    country_is_likely = models.BooleanField(default=False)
    intent = models.CharField(_("intent"), max_length=20, blank=True)  # a key of intelligence.INTENTS
    intent_confidence = models.FloatField(default=0)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    price = models.DecimalField(_("target price"), max_digits=16, decimal_places=4, null=True, blank=True)
    certificates = models.JSONField(default=list, blank=True)  # ["CE", "ISO 9001"]
    urgency = models.CharField(_("urgency"), max_length=8, blank=True)  # urgent, soon or empty
    next_question = models.CharField(max_length=20, blank=True)  # a key of understanding.questions
    understanding = models.JSONField(default=dict, blank=True)  # field: {"value", "confidence", "by"}

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.NEW)
    is_spam = models.BooleanField(default=False)
    spam_reasons = models.JSONField(default=list)  # [code, number] pairs of inquiries.spam
    spam_decided_by_hand = models.BooleanField(default=False)
    spam_decided_at = models.DateTimeField(null=True, blank=True)
    spam_score = models.FloatField(default=0)  # 0..1; the bands are those of inquiries.spam
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(default=timezone.now)
    last_message_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(null=True, blank=True)  # since when somebody of ours should answer
    first_answered_at = models.DateTimeField(null=True, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)  # of crm.clock, while it waits
    snoozed_until = models.DateTimeField(
        null=True, blank=True
    )  # out of sight till then, or till the buyer writes
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    time_zone = models.CharField(max_length=64, blank=True)  # of the buyer's browser

    visitor_id = models.CharField(max_length=20, blank=True)  # unsigned 64 bit as text
    visit_id = models.CharField(max_length=20, blank=True)
    visit_at = models.DateTimeField(null=True, blank=True)
    consented = models.BooleanField(default=False)
    channel = models.CharField(_("channel"), max_length=40, blank=True)
    source = models.CharField(max_length=120, blank=True)
    medium = models.CharField(max_length=120, blank=True)
    campaign = models.CharField(max_length=200, blank=True)
    device = models.CharField(max_length=20, blank=True)
    page = models.CharField(max_length=500, blank=True)  # the path it was sent from
    page_language = models.CharField(max_length=10, blank=True)  # of the site, when it was sent
    read = models.JSONField(
        default=dict
    )  # what the visitor read: {"pages": n, "titles": [...], "visits": n, "downloads": n}
    is_traced = models.BooleanField(default=False)  # the stream has said where it came from
    consent_text = models.TextField(blank=True)  # the words agreed to, as shown then
    score = models.IntegerField(
        default=0
    )  # of inquiries.reasons, without what time adds; 10 more is worth twice
    expected_value = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True
    )  # chance × size in the workspace's currency; empty where no amount is known

    class Meta(WorkspaceModel.Meta):
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "number"], name="one_inquiry_per_number"),
        ]
        indexes = [
            models.Index(fields=["workspace", "-received_at"], name="inquiry_by_date"),
            models.Index(fields=["workspace", "is_spam", "status"], name="inquiry_by_status"),
            models.Index(fields=["workspace", "-score"], name="inquiry_by_score"),
            models.Index(fields=["workspace", "-last_message_at", "id"], name="inquiry_by_latest"),
            models.Index(fields=["workspace", "country", "-last_message_at"], name="inquiry_by_country"),
            models.Index(fields=["workspace", "language", "-last_message_at"], name="inquiry_by_language"),
            models.Index(fields=["workspace", "channel", "-last_message_at"], name="inquiry_by_channel"),
            models.Index(fields=["workspace", "intent"], name="inquiry_by_intent"),
            models.Index(fields=["workspace", "way"], name="inquiry_by_way"),
            models.Index(
                fields=["workspace", "owner"], name="inquiry_open_by_owner",
                condition=models.Q(is_spam=False, merged_into=None, snoozed_until=None) & ~models.Q(status="closed"),
            ),
            models.Index(fields=["workspace", "contact"], name="inquiry_spam_by_contact", condition=models.Q(is_spam=True)),
            models.Index(
                fields=["workspace", "-last_message_at"], name="inquiry_spam_latest",
                condition=models.Q(is_spam=True, merged_into=None),
            ),
            models.Index(fields=["workspace", "contact", "is_spam"], name="inquiry_by_contact"),
            models.Index(
                fields=["workspace", "snoozed_until"], name="inquiry_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=["workspace", "waiting_since"], name="inquiry_waiting",
                condition=models.Q(waiting_since__isnull=False, is_spam=False),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"#{self.number} {self.contact}"

    def summary_for(self, language: str) -> str:
        """Return the summary in this language where it was translated, else as it was written."""
        return self.summaries.get(language) or self.summary

    @property
    def is_from_website(self) -> bool:
        return self.way in WEBSITE_WAYS

    @property
    def is_doubtful(self) -> bool:
        """Set apart by the machine, which is not sure, and nobody has decided yet."""
        return self.is_spam and not self.spam_decided_by_hand and self.spam_score < CLEAR_FROM

    @property
    def is_waiting(self) -> bool:
        return self.waiting_since is not None and not self.is_spam


class Note(WorkspaceModel):
    """A remark of ours beside an inquiry; the customer never sees it."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["created_at"]

    def __str__(self):
        return self.text[:60]
