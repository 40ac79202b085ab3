"""What the workspace sells, as told by whoever knows (the site's product pages register here)."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.accounts.public import Workspace
from yangfan.core.registry import Registry


@dataclass(frozen=True)
class ProductSource:
    """`names(workspace)` returns names and model numbers of products."""

    key: str
    names: Callable[[Workspace], list[str]]
    order: int = 100


product_sources: Registry[ProductSource] = Registry("product source")


def product_names(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of everything this workspace sells."""
    return tuple(name for source in product_sources for name in source.names(workspace))
