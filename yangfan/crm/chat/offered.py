"""How a site's pages carry the chat."""

from dataclasses import dataclass

from yangfan.accounts.public import Workspace
from yangfan.crm.chat.models import settings_of


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
