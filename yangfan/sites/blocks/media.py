"""Blocks of pictures and film."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks import players
from yangfan.sites.blocks.parts import HeadedBlock, PictureBlock


class GalleryBlock(HeadedBlock):
    items = blocks.ListBlock(PictureBlock(), min_num=1, label=_("Pictures"))

    class Meta:
        template = "sites/blocks/gallery.html"
        icon = "block-gallery"
        label = _("Gallery")


class VideoBlock(HeadedBlock):
    file = DocumentChooserBlock(required=False, label=_("Video file (MP4 or WebM)"))
    url = blocks.URLBlock(required=False, label=_("Or address of the video"))
    poster = ImageChooserBlock(required=False, label=_("Still picture"))
    transcript = blocks.TextBlock(required=False, rows=3, label=_("What is said and shown, in words"))

    class Meta:
        template = "sites/blocks/video.html"
        icon = "block-video"
        label = _("Video")


class BeforeAfterBlock(HeadedBlock):
    """Two pictures of the same thing: side by side, with JavaScript under a slider."""

    before = ImageChooserBlock(label=_("Picture before"))
    after = ImageChooserBlock(label=_("Picture after"))
    before_label = blocks.CharBlock(required=False, max_length=60, label=_("Words for before"))
    after_label = blocks.CharBlock(required=False, max_length=60, label=_("Words for after"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))

    class Meta:
        template = "sites/blocks/before_after.html"
        icon = "block-before_after"
        label = _("Before and after")


class EmbedBlock(HeadedBlock):
    """Something of another site, shown only after a click, in a frame that can do little."""

    url = blocks.URLBlock(max_length=400, label=_("Address"), help_text=players.HELP)
    name = blocks.CharBlock(max_length=120, label=_("What it shows, in words"))
    shape = blocks.ChoiceBlock(
        choices=[("wide", _("Wide (16:9)")), ("square", _("Nearly square (4:3)")), ("tall", _("Tall (3:4)"))],
        default="wide",
        label=_("Shape"),
    )
    poster = ImageChooserBlock(required=False, label=_("Still picture"))

    class Meta:
        template = "sites/blocks/embed.html"
        icon = "block-embed"
        label = _("Embed")

    def clean(self, value):
        value = super().clean(value)
        if value["url"] and players.frame_of(value["url"]) is None:
            problem = ValidationError(
                _("Only these sites may be embedded: %(hosts)s.") % {"hosts": players.NAMES}
            )
            raise blocks.StructBlockValidationError(block_errors={"url": problem})
        return value
