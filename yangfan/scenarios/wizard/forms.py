"""The five steps as forms. Each knows what it shows and what it gives back to the set-up."""

import re
from functools import partial

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yangfan.core.ui.table_files import check_size
from yangfan.scenarios.format import facts, kinds, reading
from yangfan.scenarios.format.schema import Fact
from yangfan.sites import public as sites

LANGUAGES = ("zh-hans", "en")
SAME_EVERYWHERE = {"number", "year", "date", "time", "hours", "link", "mail", "phone", "code"}
TYPES = {"date": "date", "time": "time", "mail": "email", "phone": "tel"}
DAY_NAMES = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
NEEDED = ("company", "city", "business", "product_1", "email")
COMPANY = [
    "company", "legal_name", "city", "business", "product_1", "product_2", "product_3", "email", "phone", "address", "founded",
    "employees",
]  # fmt: skip
LONGEST = 200
HINTS = {
    "hours": _(
        "Several ranges with a comma: 09:00–12:00, 13:30–18:00. Write “closed” for a day that is closed."
    ),
    "link": _("The whole address, with https://"),
    "code": _("Letters and digits, as the customer types it"),
}


class FactField(forms.CharField):
    """A fact of a kind: refused in words when it is none, else as it is kept."""

    def __init__(self, *, kind: str, **more):
        super().__init__(**more)
        self.kind = kind
        if kind in TYPES:
            self.widget.input_type = TYPES[kind]
        elif kind == "link":
            self.widget.attrs["inputmode"] = "url"

    def clean(self, value):
        text = super().clean(value)
        try:
            return kinds.read(self.kind, text)
        except kinds.FactRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class WeekWidget(forms.MultiWidget):
    """Seven lines, one for each day."""

    template_name = "scenarios/week.html"

    def __init__(self, attrs=None):
        super().__init__([forms.TextInput({"placeholder": "09:00–18:00"}) for _day in DAY_NAMES], attrs)

    def decompress(self, value):
        try:
            week = kinds.week_of(value or "")
        except kinds.FactRefused:
            return [value or "", *[""] * 6]  # an older answer in words, to be written anew
        closed = gettext("closed")
        return ["" if day is None else ", ".join(f"{a}–{b}" for a, b in day) or closed for day in week]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, day in zip(context["widget"]["subwidgets"], DAY_NAMES, strict=True):
            part["day"] = day
            part["attrs"].pop("aria-invalid", None)
        return context

    def id_for_label(self, id_):
        return f"{id_}_0"


class WeekField(forms.MultiValueField):
    """Opening hours, each day with its ranges; a day left empty is not spoken of."""

    widget = WeekWidget

    def __init__(self, *, max_length=None, **more):
        days = [forms.CharField(required=False, max_length=80) for _day in DAY_NAMES]
        super().__init__(fields=days, require_all_fields=False, **more)

    def compress(self, values):
        week = []
        for day, text in zip(DAY_NAMES, values or [""] * 7, strict=True):
            try:
                week.append(kinds.ranges_of(text) if text else None)
            except kinds.FactRefused as refused:
                raise forms.ValidationError(f"{day}: {refused}") from refused
        return kinds.hours_text(week)


class FactsForm(forms.Form):
    """Fields for facts: one in each language, but one for both where it reads the same (a number, a mail address)."""

    def __init__(self, data=None, *, known: dict[str, Fact], values: dict, needed=(), main="zh-hans"):
        super().__init__(data)
        self.known, self.main = known, main
        for key, fact in known.items():
            for language in self.languages_of(fact):
                self.fields[f"{key}__{language}"] = self._field(key, fact, language, values, needed)

    @staticmethod
    def languages_of(fact: Fact) -> tuple[str, ...]:
        return ("en",) if fact.kind in SAME_EVERYWHERE else LANGUAGES

    def _field(self, key, fact, language, values, needed):
        reader = "zh-hans" if (get_language() or "").startswith("zh") else "en"
        label = _said(fact.label, reader)
        label = label[:1].upper() + label[1:]
        if fact.kind not in SAME_EVERYWHERE:
            label = f"{label} · {dict(settings.SITE_LANGUAGES)[language]}"
        said = values.get(key) or {}
        initial = said.get(language, "") or (
            next(iter(said.values()), "") if fact.kind in SAME_EVERYWHERE else ""
        )
        field = (WeekField if fact.kind == "hours" else partial(FactField, kind=fact.kind))(
            label=label, required=key in needed and language in ("en", self.main) and self._is_asked(fact, language),
            max_length=LONGEST, initial=initial, help_text=_said(fact.hint, reader) or HINTS.get(fact.kind, ""),
        )  # fmt: skip
        if (example := fact.example.get(language)) and fact.kind != "hours":
            field.widget.attrs["placeholder"] = example
        field.widget.attrs["lang"] = {"zh-hans": "zh-Hans"}.get(language, language)
        return field

    def _is_asked(self, fact, language) -> bool:
        return fact.kind in SAME_EVERYWHERE or language == self.main

    def rows(self):
        """Return the fields, those of one fact side by side."""
        return [
            [self[f"{key}__{language}"] for language in self.languages_of(fact)]
            for key, fact in self.known.items()
        ]

    def answers(self) -> dict[str, dict[str, str]]:
        """Return {fact: {language: text}}; what was left empty is not there."""
        found: dict[str, dict[str, str]] = {key: {} for key in self.known}
        for name, text in self.cleaned_data.items():
            key, _bar, language = name.rpartition("__")
            if key in found and text:
                found[key][language] = " ".join(text.split())
        return found


def _said(words: dict, language: str) -> str:
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def company_facts() -> dict[str, Fact]:
    return {key: facts.STANDARD[key] for key in COMPANY}


class SourceForm(forms.Form):
    """An existing website or a text, to read the company's facts from."""

    address = forms.CharField(
        label=_("Address of your present website"), required=False, max_length=300,
        widget=forms.TextInput({"placeholder": "www.example.com", "inputmode": "url", "autocomplete": "url"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or a text about the company"), required=False, max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("From a brochure, a profile or an introduction, in Chinese or English."),
    )  # fmt: skip

    def clean(self):
        answers = super().clean()
        if not answers.get("address") and not answers.get("text"):
            raise forms.ValidationError(_("Give an address or a text."))
        return answers


class PackForm(forms.Form):
    """The trade and its aim."""

    pack = forms.ChoiceField(label=_("Trade and aim"), widget=forms.RadioSelect)

    def __init__(self, *args, packs: list[reading.Pack], **kwargs):
        super().__init__(*args, **kwargs)
        reader = get_language() or "zh-hans"
        self.fields["pack"].choices = [
            (pack.key, f"{pack.words(pack.manifest.name, reader)}: {pack.words(pack.manifest.aim, reader)}")
            for pack in packs
        ]


class LanguagesForm(forms.Form):
    main = forms.ChoiceField(label=_("Main language"), choices=[("zh-hans", "简体中文"), ("en", "English")])
    others = forms.MultipleChoiceField(
        label=_("Other languages"),
        required=False,
        choices=settings.SITE_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    def languages(self) -> list[str]:
        """Return the chosen languages, the main one first."""
        main = self.cleaned_data["main"]
        return [main, *[code for code in self.cleaned_data["others"] if code != main]]


class LookForm(forms.Form):
    theme = forms.ChoiceField(
        label=_("Look"), choices=sites.BuiltSite.Theme.choices, widget=forms.RadioSelect
    )
    colour = forms.CharField(label=_("Brand colour"), widget=forms.TextInput({"type": "color"}))
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG, JPG, WebP or SVG, up to 2 MB. Its colour becomes the brand colour."),
    )  # fmt: skip

    def clean_colour(self):
        colour = self.cleaned_data["colour"]
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise forms.ValidationError(_("Choose a colour such as #0a4a5c."))
        return colour.lower()

    def clean_logo(self):
        file = self.cleaned_data["logo"]
        if file and file.size > 2 * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file


class ProductForm(forms.Form):
    """One product by hand."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    model = forms.CharField(label=_("Model number"), max_length=60, required=False)
    summary_zh = forms.CharField(label=_("In one sentence, Chinese"), max_length=400, required=False)
    summary_en = forms.CharField(label=_("In one sentence, English"), max_length=400, required=False)

    def clean(self):
        answers = super().clean()
        if any(answers.values()) and not (answers.get("name_zh") or answers.get("name_en")):
            raise forms.ValidationError(_("What is the product called?"))
        return answers

    def product(self, before: dict | None) -> dict | None:
        """Return the product as the set-up keeps it; None for an empty row."""
        said = self.cleaned_data
        if not (said.get("name_zh") or said.get("name_en")):
            return None
        names, summaries = dict((before or {}).get("name", {})), dict((before or {}).get("summary", {}))
        for language, name, summary in (
            ("zh-hans", "name_zh", "summary_zh"),
            ("en", "name_en", "summary_en"),
        ):
            names[language], summaries[language] = said[name], said[summary]
        return {
            "name": {code: text for code, text in names.items() if text}, "model": said["model"],
            "kind": (before or {}).get("kind", {}), "summary": {code: text for code, text in summaries.items() if text},
            "specification": (before or {}).get("specification", []), "language": (before or {}).get("language", "en"),
        }  # fmt: skip

    @staticmethod
    def initial_of(product: dict) -> dict:
        return {
            "name_zh": product["name"].get("zh-hans", ""), "name_en": product["name"].get("en", ""),
            "model": product["model"], "summary_zh": product["summary"].get("zh-hans", ""),
            "summary_en": product["summary"].get("en", ""),
        }  # fmt: skip


ProductFormSet = forms.formset_factory(ProductForm, extra=2, max_num=200, validate_max=True)


class ProductFileForm(forms.Form):
    """A file of products, and a ZIP with its pictures; the catalogue reads both."""

    file = forms.FileField(
        label=_("File of products (CSV or XLSX)"), validators=[check_size],
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
        help_text=_("One product a row, the first row names the columns. “Name (English)” or “名称（英文）” brings a second language."),
    )  # fmt: skip
    pictures = forms.FileField(
        label=_("ZIP with pictures and documents"), required=False, widget=forms.FileInput({"accept": ".zip"}),
        help_text=_("Only if the file names them by file name; addresses (https://…) are fetched by themselves."),
    )  # fmt: skip
