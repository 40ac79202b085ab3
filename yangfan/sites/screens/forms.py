"""Forms of the site's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.sites.look.models import BuiltSite

LOGO_TYPES = {"svg", "png", "jpg", "jpeg", "webp"}
LOGO_LIMIT = 2 * 1024 * 1024


class LookForm(forms.ModelForm):
    logo_file = forms.FileField(
        label=_("Logo"), required=False, help_text=_("SVG or PNG, up to 2 MB; without one the name is shown.")
    )
    no_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = BuiltSite
        fields = ["theme", "font", "corners", "accent", "ink", "paper"]
        widgets = {name: forms.TextInput({"type": "color"}) for name in ("accent", "ink", "paper")}
        help_texts = {
            "theme": _("Every theme takes your colours and keeps them readable."),
            "accent": _("For marks and drawings; never carries text."),
            "ink": _("Darkened by itself where it could not be read."),
        }

    def clean_logo_file(self):
        file = self.cleaned_data["logo_file"]
        if file and file.name.rpartition(".")[2].lower() not in LOGO_TYPES:
            raise forms.ValidationError(_("Please choose an SVG, PNG, JPG or WebP file."))
        if file and file.size > LOGO_LIMIT:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file


class HostForm(forms.Form):
    host = forms.CharField(
        label=_("Host"), max_length=253, widget=forms.TextInput({"placeholder": "www.example.com"})
    )


class RedirectForm(forms.Form):
    old_path = forms.CharField(
        label=_("Old address"), max_length=400, widget=forms.TextInput({"placeholder": "/old-product/"})
    )
    target = forms.CharField(
        label=_("New address"), max_length=400, widget=forms.TextInput({"placeholder": "/en/products/a12/"})
    )
