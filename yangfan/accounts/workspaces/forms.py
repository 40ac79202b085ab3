"""Settings of a workspace."""

from copy import copy
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.models import Workspace

COMMON_ZONES = ["Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Tokyo", "Asia/Dubai",
                "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "UTC"]  # fmt: skip
COMMON_CURRENCIES = ["CNY", "USD", "EUR", "GBP", "HKD", "JPY", "SGD", "AED"]


def zone_choices():
    """Return the zones one needs most, then all others."""
    others = sorted(
        zone
        for zone in available_timezones() - set(COMMON_ZONES)
        if "/" in zone and not zone.startswith("Etc/")
    )
    return [
        (_("Often used"), [(zone, zone) for zone in COMMON_ZONES]),
        (_("All"), [(zone, zone) for zone in others]),
    ]


def currency_choices():
    """Return the currencies one needs most, then all others."""
    others = sorted(list_currencies() - set(COMMON_CURRENCIES))
    return [
        (_("Often used"), [(code, code) for code in COMMON_CURRENCIES]),
        (_("All"), [(code, code) for code in others]),
    ]


class WorkspaceForm(forms.ModelForm):
    locales = forms.MultipleChoiceField(
        label=_("Site languages"), choices=settings.SITE_LANGUAGES, widget=forms.CheckboxSelectMultiple,
        help_text=_("The main language comes first and cannot be left out."),
    )  # fmt: skip

    class Meta:
        model = Workspace
        fields = [
            "name",
            "industry",
            "noun",
            "colour",
            "language",
            "locales",
            "time_zone",
            "currency",
            "gross_margin",
        ]
        labels = {
            "name": _("Company name"), "industry": _("Industry"), "colour": _("Colour"), "language": _("Main language"),
            "noun": _("What a request is called"),
            "time_zone": _("Time zone"), "currency": _("Currency"), "gross_margin": _("Gross margin, per cent"),
        }  # fmt: skip
        help_texts = {
            "noun": _("The word of your trade, in the menu, on the overview and in alerts."),
            "time_zone": _("Days begin and end here; a change applies from now on."),
            "gross_margin": _("Draws the break-even line: 42 per cent means that 1 spent must bring in 2.4."),
        }
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}

    def __init__(self, *args, instance, **kwargs):
        """Check a copy: the action saves the row, compares and writes the audit trail."""
        super().__init__(*args, instance=copy(instance), **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), choices=zone_choices, help_text=self.fields["time_zone"].help_text
        )
        self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
        self.fields["gross_margin"].min_value = 1
        self.fields["gross_margin"].widget.attrs.update({"min": 1, "max": 100, "step": "0.01"})

    def clean_gross_margin(self):
        margin = self.cleaned_data["gross_margin"]
        if margin is not None and not 0 < margin <= 100:
            raise forms.ValidationError(_("Give a share between 0 and 100."))
        return margin

    def clean(self):
        answers = super().clean()
        main, chosen = answers.get("language"), answers.get("locales") or []
        if main:
            answers["locales"] = [main, *[code for code in chosen if code != main]]
        return answers
