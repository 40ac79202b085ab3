"""How a lower layer lets upper layers add to it: an ordered list that is filled at start and only read later."""

from collections.abc import Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Registry(Generic[Item]):
    """Things with a `key` and an `order`; a second registration under the same key is a mistake."""

    def __init__(self, what: str):
        self.what = what
        self._items: dict[str, Item] = {}

    def register(self, item: Item) -> Item:
        """Add `item`; raise ValueError when its key is taken."""
        if item.key in self._items:
            raise ValueError(f"{self.what} {item.key!r} is registered twice")
        self._items[item.key] = item
        return item

    def get(self, key: str) -> Item:
        """Return the item of this key; raise KeyError when there is none."""
        return self._items[key]

    def __contains__(self, key: str) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[Item]:
        return iter(sorted(self._items.values(), key=lambda item: item.order))
