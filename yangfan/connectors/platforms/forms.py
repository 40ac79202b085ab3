"""The form of an account, made from what its connector asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.connectors.contract import Connector
from yangfan.connectors.platforms.models import Account

KEPT = "********"


class AccountForm(forms.Form):
    """A saved secret is never shown again, only replaced."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("To tell several accounts apart."))

    def __init__(self, *args, connector: Connector, workspace, account: Account | None = None, **kwargs):
        self.connector, self.workspace, self.account = connector, workspace, account
        super().__init__(*args, **kwargs)
        self.initial["name"] = account.name if account else str(connector.title)
        for one in connector.questions:
            self.fields[one.key] = self._field(one)
            self.initial[one.key] = self._shown(one)

    def _field(self, one) -> forms.Field:
        words = {"label": one.label, "help_text": one.help, "required": one.is_required}
        if one.choices:
            return forms.ChoiceField(choices=one.choices, **words)
        if one.is_secret:
            widget = forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"})
            return forms.CharField(max_length=2000, widget=widget, **words)
        return forms.CharField(max_length=500, **words)

    def _shown(self, one) -> str:
        if self.account is None:
            return one.default
        if one.is_secret:
            return KEPT if self.account.secret_values.get(one.key) else ""
        return self.account.settings.get(one.key, one.default)

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        same = Account.objects.of(self.workspace).filter(connector=self.connector.key, name=name)
        if same.exclude(pk=self.account.pk if self.account else None).exists():
            raise forms.ValidationError(_("Another account has this name."))
        return name

    def clean_proxy(self):
        proxy = self.cleaned_data["proxy"].strip()
        if proxy and proxy != KEPT and not proxy.startswith(("http://", "https://")):
            raise forms.ValidationError(_("A proxy's address begins with http:// or https://."))
        return proxy

    @property
    def values(self) -> dict[str, str]:
        """What the account is told; secrets that were not replaced are left out."""
        given = {one.key: self.cleaned_data[one.key] for one in self.connector.questions}
        secret = {one.key for one in self.connector.questions if one.is_secret}
        return {key: value for key, value in given.items() if not (key in secret and value == KEPT)}
