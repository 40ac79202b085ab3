"""A block that shows what was written once for many pages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from yangfan.sites.blocks.parts import PageBlock


class SharedContentBlock(PageBlock):
    content = SnippetChooserBlock("sites.SharedBlock", label=_("Reusable block"))

    class Meta:
        template = "sites/blocks/shared.html"
        icon = "block-shared"
        label = _("Reusable block")
