"""A workspace's set-up: what was answered, what was built from it, and every page that came out of a pack."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class Setup(WorkspaceModel):
    """One workspace's way from nothing to a published site; answered in steps, built as often as one likes."""

    class State(models.TextChoices):
        ANSWERING = "answering", _("Being answered")
        BUILDING = "building", _("Being built")
        BUILT = "built", _("Built, not published")
        PUBLISHING = "publishing", _("Being published")
        PUBLISHED = "published", _("Published")
        UNDONE = "undone", _("Taken back")
        STOPPED = "stopped", _("Stopped")

    state = models.CharField(max_length=10, choices=State.choices, default=State.ANSWERING)
    step = models.PositiveSmallIntegerField(default=1)  # the furthest step that was reached, 1 to 5
    pack = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)  # {key: {language: text}}
    languages = models.JSONField(default=list)  # of the site, the main one first
    look = models.JSONField(default=dict)  # colour, accent, and the tokens of a theme
    products = models.JSONField(default=list)  # by hand; see applying.products
    files = models.JSONField(
        default=list
    )  # ids of sites.ProductImport: the file of products, once for each language
    progress = models.JSONField(default=dict)  # {"done", "total", "what"} while something runs
    report = models.JSONField(default=dict)  # what the last building made, kept and left over
    made = models.JSONField(
        default=dict
    )  # {"pictures": {name: id}, "terms": [ids], "slots": [keys], "noun": key, "before": {…}}
    seconds = models.FloatField(default=0)  # the machine's part of the last building and publishing
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    built_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_setup_per_workspace")]

    def __str__(self):
        return f"{self.pack} · {self.state}"

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.BUILDING, self.State.PUBLISHING)

    @property
    def is_on_site(self) -> bool:
        return self.state in (self.State.BUILT, self.State.PUBLISHING, self.State.PUBLISHED)


class AppliedPage(WorkspaceModel):
    """One page of the site that was written from a pack, as it was when we wrote it last."""

    setup = models.ForeignKey(Setup, on_delete=models.CASCADE, related_name="pages")
    path = models.CharField(max_length=200)  # below the home page, as in the pack
    language = models.CharField(max_length=10)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField(default=True)  # False: stood there before, as `before_revision`
    before_revision = models.BigIntegerField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)  # of its content as we wrote it
    from_file = models.BooleanField(default=False)  # a product (or category) of the owner's file
    is_kept = models.BooleanField(default=False)  # a person changed it: not written again

    class Meta(WorkspaceModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["setup", "language", "path"], name="one_applied_page_per_place")
        ]

    def __str__(self):
        return f"/{self.language}/{self.path}"
