"""The console's menu: each capability registers its own entries when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class MenuItem:
    """One entry. `url_name` is reversed with the workspace's slug; `badge` takes the workspace, returns a count."""

    key: str
    label: str | Callable  # lazily translated, or takes the workspace
    icon: str  # a name in ui/icons.svg
    url_name: str
    order: int
    roles: frozenset[str] = frozenset({"owner", "marketer", "sales", "viewer"})
    on_phone: bool = False
    phone_label: str | Callable = ""
    phone_order: int = 100  # in the phone's bar of five
    badge: Callable | None = None

    def labels(self, workspace) -> dict[str, str]:
        """Return the entry's label and the shorter one on phones, in this workspace's words."""
        label, short = (one(workspace) if callable(one) else one for one in (self.label, self.phone_label))
        return {"label": label, "phone_label": short or label}


menu: Registry[MenuItem] = Registry("menu item")


def address(url_name: str, workspace) -> str:
    """Return the address of a console page in this workspace, or "" where no such page is mounted."""
    try:
        return reverse(url_name, args=[workspace.slug])
    except NoReverseMatch:
        return ""
