"""A board on which notes are pinned, as a platform: it has tokens that end, quotas, and lines that break."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone
from werkzeug.exceptions import abort

from yangfan.connectors import public as connectors
from yangfan.connectors.standins import StandIn, json_answer, route, serving


class Board(StandIn):
    key = "board"

    def __init__(self):
        super().__init__()
        self.notes, self.tokens, self._numbers = {}, {"t0"}, itertools.count(1)

    def _know(self, request):
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            abort(json_answer({"error": "token is not valid"}, 401))

    @route("/me")
    def me(self, request):
        self._know(request)
        return {"name": "board"}

    @route("/token", "POST")
    def token(self, request):
        if request.form["refresh_token"] != f"r{len(self.tokens) - 1}":
            return json_answer({"error": "invalid_grant"}, 400)
        new = f"t{len(self.tokens)}"
        self.tokens.add(new)
        return {"access_token": new, "refresh_token": f"r{len(self.tokens) - 1}", "expires_in": 7200}

    @route("/notes", "POST")
    def pin(self, request):
        self._know(request)
        number = str(next(self._numbers))
        self.notes[number] = request.json
        return {"id": number}

    @route("/notes")
    def find(self, request):
        self._know(request)
        found = [number for number, note in self.notes.items() if note["key"] == request.args["key"]]
        return {"id": found[0] if found else None}


class BoardConnector(connectors.GrantedConnector):
    key, title, order, token_path = "board", "Board", 1, "/token"
    limits = ("50/minute",)

    def check(self, account):
        self.ask(account, "GET", "/me")

    def ask(self, account, method, path, **more):
        headers = {"Authorization": f"Bearer {account.config['access_token']}"}
        with connectors.PlatformClient(account) as client:
            return client.call(method, self.address(path), headers=headers, **more).json()


@pytest.fixture
def board(monkeypatch, settings):
    """The stand-in, served; `board.told` collects who was told of what."""
    standin, plan = Board(), BoardConnector()
    standin.told, standin.can_ask = [], True

    def send(account, dispatch, now):
        said = plan.ask(account, "POST", "/notes", json={"key": dispatch.key, **dispatch.payload})
        return connectors.Arrived(said["id"], f"https://board.example/{said['id']}")

    def find(account, dispatch):
        if not standin.can_ask:
            raise connectors.CannotAsk
        number = plan.ask(account, "GET", "/notes", params={"key": dispatch.key})["id"]
        return connectors.Arrived(number) if number else None

    kind = connectors.DispatchKind(
        key="note", title="Note", send=send, find=find,
        done=lambda dispatch, now: standin.told.append(("done", dispatch.key)),
        failed=lambda dispatch, now: standin.told.append((dispatch.state, dispatch.key)),
    )  # fmt: skip
    monkeypatch.setitem(connectors.connectors_registry._items, plan.key, plan)
    monkeypatch.setitem(connectors.dispatch_kinds._items, kind.key, kind)
    with serving(standin) as address:
        settings.PLATFORM_BASES = {"board": address}
        yield standin


@pytest.fixture
def account(workspace, board):
    made = connectors.Account(workspace=workspace, connector="board", name="Main", settings={"app_id": "app"})
    made.set_secrets({"app_secret": "very-secret-app", "access_token": "t0", "refresh_token": "r0"})
    made.expires_at = timezone.now() + timedelta(hours=2)
    made.save()
    return made


@pytest.fixture
def note(account, django_capture_on_commit_callbacks):
    """Dispatch a note and let the worker have it; returns the row as it stands afterwards."""

    def send(key="n1", *, now=None, at=None):
        with django_capture_on_commit_callbacks(execute=True):
            row = connectors.outgoing.dispatch(
                account=account,
                kind="note",
                key=key,
                payload={"text": "Hello"},
                now=now or timezone.now(),
                at=at,
            )
        return connectors.Dispatch.objects.of(account.workspace).get(pk=row.pk)

    return send
