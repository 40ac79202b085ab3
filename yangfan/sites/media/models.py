"""Pictures and documents of a workspace. No tags: Wagtail's are global, so one company would read another's words."""

from pathlib import PurePath
from uuid import uuid4

from django.db import models
from django.utils.translation import get_language
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import CollectionMember
from wagtail.search import index

from yangfan.sites.media import svg


def safe_name(filename: str) -> str:
    """Return an ASCII name that nobody can guess and that cannot leave its folder."""
    suffix = PurePath(filename).suffix.lower()[:10]
    return f"{uuid4().hex[:12]}{suffix}"


class SiteImage(AbstractImage):
    """A picture. An SVG is cleaned when it comes in, so that pages may carry it inline."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    workspace.wagtail_reference_index_ignore = True
    tags = None
    descriptions = models.JSONField(
        default=dict, editable=False
    )  # {language: words}; the main one's is `description`

    admin_form_fields = ("title", "file", "description", "collection")
    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=10),
        index.AutocompleteField("title"),
        index.FilterField("title"),
        index.SearchField("description"),
        index.AutocompleteField("description"),
        index.FilterField("workspace"),
        index.FilterField("uploaded_by_user"),
        index.FilterField("created_at"),
        index.FilterField("id"),
    ]

    def get_upload_to(self, filename):
        return f"{self.workspace_id}/images/{safe_name(filename)}"

    @property
    def default_alt_text(self):
        return self.description_in(get_language() or "")

    def description_in(self, language: str) -> str:
        """Return what a blind reader hears in this language, else what stands there in the main one."""
        return self.descriptions.get(language.lower()) or self.description

    def inline_svg(self) -> str:
        """Return the cleaned drawing, ready to stand in a page."""
        return svg.read_clean(self.file)


class SiteRendition(AbstractRendition):
    """A picture in another size."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename):
        return f"{self.image.workspace_id}/renditions/{PurePath(filename).name}"


def document_path(document, filename):
    return f"{document.workspace_id}/documents/{safe_name(filename)}"


class SiteDocument(AbstractDocument):
    """A file to download: data sheet, manual, model."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    workspace.wagtail_reference_index_ignore = True
    file = models.FileField(upload_to=document_path)
    original_name = models.CharField(max_length=255, blank=True, editable=False)
    tags = None

    admin_form_fields = ("title", "file", "collection")
    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=10),
        index.AutocompleteField("title"),
        index.FilterField("id"),
        index.FilterField("title"),
        index.FilterField("workspace"),
        index.FilterField("uploaded_by_user"),
        index.FilterField("created_at"),
    ]

    @property
    def filename(self):
        """What the visitor's browser saves it as."""
        return self.original_name or PurePath(self.file.name).name

    @property
    def url(self):
        return f"/documents/{self.pk}/{self.filename}"
