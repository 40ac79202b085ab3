"""The inquiry form: what a stranger may tell us, checked in the language of the page."""

import re

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yangfan.sites.inquiries import countries

FILE_LIMIT = 10 * 1024 * 1024
FILE_TYPES = {
    "pdf": (b"%PDF",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG",),
    "webp": (b"RIFF",),
    "step": (b"ISO-10303",),
    "stp": (b"ISO-10303",),
    "dxf": None,
    "dwg": (b"AC10",),
    "stl": None,
    "igs": None,
    "iges": None,
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04",),
    "txt": None,
    "csv": None,
}  # what the first bytes must be; None: a plain format without a mark


class CountrySelect(forms.Select):
    """Writes its options itself, once for each language.

    Django draws a template for every option: 250 countries cost more than the whole page around them.
    """

    def render(self, name, value, attrs=None, renderer=None):
        options = countries.options(get_language() or "en")
        if value:
            options = options.replace(
                format_html('value="{}"', value), format_html('value="{}" selected', value)
            )
        attrs = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        first = format_html('<option value="">{}</option>', _("Please choose"))
        return format_html("<select{}>{}{}</select>", attrs, first, mark_safe(options))


class InquiryForm(forms.Form):
    """All fields are there always; the page's settings say which are shown."""

    place = "quote"  # begins the ids of its fields: several forms may stand on one page

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    company = forms.CharField(
        label=_("Company"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("Work e-mail"),
        max_length=200,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    country = forms.ChoiceField(
        label=_("Country or region"), required=False, widget=CountrySelect({"autocomplete": "country"})
    )
    product = forms.CharField(label=_("Product"), required=False, max_length=160, widget=forms.Select)
    quantity = forms.CharField(
        label=_("Quantity"), required=False, max_length=60, widget=forms.TextInput({"inputmode": "numeric"})
    )
    message = forms.CharField(label=_("Your message"), max_length=6000, widget=forms.Textarea({"rows": 6}))
    file = forms.FileField(
        label=_("Drawing or photo"),
        required=False,
        widget=forms.FileInput({"accept": ",".join(f".{kind}" for kind in FILE_TYPES)}),
    )
    consent = forms.BooleanField(
        error_messages={"required": _("Please agree, otherwise we may not keep your message.")}
    )
    # A trap: hidden from people, tempting for machines.
    website_url = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )
    seconds = forms.FloatField(required=False, widget=forms.HiddenInput)  # filled by our script
    referrer = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    time_zone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args, products=(), **kwargs):
        super().__init__(*args, auto_id=f"{self.place}-%s", **kwargs)
        self.shape()
        language = get_language() or "en"
        self.fields["country"].choices = lambda: [("", _("Please choose")), *countries.choices(language)]
        if "product" in self.fields:
            choices = [(product, product) for product in products]
            self.fields["product"].widget.choices = [("", _("Not sure yet")), *choices]
            self.fields["product"].widget.attrs.pop("maxlength", None)  # HTML knows it for typed text alone
        for name, field in self.fields.items():
            field.widget.attrs.update(self.described_by(name))

    def shape(self) -> None:
        """Change the fields before anything is checked; forms made of this one do."""

    def described_by(self, name: str) -> dict:
        """Tie hints and errors to their field for screen readers."""
        ids = [f"{self.place}-{name}-hint"] if name in ("message", "file") else []
        if self.is_bound and name in self.errors:
            return {
                "aria-invalid": "true",
                "aria-describedby": " ".join([*ids, f"{self.place}-{name}-error"]),
            }
        return {"aria-describedby": " ".join(ids)} if ids else {}

    def clean_message(self):
        message = self.cleaned_data["message"].strip()
        if len(re.sub(r"\W", "", message)) < 2:
            raise forms.ValidationError(_("Please write a few words."))
        return message

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip()
        if phone and not 5 <= len(re.sub(r"\D", "", phone)) <= 20:
            raise forms.ValidationError(_("This does not look like a phone number."))
        return phone

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file:
            refuse_bad_file(file)
        return file

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("email") and not cleaned.get("phone") and "email" not in self.errors:
            self.add_error(
                "email", _("Please leave an e-mail address or a phone number, so that we can answer.")
            )
        return cleaned


def refuse_bad_file(file) -> None:
    """Raise ValidationError unless the file is of a known kind, looks like it, and is not too large."""
    kind = file.name.rpartition(".")[2].lower()
    if kind not in FILE_TYPES:
        raise forms.ValidationError(_("Please send a PDF, a picture, a drawing or an office file."))
    if file.size > FILE_LIMIT:
        raise forms.ValidationError(_("The file is larger than 10 MB."))
    marks = FILE_TYPES[kind]
    start = file.read(16)
    file.seek(0)
    if marks and not start.startswith(marks):
        raise forms.ValidationError(_("The file is damaged or not what its name says."))
