"""Access granted on the platform's page: there and back, by code alone, refused, and not for strangers."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from werkzeug.utils import redirect

from yangfan.connectors import public as connectors
from yangfan.connectors.standins import StandIn, json_answer, route, serving

pytestmark = pytest.mark.django_db


class Gate(StandIn):
    """An authorisation server by RFC 6749 with RFC 7636: a code works once, with the verifier it was asked for."""

    key = "gate"

    def __init__(self):
        super().__init__()
        self.codes, self.tokens = {}, set()

    @route("/authorize")
    def authorize(self, request):
        if request.args.get("client_id") != "app" or request.args.get("code_challenge_method") != "S256":
            return json_answer({"error": "invalid_request"}, 400)
        code = f"c{len(self.codes)}"
        self.codes[code] = (request.args["code_challenge"], request.args["redirect_uri"])
        return redirect(f"{request.args['redirect_uri']}?code={code}&state={request.args['state']}")

    @route("/token", "POST")
    def token(self, request):
        challenge, address = self.codes.pop(request.form.get("code"), ("", ""))
        digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        is_right = base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge
        if (
            not is_right
            or address != request.form["redirect_uri"]
            or request.form["client_secret"] != "app-secret"
        ):
            return json_answer({"error": "invalid_grant", "error_description": "the code is not known"}, 400)
        self.tokens.add("t1")
        return {"access_token": "t1", "refresh_token": "r1", "expires_in": 3600, "token_type": "Bearer"}


class GateConnector(connectors.GrantedConnector):
    key, title, order, uses_pkce = "gate", "Gate", 1, True
    authorize_path, token_path, scope = "/authorize", "/token", "read write"

    def check(self, account):
        if account.config.get("access_token") != "t1":
            raise connectors.ApiError("auth", "no token")


@pytest.fixture
def gate(monkeypatch, settings):
    plan, standin = GateConnector(), Gate()
    monkeypatch.setitem(connectors.connectors_registry._items, plan.key, plan)
    with serving(standin) as address:
        settings.PLATFORM_BASES = {"gate": address}
        yield standin


@pytest.fixture
def base(workspace):
    return f"/console/{workspace.slug}/settings/platforms/"


@pytest.fixture
def client(client_of, owner, gate, base):
    made = client_of(owner)
    made.post(f"{base}new/gate/", {"name": "Ours", "app_id": "app", "app_secret": "app-secret"})
    return made


@pytest.fixture
def account(client, workspace):
    return connectors.Account.objects.of(workspace).get()


def begin(client, base, account) -> dict:
    """Begin a grant and let the platform send the person back; returns the query of the way back."""
    away = client.post(f"{base}{account.pk}/authorise/")
    back = httpx2.get(away["Location"], follow_redirects=False, trust_env=False)
    return {key: value[0] for key, value in parse_qs(urlsplit(back.headers["Location"]).query).items()}


def test_a_new_account_asks_for_access_and_has_it_after_the_way_there_and_back(client, base, account):
    assert account.state == "reauthorise"
    said = begin(client, base, account)
    page = client.get("/connect/granted/", said, follow=True)
    account.refresh_from_db()
    assert page.status_code == 200 and account.state == "ok"
    assert account.config["access_token"] == "t1" and account.expires_at is not None
    assert "t1" not in page.content.decode()


def test_a_pasted_code_does_the_same(client, base, account):
    said = begin(client, base, account)
    client.post(f"{base}{account.pk}/granted/", {"code": f" {said['code']} "})
    account.refresh_from_db()
    assert account.state == "ok"


def test_a_code_works_once_and_a_refusal_is_said_in_the_platforms_words(client, base, account):
    said = begin(client, base, account)
    client.get("/connect/granted/", said, follow=True)
    assert client.get("/connect/granted/", said).status_code == 404
    begin(client, base, account)
    page = client.post(f"{base}{account.pk}/granted/", {"code": "guessed"}, follow=True).content.decode()
    assert "the code is not known" in page


def test_a_person_who_says_no_is_told_so(client, base, account):
    said = begin(client, base, account)
    page = client.get("/connect/granted/", {"state": said["state"], "error": "access_denied"}, follow=True)
    assert "access_denied" in page.content.decode()


def test_nobody_else_can_finish_what_one_began(client, base, account, client_of, outsider, sales):
    said = begin(client, base, account)
    assert client_of(sales).get("/connect/granted/", said).status_code == 404
    assert client_of(outsider).post(f"{base}{account.pk}/granted/", {"code": said["code"]}).status_code == 404
    assert client_of(outsider).post(f"{base}{account.pk}/authorise/").status_code == 404
    account.refresh_from_db()
    assert account.state == "reauthorise"
