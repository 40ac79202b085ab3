"""Forms of the product screens."""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from yangfan.core.ui.table_files import MAX_BYTES
from yangfan.sites.catalogue.fetching import ZIP_LIMIT
from yangfan.sites.catalogue.models import Attribute


class ProductFilter(forms.Form):
    """What the list shows."""

    q = forms.CharField(label=_("Name, model, pinyin"), required=False, max_length=80)
    category = forms.ChoiceField(label=_("Category"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("live", _("Live")),
            ("changed", _("Live, changes not published")),
            ("draft", _("Draft")),
        ],
    )
    language = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("All")), *((str(pk), name) for pk, name in categories)]


class ImportForm(forms.Form):
    """A file of products, and a ZIP with its pictures."""

    file = forms.FileField(
        label=_("File of products"),
        help_text=_("CSV or XLSX with a line of headings, from Excel, WPS, an ERP or another shop."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    pictures = forms.FileField(
        label=_("ZIP with pictures and documents"),
        required=False,
        help_text=_(
            "Only if the file names them by file name; addresses (https://…) are fetched by themselves."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    language = forms.ChoiceField(label=_("Language of the file"))

    def __init__(self, *args, languages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [
            (code, get_language_info(code)["name_local"]) for code in languages
        ]

    def clean_file(self):
        return not_larger(self.cleaned_data["file"], MAX_BYTES)

    def clean_pictures(self):
        return not_larger(self.cleaned_data["pictures"], ZIP_LIMIT)


def not_larger(file, limit: int):
    if file and file.size > limit:
        raise forms.ValidationError(_("The file is larger than %(n)d MB."), params={"n": limit >> 20})
    return file


class HowForm(forms.Form):
    """What is to happen with a file beside its columns."""

    rule = forms.ChoiceField(
        label=_("Products that are there already"),
        required=False,
        choices=[("replace", _("Overwrite what the file says")), ("skip", _("Leave as they are"))],
    )
    publish = forms.BooleanField(label=_("Publish at once; else they come in as drafts"), required=False)
    skip_bad = forms.BooleanField(
        label=_("Leave wrong rows out and take in the others; else one wrong row stops everything"),
        required=False,
    )
    add_choices = forms.BooleanField(label=_("Add choices that are not there yet"), required=False)


class AttributeForm(forms.Form):
    """One attribute, named in each of the site's languages; a choice is a line, its languages separated by |."""

    kind = forms.ChoiceField(label=_("Type"), choices=Attribute.Kind.choices)
    unit = forms.CharField(
        label=_("Unit"), required=False, max_length=20, help_text=_("For numbers, e.g. kg, mm, 片/箱.")
    )
    choices = forms.CharField(
        label=_("Choices, one a line"), required=False, widget=forms.Textarea({"rows": 6})
    )
    is_filterable = forms.BooleanField(label=_("Visitors can filter by it"), required=False, initial=True)
    position = forms.IntegerField(label=_("Place in the order"), min_value=0, max_value=999, initial=0)

    def __init__(self, *args, languages: list[str], attribute: Attribute | None = None, **kwargs):
        self.languages = languages
        if attribute is not None:
            kwargs["initial"] = initial_of(attribute, languages)
        super().__init__(*args, **kwargs)
        for code in languages:
            label = _("Name in %(language)s") % {"language": get_language_info(code)["name_local"]}
            self.fields[f"name_{code}"] = forms.CharField(label=label, required=False, max_length=80)
        names = " | ".join(get_language_info(code)["name_local"] for code in languages)
        if len(languages) > 1:
            self.fields["choices"].help_text = _("In this order: %(languages)s") % {"languages": names}
        self.order_fields([f"name_{code}" for code in languages])

    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"] for code in self.languages}

    def choice_names(self) -> list[dict[str, str]]:
        """Return {language: name} of each line; a line with one name serves every language."""
        found = []
        for line in self.cleaned_data["choices"].splitlines():
            parts = [part.strip() for part in line.replace("｜", "|").split("|")]
            if any(parts):
                found.append(dict(zip(self.languages, parts, strict=False)))
        return found


def initial_of(one: Attribute, languages: list[str]) -> dict:
    lines = [
        " | ".join(choice["names"].get(code, "") for code in languages).rstrip(" |") for choice in one.choices
    ]
    return {
        "kind": one.kind, "unit": one.unit, "is_filterable": one.is_filterable, "position": one.position,
        "choices": "\n".join(lines), **{f"name_{code}": one.names.get(code, "") for code in languages},
    }  # fmt: skip
