"""What the media library asks for when a file comes in."""

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from yangfan.sites.gate.models import MediaShelf
from yangfan.sites.media import svg

DOCUMENT_TYPES = {
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "csv", "txt", "zip", "step", "stp", "iges", "igs", "stl", "dxf",
    "dwg", "mp4", "webm",
}  # fmt: skip
DOCUMENT_LIMIT = 50 * 1024 * 1024


def without_tags(base):
    return {name: widget for name, widget in base.Meta.widgets.items() if name != "tags"}


class OnOneShelf:
    """Gives the file the workspace of its collection, and keeps it there."""

    clean_tags = None

    def clean(self):
        cleaned = super().clean()
        # Wagtail takes the field away where there is but one collection to choose.
        collection = cleaned.get("collection") if "collection" in self.fields else self.collections[0]
        shelf = MediaShelf.objects.across_workspaces().filter(collection=collection).first()
        if shelf is None or self.instance.pk and self.instance.workspace_id != shelf.workspace_id:
            raise forms.ValidationError(_("The file must stay in its own company's library."))
        self.instance.workspace_id = shelf.workspace_id
        return cleaned


class SiteImageForm(OnOneShelf, BaseImageForm):
    """Cleans an SVG before it is stored."""

    class Meta(BaseImageForm.Meta):
        widgets = without_tags(BaseImageForm)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.name.lower().endswith(".svg") and "file" in self.changed_data:
            file.seek(0)
            try:
                return ContentFile(svg.clean(file.read()), name=file.name)
            except svg.UnsafeDrawing as error:
                raise forms.ValidationError(_("This SVG cannot be read as a safe drawing.")) from error
        return file


class SiteDocumentForm(OnOneShelf, BaseDocumentForm):
    """Takes only kinds of files that one hands out on a company's site."""

    class Meta(BaseDocumentForm.Meta):
        widgets = without_tags(BaseDocumentForm)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            if file.name.rpartition(".")[2].lower() not in DOCUMENT_TYPES:
                raise forms.ValidationError(_("Files of this kind are not offered for download."))
            if file.size > DOCUMENT_LIMIT:
                raise forms.ValidationError(_("The file is larger than 50 MB."))
            self.instance.original_name = file.name.replace("/", "_").replace("\\", "_")[-200:]
        return file
