"""Who calls: a program with a token of one workspace."""

from ninja.security import HttpBearer

from yangfan.accounts import public as accounts
from yangfan.api.problems import Problem


class TokenAuth(HttpBearer):
    """Sets `request.workspace` and `request.token`; what a token may do is asked with `need`."""

    def authenticate(self, request, token):
        try:
            request.workspace, request.token = accounts.workspace_of_token(token)
        except accounts.TokenRefused:
            return None
        return request.token


def need(request, scope: str) -> None:
    """Raise a problem unless the token has this scope."""
    if scope not in request.token.scopes:
        raise Problem(403, "scope_missing", f"this token lacks the scope {scope}")
