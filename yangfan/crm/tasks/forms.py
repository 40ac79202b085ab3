"""The form of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import members_of


class TaskForm(forms.Form):
    """What to do, by when, by whom."""

    title = forms.CharField(label=_("What to do"), max_length=200)
    due_at = forms.DateTimeField(
        label=_("Due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    assignee = forms.ChoiceField(label=_("By whom"), required=False)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(member.user_id): member.user for member in members_of(workspace)}
        self.fields["assignee"].choices = [(key, str(user)) for key, user in self.members.items()]

    def clean_assignee(self):
        return self.members.get(self.cleaned_data["assignee"])
