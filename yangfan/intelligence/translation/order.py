"""Which providers a workspace uses, in its order."""

from yangfan.accounts.public import Workspace
from yangfan.intelligence.translation.base import Provider, Translator, providers
from yangfan.intelligence.translation.models import TranslationService


def services_of(workspace: Workspace) -> dict[str, TranslationService]:
    """Return what the workspace set, by provider."""
    return {row.provider: row for row in TranslationService.objects.of(workspace)}


def ordered(workspace: Workspace) -> list[Provider]:
    """Return every provider in the workspace's order, those switched off left out, the demo's stand-in last."""
    rows = services_of(workspace)
    able = [each for each in providers if each.key not in rows or rows[each.key].is_on]
    places = {each.key: rows[each.key].place if each.key in rows else each.order for each in able}
    return sorted(able, key=lambda each: (each.is_sample(workspace), places[each.key], each.order))


def providers_for(workspace: Workspace, source: str, target: str) -> list[Provider]:
    """Return those that can translate this pair now, the preferred first."""
    return [each for each in ordered(workspace) if each.can(workspace, source, target)]


def translator_for(*, workspace: Workspace, source: str, target: str) -> Translator | None:
    """Return who would translate this pair, or None when nobody is set up."""
    able = providers_for(workspace, source, target)
    if not able:
        return None
    return Translator(able[0].key, able[0].title(workspace), able[0].is_sample(workspace))
