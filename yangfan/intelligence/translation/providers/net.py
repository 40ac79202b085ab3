"""What translation services on the net have in common: a row with keys and address, limits, and one guarded call."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import httpx2
import stamina
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from yangfan.accounts.public import Workspace
from yangfan.connectors.public import HostRefused, guarded
from yangfan.intelligence.translation.base import Job, TranslationUnavailable
from yangfan.intelligence.translation.models import TranslationService
from yangfan.intelligence.translation.units import join
from yangfan.intelligence.translation.usage import record_characters

SECONDS = 30
TRIES = 3
KINDS = {401: "auth", 402: "quota", 403: "permission", 456: "quota"}  # 456 is DeepL's
_BREAK = re.compile(r"(?<=[,;:，；：、])|(?<=\s)")


class Busy(Exception):
    """The service asks for patience."""


@dataclass(frozen=True)
class Refusal:
    """Why a service did not translate. `kind`: busy (worth another try), or a kind of TranslationUnavailable."""

    kind: str
    words: str


class NetService:
    """A service on the net. Its subclass says what it wants, what it takes at once, and speaks its protocol in `batch`."""

    key = ""
    name = ""
    id_label: str | Promise = ""  # services with two keys say what the first is called
    key_label: str | Promise = gettext_lazy("Key")
    note: str | Promise = ""
    needs_key = True
    address = ""
    codes: dict[str, str] = {}
    languages: frozenset[str] = frozenset()
    units_at_once = 50
    characters_at_once = 100_000
    unit_characters = 100_000
    per_second: int | None = None  # calls that the cheapest plan allows

    def title(self, workspace: Workspace) -> str:
        return str(self.name)

    def edition(self, workspace: Workspace) -> str:
        return ""

    def is_sample(self, workspace: Workspace) -> bool:
        return False

    def row(self, workspace: Workspace) -> TranslationService | None:
        return TranslationService.objects.of(workspace).filter(provider=self.key, is_on=True).first()

    def is_set_up(self, workspace: Workspace) -> bool:
        row = self.row(workspace)
        if row is None or (self.id_label and not row.key_id):
            return False
        return bool(row.key if self.needs_key else row.base_url)

    def can(self, workspace: Workspace, source: str, target: str) -> bool:
        return self.knows(source, target) and self.is_set_up(workspace)

    def knows(self, source: str, target: str) -> bool:
        """Tell whether the service translates this pair at all."""
        return {source.partition("-")[0], target.partition("-")[0]} <= self.languages

    def translate_units(self, workspace: Workspace, units: list[str], job: Job) -> list[str]:
        row = self.row(workspace)
        try:
            made = [text for batch in self.batches(units) for text in self._counted(row, batch, job)]
        except TranslationUnavailable as error:
            _note(row, error.words)
            raise
        _note(row, "")
        return made

    def _counted(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        """Ask for one batch, what is too long for the service in pieces, and count what it cost."""
        pieces = [list(self.pieces(unit)) for unit in units]
        asked = [piece.strip() for each in pieces for piece in each]
        made = []
        for batch in [asked] if len(asked) == len(units) else self.batches(asked):
            made += self.batch(row, batch, job)
            record_characters(row=row, characters=sum(map(self.size_in_account, batch)), now=timezone.now())
        found = iter(made)
        return [
            join([next(found) for _piece in each], target=job.target) if len(each) > 1 else next(found)
            for each in pieces
        ]

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        """Translate so many units as may be asked at once; raise TranslationUnavailable."""
        raise NotImplementedError

    def size(self, text: str) -> int:
        """Return what a text counts against `characters_at_once`."""
        return len(text)

    def size_in_account(self, text: str) -> int:
        """Return the characters the service charges for."""
        return len(text)

    def batches(self, units: list[str]) -> Iterator[list[str]]:
        batch: list[str] = []
        room = self.characters_at_once
        for unit in units:
            size = self.size(unit) + 1  # some count what stands between two
            if batch and (len(batch) == self.units_at_once or size > room):
                yield batch
                batch, room = [], self.characters_at_once
            batch.append(unit)
            room -= size
        if batch:
            yield batch

    def pieces(self, unit: str) -> Iterator[str]:
        """Cut a unit that is too long for the service where it may be cut; another is its own one piece."""
        limit = min(self.unit_characters, self.characters_at_once - 1)
        piece = ""
        for part in [unit] if self.size(unit) <= limit else _BREAK.split(unit):
            while self.size(part) > limit:  # no place to cut: what breaks is found out by the check
                half = part[: limit // 4]
                yield from [piece, half] if piece else [half]
                piece, part = "", part[len(half) :]
            if piece and self.size(piece + part) > limit:
                yield piece
                piece = ""
            piece += part
        yield piece

    def post(self, row: TranslationService, path: str, data: dict, headers: dict) -> dict:
        """Post json; passing errors are tried twice more."""
        return self.ask(row, path, lambda _address: {"json": data, "headers": headers})

    def ask(self, row: TranslationService, path: str, request) -> dict:
        """Post what `request` makes of the address, anew for each try, and return the json of the answer."""
        address = (row.base_url or self.address).rstrip("/") + path
        try:
            for attempt in stamina.retry_context(on=Busy, attempts=TRIES, wait_initial=0.2, wait_max=3):
                with attempt:
                    self.take_turn(row)
                    return self._once(address, request(address))
        except Busy as error:
            raise TranslationUnavailable(
                "failed", _("%(name)s is busy: %(why)s") % {"name": self.name, "why": error}
            ) from error
        raise AssertionError("unreachable")

    def take_turn(self, row: TranslationService) -> None:
        """Wait until the service's calls a second allow another."""
        allowed = row.calls_per_second or self.per_second
        if not allowed:
            return
        rule, account = RateLimitItemPerSecond(allowed), (self.key, row.key_id or str(row.workspace_id))
        while not _limiter().hit(rule, *account):
            time.sleep(max(0.01, _limiter().get_window_stats(rule, *account).reset_time - time.time()))

    def _once(self, address: str, request: dict) -> dict:
        try:
            with guarded(), httpx2.Client(timeout=SECONDS, trust_env=False) as http:
                answer = http.post(address, **request)
        except HostRefused as error:
            raise _inside() from error
        except httpx2.HTTPError as error:
            if _inner(error):
                raise _inside() from error
            raise Busy(str(error)) from error
        try:
            said = answer.json()
        except ValueError:
            said = None
        refusal = self.refusal_in(answer.status_code, said if isinstance(said, dict) else {}, answer.text)
        if refusal is None and said is None:
            raise self._unknown()
        if refusal is None:
            return said
        if refusal.kind == "busy":
            raise Busy(refusal.words)
        raise TranslationUnavailable(refusal.kind, refusal.words)

    def refusal_in(self, status: int, said: dict, text: str) -> Refusal | None:
        """Return why this answer is none, by its status; services that say it otherwise have their own."""
        if status == 429 or status >= 500:
            return Refusal("busy", str(status))
        if 200 <= status < 300:
            return None
        words = _("%(name)s answered %(status)s: %(words)s")
        return Refusal(
            KINDS.get(status, "failed"), words % {"name": self.name, "status": status, "words": text[:200]}
        )

    def refused(self, kind: str, code: str, words: str) -> Refusal:
        """Return a refusal that says in our words what this kind means, and the service's own code."""
        told = {"name": self.name, "code": code, "words": words[:200]}
        said = {
            "auth": _("%(name)s refuses the key (%(code)s): %(words)s"),
            "permission": _("%(name)s does not allow this account the service (%(code)s): %(words)s"),
            "quota": _("The account at %(name)s is used up (%(code)s): %(words)s"),
            "invalid": _("%(name)s cannot translate this (%(code)s): %(words)s"),
        }.get(kind, _("%(name)s answered %(code)s: %(words)s"))
        return Refusal(kind, said % told)

    def _unknown(self) -> TranslationUnavailable:
        """Return the refusal of an answer that is none of this service: a login page, another protocol."""
        return TranslationUnavailable(
            "failed", _("%(name)s answered something that is no translation.") % {"name": self.name}
        )


def _note(row: TranslationService, words: str) -> None:
    """Keep what the settings page shows beside the service."""
    if row.last_error != words[:500]:
        TranslationService.objects.of(row.workspace_id).filter(pk=row.pk).update(last_error=words[:500])


@cache
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def _inside() -> TranslationUnavailable:
    words = _("The address lies in the inner network; the operator can allow it (OUTBOUND_ALLOW).")
    return TranslationUnavailable("failed", words)


def _inner(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, HostRefused):
        error = error.__cause__ or error.__context__
    return error is not None
