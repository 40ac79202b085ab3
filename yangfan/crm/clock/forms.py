"""The form of the business hours: up to two stretches a day, days off, and the time for an answer."""

import re
from datetime import date, time

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from yangfan.crm.settings.models import InquirySettings

PARTS = ("", "_2")  # of a day: before and after the break at noon
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
            kept = self.instance.business_hours.get(str(day)) or []
            for part, suffix in enumerate(PARTS):
                start, end = kept[part] if part < len(kept) else ("", "")
                for name, initial in (("from", start), ("to", end)):
                    self.fields[f"{name}_{day}{suffix}"] = forms.TimeField(required=False, widget=TIME, label=WEEKDAYS[day], initial=initial)  # fmt: skip
        self.initial["holidays"] = "\n".join(self.instance.holidays)

    @property
    def days(self) -> list[dict]:
        """The rows of the week, each with its stretches."""
        return [
            {
                "label": WEEKDAYS[day],
                "parts": [
                    {"start": self[f"from_{day}{suffix}"], "end": self[f"to_{day}{suffix}"]}
                    for suffix in PARTS
                ],
            }
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
            name = {"day": WEEKDAYS[day]}
            for suffix in PARTS:
                if bool(data.get(f"from_{day}{suffix}")) != bool(data.get(f"to_{day}{suffix}")):
                    self.add_error(f"to_{day}{suffix}", _("%(day)s: give both times, or none.") % name)
            spans = self._spans(data, day)
            if len(spans) > 1 and not spans[0][0] < spans[0][1] < spans[1][0]:
                self.add_error(
                    f"from_{day}_2", _("%(day)s: the second stretch begins after the first has ended.") % name
                )
        return data

    def _spans(self, data: dict, day: int) -> list[tuple[time, time]]:
        pairs = [(data.get(f"from_{day}{suffix}"), data.get(f"to_{day}{suffix}")) for suffix in PARTS]
        return [(start, end) for start, end in pairs if start and end]

    def week(self) -> dict:
        """Return the hours as they are kept."""
        days = {str(day): self._spans(self.cleaned_data, day) for day in range(7)}
        return {
            day: [[_text(start), _text(end)] for start, end in spans] for day, spans in days.items() if spans
        }


def _text(moment: time) -> str:
    return moment.strftime("%H:%M")
