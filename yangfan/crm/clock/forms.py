"""The form of the business hours: one stretch a day, days off, and the time for an answer."""

import re
from datetime import date, time

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from yangfan.crm.settings.models import InquirySettings

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class HoursForm(forms.ModelForm):
    """A day without times is closed; one that ends before it begins ends the next day."""

    holidays = forms.CharField(
        label=_("Days off"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One day a line, such as 2027-02-06; a stretch as 2027-02-06 to 2027-02-12."),
    )  # fmt: skip

    class Meta:
        model = InquirySettings
        fields = ["answer_within_hours", "holidays"]
        help_texts = {"answer_within_hours": _("Counted in business hours.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for day in range(7):
            spans = self.instance.business_hours.get(str(day)) or [["", ""]]
            for end, at in (("from", 0), ("to", 1)):
                self.fields[f"{end}_{day}"] = forms.TimeField(required=False, widget=TIME, label=WEEKDAYS[day], initial=spans[0][at])  # fmt: skip
        self.initial["holidays"] = "\n".join(self.instance.holidays)

    @property
    def days(self) -> list[dict]:
        """The rows of the week."""
        return [
            {"label": WEEKDAYS[day], "start": self[f"from_{day}"], "end": self[f"to_{day}"]}
            for day in range(7)
        ]

    def clean_holidays(self) -> list[str]:
        found: set[date] = set()
        for line in filter(None, map(str.strip, self.cleaned_data["holidays"].splitlines())):
            days = re.findall(r"\d{4}-\d{2}-\d{2}", line)
            try:
                ends = [date.fromisoformat(day) for day in days]
            except ValueError:
                ends = []
            if len(ends) not in (1, 2) or (ends[-1] - ends[0]).days not in range(60):
                raise forms.ValidationError(
                    _("“%(line)s” is no day such as 2027-02-06."), params={"line": line}
                )
            found |= {date.fromordinal(day) for day in range(ends[0].toordinal(), ends[-1].toordinal() + 1)}
        return [day.isoformat() for day in sorted(found)]

    def clean(self):
        data = super().clean()
        for day in range(7):
            if bool(data.get(f"from_{day}")) != bool(data.get(f"to_{day}")):
                self.add_error(f"to_{day}", _("%(day)s: give both times, or none.") % {"day": WEEKDAYS[day]})
        return data

    def week(self) -> dict:
        """Return the hours as they are kept."""
        data = self.cleaned_data
        pairs = {str(day): (data[f"from_{day}"], data[f"to_{day}"]) for day in range(7)}
        return {day: [[_text(start), _text(end)]] for day, (start, end) in pairs.items() if start and end}


def _text(moment: time) -> str:
    return moment.strftime("%H:%M")
