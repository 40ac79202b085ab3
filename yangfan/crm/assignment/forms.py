"""The form of one rule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import SELLERS, members_of
from yangfan.crm.assignment.models import AssignmentRule
from yangfan.crm.contacts.identity import country_choices
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.words import channel_titles, language_name

LANGUAGES = ("en", "zh-hans", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "tr", "vi", "id", "th", "pl", "nl", "fa", "hi")  # fmt: skip


class RuleForm(forms.ModelForm):
    """Conditions left empty fit everything; the people take turns in the order shown."""

    countries = forms.MultipleChoiceField(label=_("Countries"), required=False)
    languages = forms.MultipleChoiceField(label=_("Languages"), required=False)
    channels = forms.MultipleChoiceField(label=_("Channels"), required=False)
    people = forms.TypedMultipleChoiceField(
        label=_("Goes to"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Several people take turns. Who is away or has left is passed over."),
    )  # fmt: skip

    class Meta:
        model = AssignmentRule
        fields = ["name", "countries", "languages", "channels", "product", "people", "is_on"]
        help_texts = {
            "product": _("Words of the product or the message, a comma between them: one is enough.")
        }

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Inquiry.objects.of(workspace).order_by()
        seen = set(rows.exclude(language="").values_list("language", flat=True).distinct())
        codes = {code.partition("-")[0] if not code.startswith("zh") else code for code in seen} | set(
            LANGUAGES
        )
        self.fields["countries"].choices = country_choices()[1:]
        self.fields["languages"].choices = sorted(
            ((code, language_name(code)) for code in codes), key=lambda pair: pair[1]
        )
        self.fields["channels"].choices = list(channel_titles(workspace).items())
        self.fields["people"].choices = [
            (member.user_id, str(member.user)) for member in members_of(workspace) if member.role in SELLERS
        ]
        for name in ("countries", "languages", "channels"):
            self.fields[name].widget.attrs["size"] = 6
            self.fields[name].help_text = _("None picked: all.")
