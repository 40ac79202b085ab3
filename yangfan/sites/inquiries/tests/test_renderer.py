"""Fields written without a template say exactly what Django's own templates say."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from yangfan.sites.inquiries.renderer import QuickRenderer

BAD = "\"><script>alert('1')</script>&"


class Sample(forms.Form):
    name = forms.CharField(
        max_length=20, widget=forms.TextInput({"autocomplete": "name", "placeholder": BAD})
    )
    email = forms.EmailField(required=False)
    phone = forms.CharField(widget=forms.TextInput({"type": "tel"}))
    seconds = forms.FloatField(widget=forms.HiddenInput)
    file = forms.FileField(widget=forms.FileInput({"accept": ".pdf"}))
    consent = forms.BooleanField(widget=forms.CheckboxInput({"disabled": True, "hidden": False}))
    message = forms.CharField(widget=forms.Textarea({"rows": 6}))
    product = forms.ChoiceField(choices=[("", "Not sure yet"), ("A12", "A12"), (BAD, BAD)])
    grouped = forms.ChoiceField(choices=[("Arms", [("1", "One")]), ("", "None")])
    many = forms.MultipleChoiceField(choices=[("1", "One"), ("2", "Two")])


@pytest.mark.parametrize(
    "data", [None, dict.fromkeys(Sample.base_fields, BAD), {"product": "A12", "many": ["2"]}]
)
@pytest.mark.parametrize("name", Sample.base_fields)
def test_a_field_says_what_djangos_template_says(data, name):
    ours, theirs = Sample(data, renderer=QuickRenderer()), Sample(data, renderer=DjangoTemplates())
    assert parse_html(str(ours[name])) == parse_html(str(theirs[name]))
    assert "<script>" not in str(ours[name])
