"""Access that a person grants on the platform's page: RFC 6749 with RFC 7636, as most platforms speak it."""

from datetime import timedelta
from urllib.parse import urlencode, urljoin

import httpx2
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.connectors.calling.client import PlatformClient, refusal_of
from yangfan.connectors.contract import ApiError, Connector, Field, Tokens

APP_FIELDS = (
    Field("app_id", _("App ID (client ID)"), _("Of the application you registered with the platform.")),
    Field("app_secret", _("App secret"), is_secret=True),
)


class GrantedConnector(Connector):
    """A connector whose access a person grants; its application is the customer's own, named by `APP_FIELDS`."""

    calls_out = needs_token = True
    fields = APP_FIELDS
    authorize_path = ""  # below the platform's address, or an address of its own
    token_path = ""
    scope = ""
    uses_pkce = False

    def address(self, path: str) -> str:
        """Return an address of the platform."""
        return path if path.startswith("http") else urljoin(self.base_url + "/", path.lstrip("/"))

    def authorize_address(self, account, *, redirect_uri: str, state: str, challenge: str) -> str:
        """Return the platform's page for granting access (RFC 6749, 4.1.1; RFC 7636, 4.3)."""
        query = {
            "response_type": "code", "client_id": account.config["app_id"], "redirect_uri": redirect_uri,
            "state": state, "scope": self.scope,
        }  # fmt: skip
        if self.uses_pkce:
            query |= {"code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{self.address(self.authorize_path)}?{urlencode(query)}"

    def exchange_code(self, account, *, code: str, redirect_uri: str, verifier: str) -> Tokens:
        """Turn the code of a grant into tokens (RFC 6749, 4.1.3). Raises ApiError."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        if self.uses_pkce:
            form["code_verifier"] = verifier
        return self._ask_for_tokens(account, form)

    def refresh(self, account) -> Tokens | None:
        """Get new tokens by the refresh token (RFC 6749, 6). Raises ApiError when a person must grant again."""
        token = account.config.get("refresh_token")
        if not token:
            raise ApiError("auth", str(_("Access has not been granted yet, or has ended.")))
        return self._ask_for_tokens(account, {"grant_type": "refresh_token", "refresh_token": token})

    def _ask_for_tokens(self, account, form: dict) -> Tokens:
        form |= {"client_id": account.config["app_id"], "client_secret": account.config["app_secret"]}
        with PlatformClient(account, refusal=_refusal) as client:
            return tokens_in(client.post(self.address(self.token_path), data=form).json())


def tokens_in(said: dict) -> Tokens:
    """Read a platform's answer (RFC 6749, 5.1); raise ApiError when it holds no token."""
    if not said.get("access_token"):
        raise ApiError("auth", str(_("The platform sent no access token.")))
    secrets = {key: str(said[key]) for key in ("access_token", "refresh_token") if said.get(key)}
    lasts = said.get("expires_in")
    return Tokens(secrets, timezone.now() + timedelta(seconds=int(lasts)) if lasts else None)


def _refusal(answer: httpx2.Response) -> ApiError | None:
    """RFC 6749, 5.2: a refusal is 400 or 401 and says `error`; nearly all mean that a person must grant again."""
    if answer.status_code not in (400, 401):
        return refusal_of(answer)
    try:
        said = answer.json()
    except ValueError:
        said = {}
    words = " ".join(str(said[key]) for key in ("error", "error_description") if said.get(key))
    return ApiError("auth", words or f"HTTP {answer.status_code}")
