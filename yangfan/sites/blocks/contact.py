"""Blocks by which a visitor gets in touch."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from yangfan.sites.blocks.asking import MOST_QUESTIONS, AskedBlock
from yangfan.sites.blocks.parts import DownloadBlock, HeadedBlock


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
    questions = blocks.ListBlock(
        AskedBlock(), min_num=0, max_num=MOST_QUESTIONS, default=[], label=_("Your own questions")
    )
    product_label = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("Word for the product"),
        help_text=_("e.g. course, service, department"),
    )
    message_optional = blocks.BooleanBlock(required=False, label=_("The message may stay empty"))
    phone_first = blocks.BooleanBlock(
        required=False, label=_("The phone number comes first, e-mail is optional")
    )
    ask_company = blocks.BooleanBlock(required=False, default=True, label=_("Ask for the company"))
    ask_country = blocks.BooleanBlock(required=False, default=True, label=_("Ask for country or region"))
    ask_product = blocks.BooleanBlock(required=False, default=True, label=_("Ask for the product"))
    ask_quantity = blocks.BooleanBlock(
        required=False, default=True, label=_("Ask for the quantity"), help_text=_("Beside the product.")
    )
    ask_file = blocks.BooleanBlock(required=False, default=True, label=_("Let visitors attach a file"))

    class Meta:
        template = "sites/blocks/form.html"
        icon = "block-form"
        label = _("Inquiry form")


class MapCardBlock(HeadedBlock):
    """Where to find us: an address to copy, hours, a link to the map of one's choice. Loads nothing from elsewhere."""

    name = blocks.CharBlock(required=False, max_length=120, label=_("Name of the place"))
    address = blocks.TextBlock(rows=2, label=_("Address"))
    directions = blocks.TextBlock(required=False, rows=2, label=_("How to get there"))
    hours = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(max_length=60, label=_("Days"))),
                ("value", blocks.CharBlock(max_length=60, label=_("Hours"))),
            ]
        ),
        min_num=0,
        default=[],
        label=_("Opening hours"),
    )
    phone = blocks.CharBlock(required=False, max_length=40, label=_("Phone"))
    email = blocks.EmailBlock(required=False, label=_("E-mail"))
    map_url = blocks.URLBlock(
        required=False,
        max_length=400,
        label=_("Link to the map"),
        help_text=_("From 高德, 百度, Google Maps …"),
    )
    picture = ImageChooserBlock(required=False, label=_("Picture of the map or the building"))

    class Meta:
        template = "sites/blocks/map_card.html"
        icon = "block-map_card"
        label = _("Map and address")


DAYS = [
    ("mo", _("Monday")), ("tu", _("Tuesday")), ("we", _("Wednesday")), ("th", _("Thursday")), ("fr", _("Friday")),
    ("sa", _("Saturday")), ("su", _("Sunday")),
]  # fmt: skip


def days_of(item) -> list[str]:
    """Return the days of a row of opening hours as keys of DAYS; Friday to Monday goes round the week."""
    keys = [key for key, _name in DAYS]
    first = keys.index(item["first_day"])
    last = keys.index(item["last_day"]) if item["last_day"] else first
    span = (last - first) % 7 + 1
    return [keys[(first + step) % 7] for step in range(span)]


class HoursBlock(blocks.StructBlock):
    first_day = blocks.ChoiceBlock(choices=DAYS, default="mo", label=_("From day"))
    last_day = blocks.ChoiceBlock(choices=DAYS, required=False, label=_("To day"))
    opens = blocks.TimeBlock(required=False, label=_("Opens"), help_text=_("Leave both empty: closed."))
    closes = blocks.TimeBlock(required=False, label=_("Closes"))

    def clean(self, value):
        value = super().clean(value)
        if bool(value["opens"]) != bool(value["closes"]):
            problem = ValidationError(_("Give both times, or none for a day that is closed."))
            raise blocks.StructBlockValidationError(block_errors={"closes": problem})
        return value


class OpeningHoursBlock(HeadedBlock):
    items = blocks.ListBlock(HoursBlock(), min_num=1, label=_("Days and hours"))
    note = blocks.CharBlock(
        required=False, max_length=200, label=_("Note"), help_text=_("e.g. holidays, by appointment")
    )

    class Meta:
        template = "sites/blocks/opening_hours.html"
        icon = "block-opening_hours"
        label = _("Opening hours")


class NewsletterBlock(HeadedBlock):
    """Sign-up by e-mail: nobody is added before they have clicked the link in a mail."""

    button = blocks.CharBlock(required=False, max_length=40, label=_("Button"))
    consent = blocks.TextBlock(required=False, rows=2, label=_("What the visitor agrees to"))

    class Meta:
        template = "sites/blocks/newsletter.html"
        icon = "block-newsletter"
        label = _("Newsletter sign-up")


class FilesBlock(HeadedBlock):
    items = blocks.ListBlock(DownloadBlock(), min_num=1, label=_("Files"))

    class Meta:
        template = "sites/blocks/downloads.html"
        icon = "block-downloads"
        label = _("Downloads")
