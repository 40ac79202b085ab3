"""The sign-up form of the newsletter block."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SignupForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=200, widget=forms.EmailInput({"autocomplete": "email"})
    )
    consent = forms.BooleanField(
        error_messages={"required": gettext_lazy("Please agree, otherwise we may not write to you.")}
    )
    website_url = forms.CharField(  # a trap: hidden from people, tempting for machines
        required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )
    seconds = forms.FloatField(
        required=False, widget=forms.HiddenInput
    )  # the script fills these in every form
    referrer = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    time_zone = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="news-%s", **kwargs)
        if self.is_bound:
            for name in self.errors:
                if name in self.fields:
                    self.fields[name].widget.attrs |= {
                        "aria-invalid": "true",
                        "aria-describedby": f"news-{name}-error",
                    }


def shown(*, page, value, bound: SignupForm | None) -> dict:
    """Return what the block's template shows."""
    return {
        "form": bound or SignupForm(),
        "button": value.get("button") or _("Sign up"),
        "consent": consent_words(page, value),
    }


def consent_words(page, value) -> str:
    own = value.get("consent") if value else ""
    ours = _("I want to receive news from %(company)s by e-mail. I can unsubscribe at any time.")
    return own or ours % {"company": page.home_page().title}


def block_of(page):
    """Return the value of the page's sign-up block; None when it has none."""
    for block in getattr(page, "body", None) or []:
        if block.block_type == "newsletter":
            return block.value
    return None
