"""Secrets at rest: text that the database only ever sees encrypted."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import models


class SecretUnreadable(Exception):
    """The stored secret was encrypted with a key this installation no longer has."""


def _keys() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hashlib.sha256(b"yangfan.secrets" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def encrypt(text: str) -> str:
    """Return `text` encrypted with this installation's key."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text behind `token`; raise SecretUnreadable when no key opens it."""
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise SecretUnreadable from error


class EncryptedTextField(models.TextField):
    """A text column that is encrypted on the way in and decrypted on the way out; it cannot be searched."""

    def from_db_value(self, value, expression, connection):
        return decrypt(value) if value else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return encrypt(value) if value else value


def encrypt_anew() -> int:
    """Encrypt every stored secret with the key of today (SECRET_KEY); return how many rows. Then the earlier keys may go.

    Raises SecretUnreadable, and changes nothing more, at the first secret that no key opens.
    """
    changed = 0
    for model in apps.get_models():
        fields = [
            field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)
        ]
        if not fields:
            continue
        for row in model._base_manager.only("pk", *fields).iterator(chunk_size=500):
            before = {field: getattr(row, field) for field in fields}
            if any(before.values()):
                changed += model._base_manager.filter(pk=row.pk).update(**before)
    return changed
