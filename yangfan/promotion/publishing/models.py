"""What is said, and each place it is said: one piece of content, a post per account and language."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel
from yangfan.connectors import public as connectors


def new_token() -> str:
    """Return the unguessable part of a hand-off page's address."""
    return secrets.token_urlsafe(18)


class Content(WorkspaceModel):
    """One thing to say, before any platform's rules. `source` and `source_ref` name where it came from, once."""

    class Source(models.TextChoices):
        MANUAL = "manual", pgettext_lazy("content", "Written here")
        PAGE = "page", pgettext_lazy("content", "Page of the site")

    title = models.CharField(_("Title"), max_length=200)
    text = models.TextField(_("Text"))
    link = models.URLField(_("Link"), max_length=1000, blank=True)
    language = models.CharField(_("Language"), max_length=12)
    tags = models.JSONField(default=list, blank=True)
    picture_ids = models.JSONField(default=list, blank=True)  # of the workspace's images
    campaign = models.CharField(_("Campaign"), max_length=80, blank=True)
    is_ad = models.BooleanField(_("Advertising"), default=False)
    is_ai = models.BooleanField(_("Made by AI"), default=False)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.MANUAL)
    source_ref = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title


class Post(WorkspaceModel):
    """One content on one account in one language."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("post", "Draft")
        PLANNED = "planned", pgettext_lazy("post", "Planned")
        HANDED = "handed", pgettext_lazy("post", "Yours to post")
        OUT = "out", pgettext_lazy("post", "Published")
        UNSURE = "unsure", pgettext_lazy("post", "Please look")
        FAILED = "failed", pgettext_lazy("post", "Failed")

    content = models.ForeignKey(Content, on_delete=models.CASCADE, related_name="posts")
    account = models.ForeignKey(
        connectors.Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    platform = models.CharField(max_length=40)  # the connector's key; stays when the account goes
    account_name = models.CharField(max_length=80)
    language = models.CharField(max_length=12)
    title = models.CharField(_("Title"), max_length=200, blank=True)
    text = models.TextField(_("Text"), blank=True)
    summary = models.CharField(_("Summary"), max_length=500, blank=True)
    tags = models.JSONField(default=list, blank=True)
    picture_ids = models.JSONField(default=list, blank=True)
    is_edited = models.BooleanField(default=False)  # by a person: never drafted anew by itself
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    at = models.DateTimeField(null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=0)  # how often it was planned: part of its key out there
    dispatch = models.ForeignKey(
        connectors.Dispatch, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    token = models.CharField(max_length=32, unique=True, default=new_token)
    remote_id = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    waits = models.JSONField(
        default=dict, blank=True
    )  # why the platform does not show it yet, in each language
    error = models.CharField(max_length=300, blank=True)
    out_at = models.DateTimeField(null=True, blank=True)
    views = models.PositiveBigIntegerField(null=True, blank=True)
    likes = models.PositiveBigIntegerField(null=True, blank=True)
    comments = models.PositiveBigIntegerField(null=True, blank=True)
    shares = models.PositiveBigIntegerField(null=True, blank=True)
    clicks = models.PositiveBigIntegerField(null=True, blank=True)
    measured_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["content", "account", "language"], name="one_post_per_place")
        ]
        indexes = [
            models.Index(fields=["workspace", "at"], name="posts_by_day"),
            models.Index(fields=["workspace", "state"], name="posts_by_state"),
        ]

    def __str__(self):
        return f"{self.content} → {self.account_name}"

    @property
    def plan(self):
        """The connector; None when the account or its package is gone."""
        return self.account.plan if self.account else None

    @property
    def waits_in_words(self) -> str:
        """Why the platform does not show it yet, in the active language."""
        return self.waits.get(get_language() or "") or next(iter(self.waits.values()), "")

    @property
    def is_open(self) -> bool:
        """It can still be changed."""
        return self.state in (self.State.DRAFT, self.State.FAILED)


class PostDay(WorkspaceModel):
    """How many views of a post fell on a day, as far as we looked: what its exposures are made of."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    views = models.PositiveBigIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["post", "day"], name="one_count_per_post_and_day")]

    def __str__(self):
        return f"{self.post_id} {self.day}"
