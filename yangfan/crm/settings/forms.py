"""Forms of the CRM's settings."""

from django import forms

from yangfan.crm.settings.models import InquirySettings


class InquirySettingsForm(forms.ModelForm):
    class Meta:
        model = InquirySettings
        fields = ["answer_within_hours", "approve_translations", "check_mail_domains"]
