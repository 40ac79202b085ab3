"""Naming a company."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import INDUSTRIES, LANGUAGES, Workspace, reserved_slugs

COLOURS = [("#0a4a5c", _("Deep sea")), ("#17568f", _("Blue")), ("#1f6f54", _("Green")), ("#8a2f2f", _("Brick red")),
           ("#5b3f8c", _("Violet")), ("#2d3640", _("Graphite"))]  # fmt: skip


class CompanyForm(forms.Form):
    name = forms.CharField(label=_("Company name"), max_length=120)
    industry = forms.ChoiceField(label=_("Industry"), choices=INDUSTRIES)
    language = forms.ChoiceField(
        label=_("Main language of the website"), choices=LANGUAGES,
        help_text=_("The other languages can be added at any time."),
    )  # fmt: skip
    colour = forms.ChoiceField(
        label=_("Colour"), choices=COLOURS, initial="#0a4a5c", widget=forms.RadioSelect
    )
    slug = forms.CharField(
        label=_("Short address (may stay empty)"), max_length=40, required=False,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", _("Small letters, digits and hyphens only."))],
        help_text=_("Small letters and digits, such as “tidelane”; part of the address of your site."),
    )  # fmt: skip

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and (slug in reserved_slugs or Workspace.objects.filter(slug=slug).exists()):
            raise forms.ValidationError(_("This address is taken."))
        return slug
