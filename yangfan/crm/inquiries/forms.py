"""Forms of the inbox and of one inquiry."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.core.ui.table_files import check_size
from yangfan.crm.contacts.identity import country_choices
from yangfan.crm.conversations.models import WEBSITE_WAYS, Way
from yangfan.crm.inquiries.models import Status
from yangfan.crm.words import channel_titles

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LogForm(forms.Form):
    """An inquiry that came by phone, at a fair, by a chat app: written down by hand."""

    way = forms.ChoiceField(
        label=_("Way in"),
        choices=[choice for choice in Way.choices if choice[0] not in WEBSITE_WAYS],
        initial=Way.PHONE,
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    company = forms.CharField(label=_("Company"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    message = forms.CharField(label=_("What they asked for"), widget=forms.Textarea)
    product = forms.CharField(label=_("Product"), max_length=200, required=False)
    quantity = forms.CharField(label=_("Quantity"), max_length=80, required=False)
    channel = forms.ChoiceField(
        label=_("How they found us"), required=False, help_text=_("Counts for this channel's return.")
    )
    submission_id = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices()
        self.fields["channel"].choices = [("", "—"), *channel_titles(workspace).items()]

    def clean(self):
        data = super().clean()
        if not (data.get("email") or data.get("phone")):
            raise forms.ValidationError(
                _("Give an e-mail address or a phone number, so that somebody can answer.")
            )
        return data


class ImportForm(forms.Form):
    """A file of inquiries or contacts from elsewhere."""

    file = forms.FileField(label=_("CSV or XLSX file"), validators=[check_size])


STATUSES = Status.choices
