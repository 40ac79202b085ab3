"""The doors a replay knocks at: the collector's trusted door, the REST interface, the cost import."""

import base64
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal

import httpx2
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yangfan.accounts import public as accounts
from yangfan.accounts.public import User, Workspace
from yangfan.crm import public as crm
from yangfan.demo.models import DemoProgress
from yangfan.events import public as events
from yangfan.promotion import public as promotion

AT_ONCE = 2_000  # events
LETTERS_AT_ONCE = 50
PATIENCE = 120  # seconds that a batch may take to pass through
QUIET_LOOKS = 3  # nothing on its way, this many times in a row
ASK_AGAIN = {401, 500, 503}  # the key is not in the snapshot yet; the database or the disk is busy
TOKEN_NAME = "演示数据导入"  # noqa: S105 - what the token is called


class DoorClosed(Exception):
    """A door refused what a replay brought; the text is its answer."""


class StreamStalled(Exception):
    """What was sent has not arrived: the loader or the worker is not running."""


class RunningDoors:
    """The doors of the running product: POST /v1/events of the collector, /api/v1/ of the web process."""

    def __init__(self, site: events.Site, import_id: str):
        self.site, self.import_id = site, import_id
        self.collector = _client(settings.COLLECT_PORT, site.hosts[0])
        self.web = _client(settings.WEB_PORT, settings.CONSOLE_HOSTS[0])

    def send(self, batch: list[dict]) -> None:
        """Send events; the same again changes nothing."""
        _post(
            self.collector, "/v1/events", {"import_id": self.import_id, "events": batch}, self.site.secret_key
        )

    def call(self, path: str, data: dict, *, token: str) -> dict:
        """Post to the REST interface and return its answer."""
        return _post(self.web, f"/api/v1/{path}", data, token).json()

    def wait_until_arrived(self, stopping: Callable[[], bool] = lambda: False) -> None:
        """Return when everything sent is stored and every subscriber has heard of it."""
        until, quiet = time.monotonic() + PATIENCE, 0
        time.sleep(0.5)  # a chunk is sealed within a third of a second
        while quiet < QUIET_LOOKS:
            if stopping():
                return
            if time.monotonic() > until:
                raise StreamStalled("events are on their way for two minutes; see `yangfan doctor`")
            state = events.spool_state()
            quiet = 0 if state.waiting or state.unheard or state.outbox else quiet + 1
            time.sleep(0.2)


def _client(port: int, host: str) -> httpx2.Client:
    return httpx2.Client(
        base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False,
        headers={"Host": host, "Content-Type": "application/json"},
    )  # fmt: skip


def _post(http: httpx2.Client, path: str, data: dict, key: str) -> httpx2.Response:
    """Post, again and again while the process is busy or being started; what carries ids may come twice."""
    said, content = "", json.dumps(data).encode()
    for attempt in range(30):
        try:
            answer = http.post(path, content=content, headers={"Authorization": f"Bearer {key}"})
        except httpx2.TransportError as error:
            said = repr(error)
        else:
            if answer.is_success:
                return answer
            said = f"{answer.status_code}: {answer.text[:300]}"
            if answer.status_code not in ASK_AGAIN:
                break
        time.sleep(0.3 * (1 + attempt / 10))
    raise DoorClosed(f"{path} {said}")


@contextmanager
def lent_token(workspace: Workspace, *, actor: User) -> Iterator[str]:
    """Yield a token for as long as the story is told; what a killed telling left behind is revoked first."""
    left = accounts.ApiToken.objects.of(workspace).select_related("workspace")
    for token in left.filter(name=TOKEN_NAME, revoked_at=None):
        accounts.revoke_api_token(token=token, actor=actor, now=timezone.now())
    token, text = accounts.create_api_token(
        workspace=workspace, name=TOKEN_NAME, scopes=["inquiries:write", "deals:write"], actor=actor, now=timezone.now()
    )  # fmt: skip
    try:
        yield text
    finally:
        accounts.revoke_api_token(token=token, actor=actor, now=timezone.now())


def no_two_of_one_person(requests: Iterable[dict], size: int = LETTERS_AT_ONCE) -> Iterator[list[dict]]:
    """Cut letters into batches; who writes twice has been answered before the second letter comes."""
    batch: list[dict] = []
    people: set[str] = set()
    for request in requests:
        words = request["inquiry"]
        who = words.get("email") or words.get("phone") or words["id"]
        if who in people or len(batch) == size:
            yield batch
            batch, people = [], set()
        batch.append(request)
        people.add(who)
    if batch:
        yield batch


class Desk:
    """What people of the company do in the story: enter bills, take inquiries in, answer them, win deals."""

    def __init__(self, door, *, token: str, owner: User, sales: User, progress: DemoProgress):
        self.door, self.site, self.workspace = door, door.site, door.site.workspace
        self.token, self.owner, self.sales, self.progress = token, owner, sales, progress

    def import_cost_file(self, request: dict, *, now: datetime) -> None:
        """Import a platform's file as the marketer would; the same file again changes nothing."""
        promotion.import_costs(
            workspace=self.workspace, file=base64.b64decode(request["content"]), filename=request["filename"], actor=self.owner, now=now,
            mapping={"channel": request["channel"]},
        )  # fmt: skip

    def enter_cost(self, request: dict, *, now: datetime) -> None:
        """Enter a bill by hand, once."""
        cost = request["cost"]
        key = f"{cost['on']}:{cost['note']}"
        if key in self.progress.done:
            return
        with transaction.atomic():
            promotion.add_cost(
                workspace=self.workspace, channel=cost["channel"], amount=Decimal(cost["amount"]), currency=cost["currency"],
                on=date.fromisoformat(cost["on"]), note=cost["note"], actor=self.owner, now=now,
            )  # fmt: skip
            self.progress.done.append(key)
            self.progress.save(update_fields=["done"])

    def receive(self, letters: list[dict]) -> list[crm.Inquiry]:
        """Send letters in, each at the moment it was written; the same `id` again changes nothing."""
        same = {"site": self.site.hosts[0], "import_id": self.door.import_id}
        answer = self.door.call(
            "inquiries/batch", {"inquiries": [words | same for words in letters]}, token=self.token
        )
        numbers = [taken["number"] for taken in answer["taken"]]
        rows = crm.Inquiry.objects.of(self.workspace).select_related("workspace", "contact__company", "owner")
        found = {inquiry.number: inquiry for inquiry in rows.filter(number__in=numbers)}
        return [found[number] for number in numbers]

    def answer(self, inquiry: crm.Inquiry, text: str, *, at: datetime) -> None:
        """Answer by mail, as kept from then, unless nobody waits."""
        if inquiry.is_spam or not inquiry.waiting_since:
            return
        crm.log_answer(inquiry=inquiry, text=text, way=crm.Way.MAIL, actor=self.sales, now=at)

    def win(self, deals: list[dict]) -> None:
        """Send orders in, each of its inquiry; the same `id` again changes nothing."""
        self.door.call("deals/batch", {"deals": deals}, token=self.token)
