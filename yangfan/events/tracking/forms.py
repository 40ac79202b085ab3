"""What a person tells of a site that was built elsewhere."""

import re

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

HOST = r"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$"


class SiteForm(forms.Form):
    """A site's name and host."""

    name = forms.CharField(label=_("Name of the site"), max_length=120)
    host = forms.CharField(
        label=_("Host"),
        max_length=253,
        help_text=_("For example www.example.com, without http:// and without a path"),
        validators=[RegexValidator(HOST, _("This is not a host name."), flags=re.IGNORECASE)],
    )

    def clean_host(self):
        return self.cleaned_data["host"].strip().lower()
