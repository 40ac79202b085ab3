"""The settings screen of the chat."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.crm.chat import words
from yangfan.crm.chat.models import ChatSettings
from yangfan.crm.words import language_name


class ChatSettingsForm(forms.ModelForm):
    """One greeting for each language of the site; an empty one shows ours."""

    class Meta:
        model = ChatSettings
        fields = ["is_on", "hours", "ask", "is_email_required", "mail_after_minutes", "side", "colour"]
        help_texts = {
            "is_on": _("A button on every page. Without JavaScript it is a link to your contact page."),
            "hours": _("Outside them visitors leave a question and an address, and you answer by mail."),
            "mail_after_minutes": _("When the visitor has left and gave an address. 0: never."),
            "colour": _("Such as #0b5c8a; empty: the colour of your company."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code in self.instance.workspace.locales:
            self.fields[f"greeting_{code}"] = forms.CharField(
                label=_("Greeting: %(language)s") % {"language": language_name(code)},
                required=False,
                max_length=300,
                initial=self.instance.greetings.get(code, ""),
                widget=forms.Textarea({"rows": 2, "placeholder": words.in_language(words.GREETINGS, code), "dir": "auto"}),
            )  # fmt: skip

    def save(self, commit=True):
        self.instance.greetings = self.instance.greetings | {
            code: self.cleaned_data[f"greeting_{code}"].strip() for code in self.instance.workspace.locales
        }
        return super().save(commit=commit)
