"""The inquiry form: what a stranger may tell us, checked in the language of the page."""

import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yangfan.sites.inquiries import countries
from yangfan.sites.inquiries.renderer import QuickRenderer
from yangfan.sites.inquiries.settings import Asked, FormSettings

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


@dataclass(frozen=True)
class FieldRow:
    """One field as the page shows it."""

    field: forms.BoundField
    label: str
    hint: str = ""
    is_optional: bool = False
    is_wide: bool = False


class InquiryForm(forms.Form):
    """What the page's settings ask for, and its own questions; `today` is the company's, for days that are not over."""

    default_renderer = QuickRenderer
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

    def __init__(
        self, *args, products=(), words: FormSettings | None = None, today: date | None = None, **kwargs
    ):
        super().__init__(*args, auto_id=f"{self.place}-%s", **kwargs)
        self.words, self.product_names = words, products
        self.today = today or timezone.localdate()
        self.shape()
        language = get_language() or "en"
        if "country" in self.fields:
            self.fields["country"].choices = lambda: [("", _("Please choose")), *countries.choices(language)]
        if "product" in self.fields:
            choices = [(product, product) for product in products]
            self.fields["product"].widget.choices = [("", _("Not sure yet")), *choices]
            self.fields["product"].widget.attrs.pop("maxlength", None)  # HTML knows it for typed text alone
        for name, field in self.fields.items():
            field.widget.attrs.update(self.described_by(name))

    def shape(self) -> None:
        """Leave only what the page asks for, before anything is checked; forms made of this one do it their way."""
        if self.words is None:
            return
        for name in ("company", "country", "product", "quantity", "file"):
            if not getattr(self.words, f"ask_{name}"):
                del self.fields[name]
        if not self.product_names:
            self.fields.pop("product", None)  # nothing to choose from
        if "product" in self.fields:
            self.fields["product"].label = self.words.product_label
        if "company" not in self.fields:
            self.fields["email"].label = _("E-mail")
        self.fields["message"].required = not self.words.message_optional
        self.fields["message"].label = self.words.message_label
        for asked in self.words.questions:
            self.fields[asked.name] = field_for(asked)

    @property
    def rows(self) -> list[FieldRow]:
        """Return what is shown, in order: who it is, what is asked, the message, a file."""
        ways = ["phone", "email"] if self.words.phone_first else ["email", "phone"]
        names = ["name", "company", *ways, "country", "product", "quantity"]
        names += [asked.name for asked in self.words.questions]
        names = [name for name in names if name in self.fields]
        optional = {"company", ways[1], "country", "quantity"}
        optional |= {asked.name for asked in self.words.questions if not asked.is_needed}
        alone = ("country" if "country" in names else names[-1]) if len(names) % 2 else ""
        rows = [self.row(name, is_optional=name in optional, is_wide=name == alone) for name in names]
        rows.append(self.row("message", is_optional=self.words.message_optional, is_wide=True))
        return rows + ([self.row("file", is_optional=True, is_wide=True)] if "file" in self.fields else [])

    def row(self, name: str, **looks) -> FieldRow:
        return FieldRow(self[name], self.fields[name].label, self.hints.get(name, ""), **looks)

    @property
    def hints(self) -> dict[str, str]:
        """Return the words below fields, by field."""
        if self.words is None:
            return {}
        hints = {asked.name: asked.hint for asked in self.words.questions if asked.hint}
        hints["file"] = gettext("PDF, STEP, JPG, PNG or office file, up to 10 MB.")
        return hints | {"message": self.words.message_hint}

    def described_by(self, name: str) -> dict:
        """Tie hints and errors to their field for screen readers."""
        ids = [f"{self.place}-{name}-hint"] if self.hints.get(name) else []
        if self.is_bound and name in self.errors:
            return {
                "aria-invalid": "true",
                "aria-describedby": " ".join([*ids, f"{self.place}-{name}-error"]),
            }
        return {"aria-describedby": " ".join(ids)} if ids else {}

    def clean_message(self):
        message = self.cleaned_data["message"].strip()
        if not message and not self.fields["message"].required:
            return ""
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
        first = "phone" if self.words and self.words.phone_first else "email"
        is_reachable = cleaned.get("email") or cleaned.get("phone")
        if not is_reachable and "email" not in self.errors and "phone" not in self.errors:
            self.add_error(
                first, _("Please leave an e-mail address or a phone number, so that we can answer.")
            )
        if self.words:
            cleaned["message"] = self.with_answers(cleaned)
        return cleaned

    def with_answers(self, cleaned: dict) -> str:
        """Return the message with the company's own questions and their answers above it."""
        lines = []
        for asked in self.words.questions:
            answer = cleaned.get(asked.name)
            if asked.kind == "date" and answer and answer < self.today:
                self.add_error(asked.name, _("This day is over; please choose a later one."))
            if answer not in (None, ""):
                said = answer.strftime("%H:%M") if asked.kind == "time" else answer
                lines.append(f"{asked.label}: {said}")
        message = cleaned.get("message", "")
        if not lines and not message and not self.errors:
            self.add_error("message", _("Please write a few words."))
        return "\n".join(["\n".join(lines), *([""] if lines and message else []), message]).strip()


def field_for(asked: Asked) -> forms.Field:
    """Return the field that takes the answer to a question."""
    common = {"label": asked.label, "required": asked.is_needed}
    if asked.kind == "choice":
        first = ("", _("Please choose") if asked.is_needed else "—")
        return forms.ChoiceField(choices=[first, *((one, one) for one in asked.choices)], **common)
    if asked.kind == "number":
        return forms.IntegerField(min_value=0, max_value=1_000_000_000, **common)
    if asked.kind == "date":
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **common)
    if asked.kind == "time":
        return forms.TimeField(widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **common)
    return forms.CharField(max_length=200, **common)


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
