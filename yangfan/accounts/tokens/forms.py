"""Making an API token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.tokens.actions import SCOPES


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Which program uses it, e.g. “ERP”."))
    scopes = forms.MultipleChoiceField(
        label=_("Allowed to"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
