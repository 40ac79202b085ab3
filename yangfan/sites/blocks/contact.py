"""Blocks by which a visitor gets in touch."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from yangfan.sites.blocks.parts import HeadedBlock


class FormBlock(HeadedBlock):
    """The inquiry form. Empty texts fall back to ours in the page's language."""

    contacts = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(max_length=80, label=_("Label"))),
                ("value", blocks.CharBlock(max_length=120, label=_("Text"))),
                ("url", blocks.CharBlock(required=False, max_length=200, label=_("Web address"))),
            ]
        ),
        min_num=0,
        default=[],
        label=_("Beside the form"),
    )
    message_label = blocks.CharBlock(required=False, max_length=80, label=_("Question above the message"))
    message_hint = blocks.CharBlock(required=False, max_length=160, label=_("Hint below the message"))
    button = blocks.CharBlock(required=False, max_length=40, label=_("Button"))
    consent = blocks.TextBlock(required=False, rows=2, label=_("What the visitor agrees to"))
    thanks_title = blocks.CharBlock(required=False, max_length=120, label=_("Headline after sending"))
    thanks_text = blocks.TextBlock(required=False, rows=2, label=_("Text after sending"))
    ask_product = blocks.BooleanBlock(required=False, default=True, label=_("Ask for the product"))
    ask_file = blocks.BooleanBlock(required=False, default=True, label=_("Let visitors attach a file"))

    class Meta:
        template = "sites/blocks/form.html"
        icon = "form"
        label = _("Inquiry form")
