"""A channel's name and rules as a form: each alternative is one line of five fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.events import public as events
from yangfan.promotion.channels.actions import WORDS

LABELS = {
    "source": _("Source"),
    "medium": _("Medium"),
    "campaign": _("Campaign"),
    "click_id": _("Click id"),
    "host": _("Referring site"),
}


class ChannelForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        help_text=_("Empty: the built-in name, in the reader's language."),
    )


class NewChannelForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    key = forms.SlugField(
        label=_("Key"),
        max_length=40,
        help_text=_("Short, Latin letters: files and the API name the channel by it."),
    )
    group = forms.ChoiceField(label=_("Group"))

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        groups = {one.group: one.group_title for one in events.channels_of(workspace)}
        self.fields["group"].choices = sorted(groups.items(), key=lambda item: item[1])


class RuleForm(forms.Form):
    """One alternative: every field that is filled must match."""

    source = forms.CharField(required=False, max_length=300, label=LABELS["source"])
    medium = forms.CharField(required=False, max_length=300, label=LABELS["medium"])
    campaign = forms.CharField(required=False, max_length=300, label=LABELS["campaign"])
    click_id = forms.CharField(required=False, max_length=60, label=LABELS["click_id"])
    host = forms.CharField(required=False, max_length=120, label=LABELS["host"])


RuleFormSet = forms.formset_factory(RuleForm, extra=2, max_num=60)


def rules_of(formset) -> list[dict]:
    """Return the alternatives that a valid formset holds."""
    return [
        {word: form.cleaned_data.get(word, "") for word in WORDS} for form in formset if form.cleaned_data
    ]
