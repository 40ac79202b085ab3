"""Blocks of pictures and film."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks.parts import HeadedBlock, PictureBlock


class GalleryBlock(HeadedBlock):
    items = blocks.ListBlock(PictureBlock(), min_num=1, label=_("Pictures"))

    class Meta:
        template = "sites/blocks/gallery.html"
        icon = "image"
        label = _("Gallery")


class VideoBlock(HeadedBlock):
    file = DocumentChooserBlock(required=False, label=_("Video file (MP4 or WebM)"))
    url = blocks.URLBlock(required=False, label=_("Or address of the video"))
    poster = ImageChooserBlock(required=False, label=_("Still picture"))
    transcript = blocks.TextBlock(required=False, rows=3, label=_("What is said and shown, in words"))

    class Meta:
        template = "sites/blocks/video.html"
        icon = "media"
        label = _("Video")
