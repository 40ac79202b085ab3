"""Parts of a pack that other capabilities fill: each registers what it takes; what nobody takes is kept and reported."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class PackSlot:
    """A file `<key>.yaml` of a pack.

    `check(data)` returns faults as (field, words); `apply(workspace=, data=, actor=, now=)` carries it out in the
    workspace and returns a line for the record; `undo(workspace=, data=, actor=, now=)` takes it back. `data` is the
    file's content with the facts filled in.
    """

    key: str
    check: Callable
    apply: Callable
    undo: Callable | None = None
    order: int = 100


pack_slots: Registry[PackSlot] = Registry("pack slot")
