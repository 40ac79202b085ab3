"""What products are described by beside their pages: attributes, the words they are found by, and files taken in."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class Attribute(WorkspaceModel):
    """A property that many products have, of one type, so that visitors can filter by it.

    A page keeps its values in `ProductPage.attributes`, {key: value}: a number, True or False, the key of a choice, or
    for text {language: words}. They are the product's, not the page's: the same in every language.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number with unit")
        CHOICE = "choice", _("Choice")
        YES_NO = "yes_no", _("Yes or no")

    key = models.SlugField(max_length=40)
    kind = models.CharField(_("type"), max_length=6, choices=Kind.choices, default=Kind.TEXT)
    names = models.JSONField(default=dict)  # {language: name}
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    choices = models.JSONField(default=list)  # [{"key": "ip67", "names": {language: name}}]
    is_filterable = models.BooleanField(_("visitors can filter by it"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_attribute_per_key"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["text", "number", "choice", "yes_no"]),
                name="attribute_kind_known",
            ),
        ]

    def __str__(self):
        return self.name_in(get_language() or "")

    def name_in(self, language: str) -> str:
        """Return its name in this language, else in whichever it has."""
        return in_language(self.names, language) or self.key

    def choice_names(self, language: str) -> dict[str, str]:
        """Return choice key -> name."""
        return {one["key"]: in_language(one["names"], language) or one["key"] for one in self.choices}


def in_language(words: dict, language: str) -> str:
    """Return the words in this language; else in one with the same beginning (zh); else in any."""
    if words.get(language):
        return words[language]
    same = [text for code, text in words.items() if text and code.split("-")[0] == language.split("-")[0]]
    return next(iter(same), next((text for text in words.values() if text), ""))


class ProductWords(WorkspaceModel):
    """What a live product is found by: its words, cut, and the pinyin of the Chinese ones."""

    page = models.OneToOneField("sites.ProductPage", on_delete=models.CASCADE, related_name="found_by")
    text = models.TextField()  # lower case, as it is read
    words = models.TextField()  # " word word word ", with pinyin and initials


class FetchedFile(WorkspaceModel):
    """A picture or document that was fetched from an address, so that the next import need not fetch it again."""

    url = models.CharField(max_length=1000)
    image = models.ForeignKey("sites.SiteImage", on_delete=models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey("sites.SiteDocument", on_delete=models.CASCADE, null=True, related_name="+")

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "url"], name="one_file_per_address")]


def private_files():
    return storages["private"]


def zip_path(run, filename):
    return f"product_imports/{run.workspace_id}/{timezone.now():%Y%m%d%H%M%S%f}.zip"


class ProductImport(WorkspaceModel):
    """A file of products: uploaded, looked at, taken in, and taken back as a whole."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", pgettext_lazy("import", "Not taken in yet")
        RUNNING = "running", pgettext_lazy("import", "Being taken in")
        DONE = "done", pgettext_lazy("import", "Taken in")
        FAILED = "failed", pgettext_lazy("import", "Stopped")
        UNDONE = "undone", pgettext_lazy("import", "Taken back")

    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True)  # zlib; emptied once it is done
    pictures = models.FileField(storage=private_files, upload_to=zip_path, blank=True, max_length=200)
    language = models.CharField(max_length=12)
    heads = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)  # see reading.Mapping
    state = models.CharField(max_length=8, choices=State.choices, default=State.UPLOADED)
    refusal = models.TextField(blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)  # [line, field, words, value]
    made = models.JSONField(default=dict)  # {"images", "documents", "categories", "attributes": [ids]}
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undo_counts = models.JSONField(default=dict)  # {"removed", "restored", "kept"}

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.filename


class ProductChange(WorkspaceModel):
    """What an import did to one page, and how the page was before."""

    run = models.ForeignKey(ProductImport, on_delete=models.CASCADE, related_name="changes")
    page = models.ForeignKey("sites.ProductPage", on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField(default=False)
    before = models.JSONField(default=dict)  # {"live", "live_revision", "latest_revision", "parent": ids}
    after_revision = models.PositiveIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "page"], name="one_change_per_page")]
