"""Secrets survive a change of the key."""

import pytest
from django.test import override_settings

from yangfan.connectors.platforms.models import Account
from yangfan.core.crypto import SecretUnreadable, encrypt_anew

pytestmark = pytest.mark.django_db


def test_secrets_are_read_with_the_old_key_until_they_are_encrypted_anew(workspace):
    account = Account(workspace=workspace, connector="postmark", name="Main")
    account.set_secrets({"password": "pw"})
    account.save()
    with override_settings(SECRET_KEY="tomorrow", SECRET_KEY_FALLBACKS=["only-for-tests"]):
        assert encrypt_anew() >= 1
    with override_settings(SECRET_KEY="tomorrow", SECRET_KEY_FALLBACKS=[]):
        assert Account.objects.of(workspace).get().config == {"password": "pw"}
    with pytest.raises(SecretUnreadable):
        Account.objects.of(workspace).get()
    with pytest.raises(SecretUnreadable):
        encrypt_anew()
