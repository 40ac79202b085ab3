"""Forms of contacts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.crm.contacts.identity import country_choices
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.own import OwnFieldsMixin


class ContactForm(OwnFieldsMixin, forms.ModelForm):
    of = "contact"

    company_name = forms.CharField(label=_("company"), required=False, max_length=200)

    class Meta:
        model = Contact
        fields = ["name", "email", "phone", "title", "country", "note"]
        widgets = {"email": forms.EmailInput, "note": forms.Textarea(attrs={"rows": 3})}

    field_order = ["name", "company_name", "title", "email", "phone", "country", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].widget = forms.Select(choices=country_choices())
        firm = self.instance.company
        self.fields["company_name"].initial = firm.name if firm else ""
        self.add_own_fields()


class SearchForm(forms.Form):
    q = forms.CharField(label="", required=False, max_length=100)

    def __init__(self, data, *, label):
        super().__init__(data)
        self.use_required_attribute = False
        self.fields["q"].label = label
