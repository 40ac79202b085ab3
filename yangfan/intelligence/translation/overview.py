"""What the settings page says: the services in their order, and who translates which pair now."""

from dataclasses import dataclass
from datetime import datetime

from yangfan.accounts.public import Workspace
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.translation import offline
from yangfan.intelligence.translation.base import Provider, providers
from yangfan.intelligence.translation.models import TranslationService
from yangfan.intelligence.translation.order import ordered, services_of
from yangfan.intelligence.translation.providers.net import NetService
from yangfan.intelligence.translation.usage import characters_used

BUYERS = ("zh-hans", "en", "es", "ar", "pt", "de", "fr", "ru", "ja", "zh-hant")


@dataclass(frozen=True)
class ServiceLine:
    """One provider in the order; `is_set_up` when it could do something."""

    key: str
    title: str
    is_on: bool
    is_set_up: bool
    has_form: bool
    row: TranslationService | None
    characters: int = 0  # asked of it this month


@dataclass(frozen=True)
class Pair:
    """A language buyers write; who brings it to us and who brings our answer to them ("" for nobody)."""

    language: str
    name: str
    reads: str
    writes: str


def services(workspace: Workspace, *, now: datetime) -> list[ServiceLine]:
    """Return every provider, in order, those switched off last."""
    rows, used = services_of(workspace), characters_used(workspace, now=now)
    on = ordered(workspace)
    off = [each for each in providers if each not in on]
    return [
        _line(workspace, each, rows.get(each.key), each in on, used.get(each.key, 0)) for each in [*on, *off]
    ]


def _line(workspace: Workspace, provider: Provider, row, is_on: bool, characters: int) -> ServiceLine:
    has_form = isinstance(provider, NetService)
    if has_form:
        is_set_up = provider.is_set_up(workspace)
    elif provider.key == "local":
        is_set_up = bool(offline.installed())
    else:
        is_set_up = provider.key == "opencc" or provider.can(workspace, "en", "zh-hans")
    return ServiceLine(
        provider.key, str(provider.title(workspace)), is_on, is_set_up, has_form, row, characters
    )


def pairs(workspace: Workspace) -> list[Pair]:
    """Return who translates between the workspace's language and each language of its buyers."""
    able, ours = ordered(workspace), workspace.language

    def by(source: str, target: str) -> str:
        return next((str(each.title(workspace)) for each in able if each.can(workspace, source, target)), "")

    return [
        Pair(code, language_name(code), by(code, ours), by(ours, code)) for code in BUYERS if code != ours
    ]


def models() -> list[dict]:
    """Return the offline models found."""
    return [
        {"pair": f"{language_name(source)} → {language_name(target)}", "megabytes": round(model.size / 1e6, 1),
         "is_packaged": model.is_packaged}
        for (source, target), model in sorted(offline.installed().items())
    ]  # fmt: skip


def move(*, workspace: Workspace, provider: str, up: bool) -> None:
    """Put a provider one place up or down in the workspace's order."""
    keys = [each.key for each in ordered(workspace)]
    at = keys.index(provider)
    to = max(0, at - 1) if up else min(len(keys) - 1, at + 1)
    keys.insert(to, keys.pop(at))
    for place, key in enumerate(keys, start=1):
        TranslationService.objects.of(workspace).update_or_create(
            workspace=workspace, provider=key, defaults={"place": place}
        )


def switch(*, workspace: Workspace, provider: str, on: bool) -> None:
    """Use a provider, or leave it out."""
    TranslationService.objects.of(workspace).update_or_create(
        workspace=workspace, provider=provider, defaults={"is_on": on}
    )
