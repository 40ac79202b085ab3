"""A letter in the company's main language."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterForm(forms.Form):
    is_on = forms.BooleanField(label=_("Send this letter"), required=False)
    subject = forms.CharField(label=pgettext_lazy("letter", "Subject"), max_length=150)
    text = forms.CharField(
        label=pgettext_lazy("letter", "Text"),
        max_length=4000,
        widget=forms.Textarea({"rows": 10, "dir": "auto"}),
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if not kind.is_optional:
            del self.fields["is_on"]
