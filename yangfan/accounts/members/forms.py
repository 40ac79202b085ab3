"""Inviting people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.models import LANGUAGES, Role


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MARKETER)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=LANGUAGES)
