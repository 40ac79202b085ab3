"""How a site's pages carry the chat."""

from dataclasses import dataclass

from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.crm.chat.models import ChatSettings, settings_of


@dataclass(frozen=True)
class OfferedChat:
    """What the tag of the widget says."""

    colour: str
    side: str


def chat_of(workspace: Workspace) -> OfferedChat | None:
    """Return how this workspace's pages offer the chat, or None when it is off."""
    settings = settings_of(workspace)
    if not settings.is_on:
        return None
    return OfferedChat(settings.colour or workspace.colour, settings.side)


def chat_greetings(workspace: Workspace) -> dict[str, str]:
    """Return the workspace's own greetings, {language: text}; a language without one is left out."""
    return {code: text for code, text in settings_of(workspace).greetings.items() if text.strip()}


def greet_in_chat(*, workspace: Workspace, greetings: dict[str, str]) -> None:
    """Greet visitors with these words, {language: text}; "" for ours. Other languages stay as they are."""
    with transaction.atomic():
        row = ChatSettings.objects.of(workspace).select_for_update().first()
        if row is not None:
            row.greetings = row.greetings | greetings
            row.save(update_fields=["greetings"])
