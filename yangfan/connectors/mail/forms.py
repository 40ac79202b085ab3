"""The form of a mail account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.connectors.mail.models import MailAccount, Mailbox
from yangfan.connectors.outbound import HostRefused, check_host

KEPT = "********"


def checked_host(host: str) -> str:
    """Return a server's name, or refuse one of the inner network."""
    host = host.strip()
    try:
        check_host(host)
    except HostRefused as refused:
        raise forms.ValidationError(
            _("This server lies in the inner network. The operator can allow it (OUTBOUND_ALLOW).")
        ) from refused
    return host


class _KeptPasswordForm(forms.ModelForm):
    """The password is never shown again, only replaced; it goes to no other server than it was given for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.password:
            self.initial["password"] = KEPT

    def clean_host(self):
        return checked_host(self.cleaned_data["host"])

    def clean_password(self):
        given = self.cleaned_data["password"]
        if given == KEPT and self.instance.pk:
            if self.data.get(self.add_prefix("host"), "").strip() != self.initial["host"]:
                raise forms.ValidationError(_("The server is another one: give the password again."))
            return type(self.instance).plain.get(pk=self.instance.pk).password
        return given


class MailAccountForm(_KeptPasswordForm):
    """How a workspace sends mail by its own server."""

    password = forms.CharField(
        label=_("Password or authorisation code"), required=False, max_length=200,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        help_text=_("QQ, 163 and Gmail give out a code of its own for programs; use that one."),
    )  # fmt: skip

    class Meta:
        model = MailAccount
        fields = ["host", "port", "security", "username", "password", "from_name", "from_address"]


class MailboxForm(_KeptPasswordForm):
    """How a workspace's mailbox is read."""

    password = forms.CharField(
        label=_("Password or authorisation code"), max_length=200,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
        help_text=_("QQ, 163 and Gmail give out a code of its own for programs, once IMAP is switched on in their settings."),
    )  # fmt: skip

    class Meta:
        model = Mailbox
        fields = ["address", "host", "port", "security", "username", "password", "folder", "is_on"]

    def clean(self):
        data = super().clean()
        same = Mailbox.objects.of(self.instance.workspace).exclude(pk=self.instance.pk)
        if same.filter(
            host=data.get("host"), username=data.get("username"), folder=data.get("folder")
        ).exists():
            self.add_error("username", _("This mailbox is read already."))
        return data
