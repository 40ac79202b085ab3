"""How django-allauth behaves here: who may sign up, what a mail carries, which language it speaks."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils import translation

from yangfan.accounts.models import User, Workspace


class Adapter(DefaultAccountAdapter):
    """Sign-up follows settings.SIGNUP; mails are written in the reader's language."""

    def is_open_for_signup(self, request) -> bool:
        if settings.SIGNUP == "open":
            return True
        return settings.SIGNUP == "first" and not Workspace.objects.exists()

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        reader = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = reader.language if reader and reader.pk else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def save_user(self, request, user, form, commit=True):
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def add_message(self, *args, **kwargs):
        """Say nothing: our own pages show what happened."""
