"""What a form asks beyond name and address: a company's own questions, each of one kind."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

MOST_QUESTIONS = 8
MOST_CHOICES = 30
KINDS = [
    ("text", _("A line of text")),
    ("choice", _("A choice from a list")),
    ("number", _("A number")),
    ("date", _("A day, from today on")),
    ("time", _("A time of day")),
]


class AskedBlock(blocks.StructBlock):
    """One question of a form; `choices` has one answer a line."""

    label = blocks.CharBlock(max_length=80, label=_("Question"))
    kind = blocks.ChoiceBlock(choices=KINDS, default="text", label=pgettext_lazy("of a question", "Answer"))
    choices = blocks.TextBlock(
        required=False,
        max_length=1500,
        rows=3,
        label=_("Choices"),
        help_text=_("One a line; for a choice from a list."),
    )
    hint = blocks.CharBlock(required=False, max_length=120, label=_("Hint below the field"))
    is_needed = blocks.BooleanBlock(required=False, label=_("Has to be answered"))

    class Meta:
        icon = "help"
        label = _("Question")

    def clean(self, value):
        value = super().clean(value)
        choices = choices_of(value)
        if value["kind"] == "choice" and not 2 <= len(choices) <= MOST_CHOICES:
            problem = _("Write 2 to %(most)d choices, one a line.") % {"most": MOST_CHOICES}
            raise blocks.StructBlockValidationError(block_errors={"choices": ValidationError(problem)})
        return value


def choices_of(value) -> list[str]:
    """Return the answers one may choose from, each once."""
    lines = (line.strip() for line in value["choices"].splitlines())
    return list(dict.fromkeys(line[:120] for line in lines if line))
