"""The form of a receiver."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.connectors.notify.models import NotifyTarget
from yangfan.connectors.notify.sending import AddressRefused, check_address

KEPT = "********"


class NotifyTargetForm(forms.ModelForm):
    """The address is a secret: a saved one is never shown again, only replaced."""

    address = forms.CharField(
        label=_("Address (webhook)"),
        max_length=600,
        help_text=_(
            "WeCom, Feishu, DingTalk: the webhook that the group shows when you add a robot. "
            "Telegram: tgram://BOT_TOKEN/CHAT_ID. Another: any Apprise address, such as ntfys://ntfy.sh/topic."
        ),
    )
    secret = forms.CharField(
        label=_("Signing secret"), max_length=200, required=False,
        help_text=_("Feishu and DingTalk, when the robot's safety setting is “signature”."),
    )  # fmt: skip

    class Meta:
        model = NotifyTarget
        fields = ["kind", "name", "address", "secret", "language", "is_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in ("address", "secret"):
            self.fields[field].widget.attrs["autocomplete"] = "off"
            if self.instance.pk and getattr(self.instance, field):
                self.initial[field] = KEPT

    def clean(self):
        data = super().clean()
        before = NotifyTarget.plain.get(pk=self.instance.pk) if self.instance.pk else None
        for field in ("address", "secret"):
            if data.get(field) == KEPT and before:
                data[field] = getattr(before, field)
        if data.get("address") and data.get("kind"):
            try:
                check_address(data["kind"], data["address"])
            except AddressRefused as refused:
                self.add_error("address", _("This address cannot be used: %(why)s") % {"why": refused})
        return data
