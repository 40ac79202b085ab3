"""What contacts and companies have in common: own fields, tags, notes, saved filters, imports."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel


class Kin(models.TextChoices):
    """What a field, a filter or a note belongs to."""

    CONTACT = "contact", _("Contacts")
    COMPANY = "company", _("Companies")


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of a list")
    MULTI = "multi", _("Several of a list")
    YES_NO = "yes_no", _("Yes or no")
    URL = "url", _("Link")


class CustomField(WorkspaceModel):
    """A field of a workspace's own; its values lie in `fields` of the contact or company, under `key`."""

    of = models.CharField(max_length=8, choices=Kin.choices)
    key = models.CharField(max_length=40)
    label = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=FieldKind.choices, default=FieldKind.TEXT)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(_("must be filled in"), default=False)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "of", "key"], name="one_custom_field_per_key"),
        ]

    def __str__(self):
        return self.label


class Tag(WorkspaceModel):
    """A word of ours on contacts and companies."""

    name = models.CharField(_("tag"), max_length=60)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint("workspace", Lower("name"), name="one_tag_per_name")]

    def __str__(self):
        return self.name


class ContactTag(WorkspaceModel):
    """A tag on a contact; `import_run` when an import put it there."""

    contact = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="contacts")
    import_run = models.ForeignKey(
        "crm.ImportRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tag", "contact"], name="one_tag_once_per_contact"),
        ]


class CompanyTag(WorkspaceModel):
    """A tag on a company."""

    company = models.ForeignKey("crm.Company", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="companies")

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tag", "company"], name="one_tag_once_per_company"),
        ]


class CustomerNote(WorkspaceModel):
    """A remark of ours on a contact or a company; the customer never sees it."""

    contact = models.ForeignKey(
        "crm.Contact", on_delete=models.CASCADE, null=True, blank=True, related_name="remarks"
    )
    company = models.ForeignKey(
        "crm.Company", on_delete=models.CASCADE, null=True, blank=True, related_name="remarks"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("note"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.text[:60]


class SavedFilter(WorkspaceModel):
    """A list as somebody wants to see it again: the filters' part of its address."""

    of = models.CharField(max_length=8, choices=Kin.choices)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("for everyone here"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "of", "owner", "name"], name="one_saved_filter_per_name"
            ),
        ]

    def __str__(self):
        return self.name


class ImportRun(WorkspaceModel):
    """A file of contacts: uploaded, looked at, taken in, and taken back as a whole.

    A contact, company or tag it made points to it; a contact it changed has a row of `ImportChange`.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", pgettext_lazy("import", "Not taken in yet")
        RUNNING = "running", pgettext_lazy("import", "Being taken in")
        DONE = "done", pgettext_lazy("import", "Taken in")
        FAILED = "failed", pgettext_lazy("import", "Stopped")
        UNDONE = "undone", pgettext_lazy("import", "Taken back")

    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True)  # zlib; emptied once it is done
    mapping = models.JSONField(default=dict)  # {"columns": {field: number}, "rule", "tags", "skip_bad"}
    heads = models.JSONField(default=list)  # of the file's columns
    state = models.CharField(max_length=8, choices=State.choices, default=State.UPLOADED)
    refusal = models.TextField(blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)  # [line, field, words, value] of the first thousand
    seconds = models.FloatField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    undo_counts = models.JSONField(default=dict)  # {"removed", "restored", "kept"}

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["workspace", "-created_at"], name="import_run_by_date")]

    def __str__(self):
        return self.filename


class ImportChange(WorkspaceModel):
    """What an import changed on a contact that was there: both maps are field -> value, own fields under "fields"."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    contact = models.ForeignKey("crm.Contact", on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
