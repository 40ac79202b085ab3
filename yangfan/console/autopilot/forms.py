"""The forms of the autopilot: when a job runs, and which runs of the log are shown."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.core.jobs import autopilot, plans
from yangfan.core.jobs.plans import WEEKDAYS, Daily, Every, Plan, Weekly

GAPS = (5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720)  # minutes one may choose


class PlanForm(forms.Form):
    """Every so often, daily or weekly: whatever of it the job allows."""

    kind = forms.ChoiceField(label=_("How often"))
    gap = forms.TypedChoiceField(label=_("How long between"), coerce=int, required=False)
    weekday = forms.TypedChoiceField(label=_("Day of the week"), coerce=int, required=False, empty_value=0)
    at = forms.TimeField(
        label=_("Time of day"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("In your company's time zone."),
    )  # fmt: skip

    def __init__(self, *args, job: autopilot.Job, **kwargs):
        super().__init__(*args, **kwargs)

        def allowed(gap):
            return job.shortest <= gap <= job.rarest

        gaps = [minutes for minutes in GAPS if allowed(timedelta(minutes=minutes))]
        kinds = [
            ("every", _("Several times a day"), bool(gaps)),
            ("daily", _("Once a day"), allowed(Daily.gap)),
            ("weekly", _("Once a week"), allowed(Weekly.gap)),
        ]
        self.fields["kind"].choices = [(key, label) for key, label, is_allowed in kinds if is_allowed]
        self.fields["gap"].choices = [
            (minutes, plans.every_in_words(timedelta(minutes=minutes))) for minutes in gaps
        ]
        self.fields["weekday"].choices = list(enumerate(WEEKDAYS))
        if not gaps:
            del self.fields["gap"]
        if not allowed(Weekly.gap):
            del self.fields["weekday"]

    @staticmethod
    def values_of(plan: Plan) -> dict:
        """Return what the form shows for this plan."""
        if isinstance(plan, Every):
            return {"kind": "every", "gap": plan.minutes, "at": "09:00", "weekday": 0}
        values = {"at": f"{plan.hour:02}:{plan.minute:02}", "weekday": 0, "gap": 60}
        if isinstance(plan, Weekly):
            return values | {"kind": "weekly", "weekday": plan.weekday}
        return values | {"kind": "daily"}

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        if kind == "every" and not data.get("gap"):
            self.add_error("gap", _("Say how long between two runs."))
        if kind in ("daily", "weekly") and "at" not in self.errors and not data.get("at"):
            self.add_error("at", _("Say at what time."))
        return data

    @property
    def plan(self) -> Plan:
        """The plan that was entered, of a valid form."""
        data = self.cleaned_data
        if data["kind"] == "every":
            return Every(data["gap"])
        if data["kind"] == "daily":
            return Daily(data["at"].hour, data["at"].minute)
        return Weekly(data["weekday"], data["at"].hour, data["at"].minute)


class LogForm(forms.Form):
    """Which runs to show."""

    job = forms.ChoiceField(label=_("Job"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False,
        choices=[("", pgettext_lazy("outcome", "All")), ("ok", pgettext_lazy("outcome", "done")), ("failed", pgettext_lazy("outcome", "failed"))],
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["job"].choices = [
            ("", _("All jobs")), *((job.key, job.title) for job in autopilot.visible())
        ]  # fmt: skip

    def of(self, runs):
        """Return the runs that fit; what was asked wrongly is not asked at all."""
        if not self.is_valid():
            return runs
        if self.cleaned_data["job"]:
            runs = runs.filter(job=self.cleaned_data["job"])
        if self.cleaned_data["outcome"]:
            runs = runs.filter(ok=self.cleaned_data["outcome"] == "ok")
        return runs
