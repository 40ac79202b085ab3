"""Forms of translation services and of the glossary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.intelligence.endpoint.forms import SecretForm
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.translation.glossary_file import LARGEST
from yangfan.intelligence.translation.models import GlossaryTerm, TranslationService
from yangfan.intelligence.translation.overview import BUYERS


class ServiceForm(SecretForm):
    """Key and address of a service on the net."""

    base_url = forms.CharField(label=_("Address"), required=False, max_length=300)

    class Meta:
        model = TranslationService
        fields = ["key", "base_url"]

    def __init__(self, *args, needs_key: bool, address: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].required = needs_key
        self.fields["base_url"].required = not needs_key
        if address:
            self.fields["base_url"].help_text = _("Empty: %(address)s") % {"address": address}


class TermForm(forms.ModelForm):
    """A term with its word in each of the common languages."""

    term = forms.CharField(label=_("Term"), max_length=120)
    is_kept = forms.BooleanField(label=_("Never translate (brands, model names)"), required=False)
    is_case_sensitive = forms.BooleanField(label=_("Upper and lower case matter"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    class Meta:
        model = GlossaryTerm
        fields = ["term", "is_kept", "is_case_sensitive", "note"]

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.workspace = workspace
        for code in BUYERS:
            self.fields[f"word_{code}"] = forms.CharField(
                label=language_name(code), required=False, max_length=120, initial=self.instance.words.get(code, ""),
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )  # fmt: skip

    @property
    def words(self) -> list:
        """Return the fields of the languages."""
        return [self[f"word_{code}"] for code in BUYERS]

    def clean(self):
        data = super().clean()
        data["words"] = {code: data[f"word_{code}"] for code in BUYERS if data.get(f"word_{code}")}
        if not data["words"] and not data.get("is_kept"):
            self.add_error(None, _("Give the word in at least one language, or choose “never translate”."))
        same = GlossaryTerm.objects.of(self.instance.workspace).filter(term=data.get("term", ""))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("term", _("This term is in the glossary already."))
        return data


class TermSearch(forms.Form):
    q = forms.CharField(
        label=_("Search"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )


class GlossaryFile(forms.Form):
    file = forms.FileField(label=_("CSV file"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:  # before a byte of it is read
            raise forms.ValidationError(_("The file is larger than %(mb)d MB.") % {"mb": LARGEST // 10**6})
        return file
