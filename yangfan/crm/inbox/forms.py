"""Forms of the inbox: filters, and a view to be saved."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import members_of
from yangfan.crm.conversations.models import Way
from yangfan.crm.inbox.models import SavedView
from yangfan.crm.inbox.queries import occurring
from yangfan.crm.inquiries.models import Status
from yangfan.crm.understanding.fields import INTENTS
from yangfan.crm.words import channel_titles, country_name, language_name

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ALL = ("", _("All"))


class FilterForm(forms.Form):
    """What the inbox can be narrowed to; choices are those that occur."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ALL, *Status.choices])
    owner = forms.ChoiceField(label=pgettext_lazy("inquiry", "Owner"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    intent = forms.ChoiceField(label=_("Intent"), required=False)
    product = forms.CharField(label=_("Product"), required=False, max_length=100)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    way = forms.ChoiceField(label=_("Way in"), required=False)
    deal = forms.ChoiceField(
        label=_("Deal"), required=False, choices=[ALL, ("yes", _("With a deal")), ("won", _("With a deal won")), ("no", _("Without a deal"))]
    )  # fmt: skip
    since = forms.DateField(label=_("Received since"), required=False, widget=DAY)
    until = forms.DateField(label=_("Received until"), required=False, widget=DAY)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, data, *, workspace):
        super().__init__(data)
        self.use_required_attribute = False
        titles, intents, ways = channel_titles(workspace), INTENTS, dict(Way.choices)
        self._choose(workspace, "channel", lambda key: titles.get(key, key))
        self._choose(workspace, "country", country_name)
        self._choose(workspace, "language", language_name)
        self._choose(workspace, "intent", lambda key: intents.get(key, key))
        self._choose(workspace, "way", lambda key: ways.get(key, key))
        people = [(str(member.user_id), str(member.user)) for member in members_of(workspace)]
        self.fields["owner"].choices = [ALL, ("me", _("Me")), ("none", _("Nobody")), *people]

    def _choose(self, workspace, field, title):
        found = occurring(workspace, field)
        pairs = sorted(((key, str(title(key))) for key in found), key=lambda pair: pair[1])
        self.fields[field].choices = [ALL, *pairs]

    def shown(self, name: str) -> str:
        """Return what is chosen in one field, in words."""
        value = self.cleaned_data[name]
        choices = dict(getattr(self.fields[name], "choices", []))
        return str(choices.get(value, value))


class SaveViewForm(forms.ModelForm):
    """A name for the filters that are set."""

    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]
