"""Filters of the audit trail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.audit.titles import titles


class AuditFilter(forms.Form):
    words = forms.CharField(
        label=_("Search"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    action = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [
            ("", _("Everything")),
            *sorted(titles.items(), key=lambda item: str(item[1])),
        ]
