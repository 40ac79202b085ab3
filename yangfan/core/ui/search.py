"""Search in the console: each capability registers a provider for the things it keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class Found:
    """One hit."""

    title: str
    url: str
    note: str = ""
    icon: str = "search"


@dataclass(frozen=True)
class Provider:
    """`find(workspace, query, limit)` returns Found rows, best first."""

    key: str
    title: str  # lazily translated, names the group of hits
    find: Callable[..., Iterable[Found]]
    order: int = 100
    roles: frozenset[str] = frozenset({"owner", "marketer", "sales", "viewer"})


providers: Registry[Provider] = Registry("search provider")
