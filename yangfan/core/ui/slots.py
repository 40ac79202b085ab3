"""Places in the shell that capabilities fill: the bell, the foot of the menu, the head of a page."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class Slot:
    """A template shown in a place of the shell: `bell` (top bar), `side_foot` (under the menu), `today`, `start` (demo start page).

    `context` takes the request and returns what the template needs, or None to show nothing.
    """

    key: str
    place: str
    template: str
    order: int = 100
    context: Callable | None = None
    roles: frozenset[str] = frozenset({"owner", "marketer", "sales", "viewer"})


@dataclass(frozen=True)
class FootLink:
    """A link at the foot of the menu ("View site"); `address` takes the workspace and returns a URL, or "" for none."""

    key: str
    label: str  # lazily translated
    icon: str
    address: Callable
    order: int = 100


@dataclass(frozen=True)
class Setting:
    """A page of the settings section; `url_name` is reversed with the workspace's slug."""

    key: str
    label: str  # lazily translated
    note: str  # lazily translated: what one does there, in half a line
    icon: str
    url_name: str
    order: int = 100
    roles: frozenset[str] = frozenset({"owner"})


slots: Registry[Slot] = Registry("slot")
foot_links: Registry[FootLink] = Registry("foot link")
settings_pages: Registry[Setting] = Registry("settings page")


def filling(place: str, request):
    """Yield (template, context) of everything registered for `place` that this person may see."""
    role = getattr(getattr(request, "membership", None), "role", None)
    for slot in slots:
        if slot.place != place or (role is not None and role not in slot.roles):
            continue
        context = slot.context(request) if slot.context else {}
        if context is not None:
            yield slot.template, context
