"""Small pieces that blocks are made of."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks import presets

RICH = ["h3", "h4", "bold", "italic", "ol", "ul", "hr", "link", "document-link", "superscript", "subscript"]


class LinkValue(blocks.StructValue):
    def href(self, request=None):
        """Return where it leads, in the language being read; empty when nothing is set."""
        page = self.get("page")
        if page:
            return (page.localized.specific.get_url(request) or "") + self.fragment()
        return self.get("url") or self.fragment()

    def fragment(self):
        return f"#{self['anchor']}" if self.get("anchor") else ""

    @property
    def is_set(self):
        """Whether there is a button to show: words, and a place that can be reached."""
        page = self.get("page")
        reachable = page.live if page else self.get("url") or self.get("anchor")
        return bool(self.get("text") and reachable)


class LinkBlock(blocks.StructBlock):
    text = blocks.CharBlock(required=False, max_length=60, label=_("Text"))
    page = blocks.PageChooserBlock(required=False, label=_("Page to open"))
    url = blocks.CharBlock(
        required=False,
        max_length=300,
        label=_("Or address"),
        help_text=_("https://…, mailto:… or tel:…"),
    )
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]*$", required=False, label=_("Place on the page"), help_text=_("e.g. quote")
    )

    class Meta:
        value_class = LinkValue
        icon = "link"
        label = _("Link")

    def clean(self, value):
        url = value.get("url") or ""
        if url and not url.startswith(("https://", "http://", "mailto:", "tel:", "/")):
            problem = ValidationError(_("Begin with https://, mailto: or tel:"))
            raise blocks.StructBlockValidationError(block_errors={"url": problem})
        return super().clean(value)


class NumberBlock(blocks.StructBlock):
    value = blocks.CharBlock(max_length=40, label=_("Number with unit"))
    label = blocks.CharBlock(max_length=160, label=_("What it counts"))

    class Meta:
        icon = "order"
        label = _("Figure")


class PageBlock(blocks.StructBlock):
    """A block that may stand by itself on a page: it comes filled with its preset and is shown in the chooser."""

    def get_default(self):
        return presets.filled(self, presets.of(self.name))

    def get_preview_value(self):
        return self.get_default()

    def get_preview_context(self, value, parent_context=None):
        """Show it on the home page of the workspace whose page is being edited, in that site's own look."""
        from yangfan.sites.pages import (  # pages are made of blocks, so blocks learn of them late
            frame,
            queries,
        )

        request = parent_context["request"]
        workspace = getattr(request, "cms_workspace", None)
        homes = queries.homes_of(workspace) if workspace else []
        if not homes:
            raise Http404
        language = presets.content_language.get()
        home = next((home for home in homes if home.locale.language_code == language), homes[0])
        request.is_preview = True
        return {**parent_context, "page": home, **frame.around(home, request)}

    class Meta:
        preview_template = "sites/blocks/preview.html"


class HeadedBlock(PageBlock):
    """Begins with a headline and a sentence; `anchor` lets links jump to it."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Headline"))
    intro = blocks.TextBlock(required=False, rows=2, label=_("Introduction"))
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]*$", required=False, label=_("Name for links to this place")
    )


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = blocks.TextBlock(rows=3, label=_("The answer"))


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=160, label=_("Caption"))


class DownloadBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    document = DocumentChooserBlock(label=_("File"))
    note = blocks.CharBlock(
        required=False, max_length=80, label=_("Note"), help_text=_("e.g. the languages inside")
    )

    class Meta:
        icon = "download"
        label = _("Download")


class RowBlock(blocks.StructBlock):
    cells = blocks.ListBlock(blocks.CharBlock(required=False, max_length=200), min_num=1, label=_("Cells"))
