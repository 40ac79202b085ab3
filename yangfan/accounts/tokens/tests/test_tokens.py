"""API tokens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yangfan.accounts.public import ApiToken, AuditEntry, TokenRefused, create_api_token, workspace_of_token
from yangfan.accounts.tokens.actions import UnknownScope, revoke_api_token

TOKENS = "/console/tidelane/settings/tokens/"


def make(workspace, owner):
    return create_api_token(
        workspace=workspace, name="ERP", scopes=["deals:write"], actor=owner, now=timezone.now()
    )


def test_a_token_opens_its_own_workspace_and_notes_its_use(workspace, other_workspace, owner):
    token, text = make(workspace, owner)
    now = timezone.now()
    assert workspace_of_token(text, now=now) == (workspace, token)
    token.refresh_from_db()
    assert token.last_used_at == now
    workspace_of_token(text, now=now + timedelta(seconds=5))
    token.refresh_from_db()
    assert token.last_used_at == now


def test_the_text_of_a_token_is_not_stored(workspace, owner):
    token, text = make(workspace, owner)
    assert text not in str(ApiToken.objects.of(workspace).values().get())


@pytest.mark.parametrize("text", ["", "yf_wrong", "x" * 500])
def test_another_text_is_refused(workspace, owner, text):
    make(workspace, owner)
    with pytest.raises(TokenRefused):
        workspace_of_token(text)


def test_a_revoked_token_is_refused(workspace, owner):
    token, text = make(workspace, owner)
    revoke_api_token(token=token, actor=owner, now=timezone.now())
    with pytest.raises(TokenRefused):
        workspace_of_token(text)


def test_a_scope_that_does_not_exist_is_refused(workspace, owner):
    with pytest.raises(UnknownScope):
        create_api_token(workspace=workspace, name="x", scopes=["all"], actor=owner, now=timezone.now())


def test_the_screen_shows_the_text_once(client_of, owner, workspace):
    client = client_of(owner)
    made = client.post(TOKENS, {"name": "ERP", "scopes": ["deals:read", "deals:write"]}).content.decode()
    token = ApiToken.objects.of(workspace).get()
    assert made.count(token.start) > 1
    assert client.get(TOKENS).content.decode().count(token.start) == 1
    client.post(f"{TOKENS}{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at
    assert set(AuditEntry.objects.of(workspace).values_list("action", flat=True)) == {
        "token_created",
        "token_revoked",
    }


def test_a_token_of_another_workspace_cannot_be_revoked(client_of, owner, outsider, other_workspace):
    token, _text = make(other_workspace, outsider)
    assert client_of(owner).post(f"{TOKENS}{token.pk}/revoke/").status_code == 404
