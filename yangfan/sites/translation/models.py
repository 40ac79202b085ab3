"""Pages in other languages, unit by unit: what each was translated from, by whom, and whether that is still true."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from yangfan.accounts.public import WorkspaceModel


class PageTranslation(WorkspaceModel):
    """One page, or one document of texts beside the pages, in one other language, kept in step with its source.

    A page that somebody wrote in the target language has no row and is left alone. `is_apart`: its make-up was changed in
    the page editor, so it no longer follows the source.
    """

    kind = models.CharField(max_length=20, default="page")  # or one of documents.kinds
    key = models.UUIDField()  # the translation_key both pages share, or the document's
    source = models.CharField(max_length=10)
    target = models.CharField(max_length=10)
    title = models.CharField(max_length=255)  # of the source, for lists
    is_apart = models.BooleanField(default=False)
    written_revision = models.BigIntegerField(null=True)  # the last revision of the page that we wrote
    paths = models.JSONField(
        default=list
    )  # the places of all texts as last written, to notice blocks added by hand
    read_at = models.DateTimeField(null=True)  # when the source was last read
    written_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key", "target"], name="one_translation_per_page")
        ]

    def __str__(self):
        return f"{self.title} ({self.target})"

    @property
    def is_page(self) -> bool:
        return self.kind == "page"

    def page(self) -> Page | None:
        """Return the page in the target language, None before it was first written."""
        rows = Page.objects.filter(translation_key=self.key, locale__language_code=self.target)
        return rows.select_related("locale").first()

    def source_page(self) -> Page | None:
        """Return the page it is made from, None when that was deleted."""
        rows = Page.objects.filter(translation_key=self.key, locale__language_code=self.source)
        return rows.select_related("locale").first()


IS_STALE = ~Q(made_from=F("source"))
NOTHING = Q(text="")
FLAGGED = Q(by_hand=True) & IS_STALE & ~NOTHING
WAITING = Q(by_hand=False) & IS_STALE & ~NOTHING
MISSING = NOTHING | WAITING  # what visitors read in the source's language
SETTLED = ~NOTHING & ~IS_STALE & (Q(by_hand=True) | Q(reviewed_at__isnull=False))
DRAFT = ~NOTHING & ~IS_STALE & Q(by_hand=False, reviewed_at__isnull=True)


class Unit(WorkspaceModel):
    """One text of a page and its translation; both are HTML of inline tags only, as wagtail-localize cuts it.

    `made_from` is the source text that `text` translates. Where it is no longer `source`, a person's words are kept and
    flagged, a machine's are made anew. A unit whose text left the page is kept aside (`is_here` False) if a person worked
    on it, and comes back with its text.
    """

    translation = models.ForeignKey(PageTranslation, on_delete=models.CASCADE, related_name="units")
    path = models.TextField()  # the place in the page: field, block's id, …
    place = models.PositiveIntegerField()  # among the texts of one path
    order = models.PositiveIntegerField()  # on the page
    is_here = models.BooleanField(default=True)
    source = models.TextField()
    made_from = models.TextField(blank=True)
    text = models.TextField(blank=True)
    engine = models.CharField(max_length=40, blank=True)  # key of the provider, by_hand, same
    engine_title = models.CharField(max_length=200, blank=True)
    match = models.PositiveSmallIntegerField(
        default=0
    )  # per cent of likeness, when it came out of the memory
    by_hand = models.BooleanField(default=False)
    edited_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)  # [[kind, before, after]] of a refused translation
    is_pieced = models.BooleanField(
        default=False
    )  # put together from pieces: whole, but to be read by a person
    refused = models.TextField(blank=True)  # what an engine gave and we did not take
    on_page = models.TextField(blank=True)  # what was last written to the page, to notice edits made there

    class Meta(WorkspaceModel.Meta):
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["translation", "is_here"], name="units_of_a_page")]

    def __str__(self):
        return self.source[:60]

    @property
    def is_stale(self) -> bool:
        return bool(self.text) and self.made_from != self.source

    @property
    def is_flagged(self) -> bool:
        """Whether a person's translation waits for a look because its source changed."""
        return self.by_hand and self.is_stale

    @property
    def state(self) -> str:
        """Return missing, waiting, flagged, draft (a machine's, not looked at) or done."""
        if not self.text:
            return "missing"
        if self.is_stale:
            return "flagged" if self.by_hand else "waiting"
        return "done" if self.by_hand or self.reviewed_at else "draft"

    @property
    def true_text(self) -> str:
        """Return what may be shown in the target language: a person's words always, a machine's while they are true."""
        return self.text if self.by_hand or not self.is_stale else ""

    @property
    def shown(self) -> str:
        """Return what stands on the page: a person's words always, a machine's while they are true, else the source."""
        return self.true_text or self.source


class TranslationRun(WorkspaceModel):
    """One piece of work: these pages into this language. Taken up again where it stopped."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    source = models.CharField(max_length=10)
    target = models.CharField(max_length=10)
    page_ids = models.JSONField(default=list)  # of source pages, in tree order; then "kind:key" of documents
    done_ids = models.JSONField(default=list)
    held_ids = models.JSONField(default=list)  # left alone: written by hand in the target language, or apart
    publish = models.BooleanField(default=False)
    take_over = models.BooleanField(default=False)  # pages written by hand as well
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    words = models.CharField(max_length=500, blank=True)  # why it stopped
    expected_characters = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)  # asked of an engine, memory not counted
    tokens = models.PositiveIntegerField(default=0)  # of a language model
    translated = models.PositiveIntegerField(default=0)  # units
    refused = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0)
    engines = models.JSONField(default=dict)  # {title: units}
    is_sample = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)  # the last sign of life of its worker
    finished_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"{self.source} → {self.target} ({self.state})"

    @property
    def share(self) -> int:
        """Return the per cent of its pages that are done."""
        return round(100 * len(self.done_ids) / len(self.page_ids)) if self.page_ids else 100

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class TranslationRules(WorkspaceModel):
    """How a workspace wants its site translated."""

    class Untranslated(models.TextChoices):
        FALL_BACK = "fall_back", _("Lead visitors to the main language")
        HIDE = "hide", _("Hide them: not found")

    untranslated_pages = models.CharField(
        _("Pages that are not translated"),
        max_length=10,
        choices=Untranslated.choices,
        default=Untranslated.FALL_BACK,
    )
    hold_incomplete = models.BooleanField(
        _("Do not publish a page as long as a text on it is not translated"), default=False
    )
    follows = models.BooleanField(
        _("When a page is published, bring its other languages into step at once"), default=True
    )
    characters_per_month = models.PositiveIntegerField(
        _("At most this many characters a month"), null=True, blank=True
    )

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_set_of_translation_rules")]

    def __str__(self):
        return str(self.workspace_id)


class XliffImport(WorkspaceModel):
    """A file of many pages' translations: looked at unit by unit, then taken in as a whole or not at all."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        REFUSED = "refused", pgettext_lazy("import", "Not taken in")
        DONE = "done", pgettext_lazy("import", "Taken in")

    filename = models.CharField(max_length=200)
    content = models.BinaryField()  # zlib
    skip_wrong = models.BooleanField(default=False)  # take in the rest without the wrong units
    publish = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    words = models.CharField(max_length=500, blank=True)  # why the file as a whole cannot be read
    units = models.PositiveIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    wrong = models.JSONField(default=list)  # {"unit", "page", "row", "path", "source", "words", "why"}
    published = models.PositiveIntegerField(default=0)
    asked_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)  # the last sign of life of its worker
    finished_at = models.DateTimeField(null=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return self.filename

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def share(self) -> int:
        """Return the per cent of its units that were looked at."""
        return round(100 * self.looked_at / self.units) if self.units else 0
