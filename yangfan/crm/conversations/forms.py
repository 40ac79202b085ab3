"""Forms of conversations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.crm.conversations.languages import KNOWN_LANGUAGES
from yangfan.crm.conversations.models import CannedText
from yangfan.crm.words import language_name


class CannedForm(forms.ModelForm):
    class Meta:
        model = CannedText
        fields = ["title", "text"]


class VariantForm(forms.Form):
    """A canned text in one more language."""

    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        required=False,
        max_length=4000,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, language_name(code)) for code in KNOWN_LANGUAGES]
