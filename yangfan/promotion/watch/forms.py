"""What is watched, as a form."""

from django import forms

from yangfan.promotion.watch.models import WatchSettings

GROUPS = (
    ("burn_on", ("over_percent", "under_percent")),
    ("cost_on", ("rise_percent", "least_inquiries")),
    ("silence_on", ("silence_days",)),
)


class WatchForm(forms.ModelForm):
    class Meta:
        model = WatchSettings
        fields = [name for switch, others in GROUPS for name in (switch, *others)]

    def groups(self):
        """Yield each switch with the fields that belong to it."""
        for switch, others in GROUPS:
            yield self[switch], [self[name] for name in others]
