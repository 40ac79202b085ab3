"""The form of a language-model endpoint."""

from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.connectors.public import HostRefused, check_host
from yangfan.intelligence.endpoint.models import LanguageEndpoint

KEPT = "********"


def clean_address(address: str) -> str:
    """Return a web address a workspace may use; raise ValidationError."""
    address = address.strip().rstrip("/")
    if not address:
        return address
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise forms.ValidationError(_("Give the whole address, with https://."))
    try:
        check_host(parts.hostname)
    except HostRefused as refused:
        raise forms.ValidationError(
            _("This address lies in the inner network. The operator can allow it (OUTBOUND_ALLOW).")
        ) from refused
    return address


class SecretForm(forms.ModelForm):
    """A form with a `key` that is never shown again, only replaced."""

    key = forms.CharField(
        label=_("Key"), required=False, max_length=400,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.key:
            self.initial["key"] = KEPT

    def clean_key(self):
        given = self.cleaned_data["key"]
        if given == KEPT and self.instance.pk:
            return type(self.instance).plain.get(pk=self.instance.pk).key
        return given

    def clean_base_url(self):
        return clean_address(self.cleaned_data["base_url"])

    def clean(self):
        """A kept key goes only where it went before: who types another host must know the key."""
        data = super().clean()
        is_moved = (
            urlsplit(data.get("base_url", "")).netloc != urlsplit(self.initial.get("base_url", "")).netloc
        )
        if self.initial.get("key") == KEPT == self.data.get(self.add_prefix("key")) and is_moved:
            self.add_error("key", _("The address is another one: give the key again."))
        return data


class EndpointForm(SecretForm):
    """Where the language model answers, under which name, and how much it may be asked."""

    base_url = forms.CharField(
        label=_("Address"), max_length=300, help_text=_("Such as https://api.deepseek.com/v1 or https://dashscope.aliyuncs.com/compatible-mode/v1."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://…/v1"}),
    )  # fmt: skip
    model = forms.CharField(
        label=_("Model"), max_length=120, help_text=_("Such as deepseek-chat or qwen-plus.")
    )
    monthly_tokens = forms.IntegerField(
        label=_("Tokens a month at most"), required=False, min_value=1000,
        help_text=_("A message of a page uses about 2,000. Empty: no limit."),
    )  # fmt: skip

    class Meta:
        model = LanguageEndpoint
        fields = ["base_url", "key", "model", "monthly_tokens"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.is_sample:
            self.initial["model"] = ""
