"""Forms of translation services and of the glossary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.intelligence.endpoint.forms import SecretForm
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.translation.glossary_file import LARGEST
from yangfan.intelligence.translation.models import GlossaryTerm, TranslationService
from yangfan.intelligence.translation.overview import BUYERS
from yangfan.intelligence.translation.providers.net import NetService


class ServiceForm(SecretForm):
    """Keys and address of a service on the net, under the names its own console gives them."""

    key_id = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    base_url = forms.CharField(label=_("Address"), required=False, max_length=300)
    calls_per_second = forms.IntegerField(
        label=_("Calls a second at most"), required=False, min_value=1, max_value=1000
    )

    class Meta:
        model = TranslationService
        fields = ["key_id", "key", "base_url", "calls_per_second"]

    def __init__(self, *args, provider: NetService, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(self.Meta.fields)
        self.fields["key"].required = provider.needs_key
        self.fields["key"].label = provider.key_label
        self.fields["base_url"].required = not provider.needs_key
        if provider.address:
            self.fields["base_url"].help_text = _("Empty: %(address)s") % {"address": provider.address}
        if provider.id_label:
            self.fields["key_id"].label, self.fields["key_id"].required = provider.id_label, True
        else:
            del self.fields["key_id"]
        if provider.per_second:
            self.fields["calls_per_second"].help_text = _("What your plan there allows. Empty: %(count)d") % {
                "count": provider.per_second
            }
        else:
            del self.fields["calls_per_second"]

    def clean_key_id(self):
        return self.cleaned_data["key_id"].strip()


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
