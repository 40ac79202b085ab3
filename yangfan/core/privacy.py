"""What an installation knows of one person, and how it forgets them: every capability that keeps something says so here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class Person:
    """One person of a workspace, by everything they are known by.

    `contacts` are the ids of their contact rows (merged ones too), `texts` what they wrote and were written, `subjects`
    the (kind, id) pairs under which the audit trail knows their things.
    """

    workspace: Any
    contacts: frozenset[int]
    emails: frozenset[str]
    phones: frozenset[str]
    texts: tuple[str, ...] = ()
    subjects: frozenset[tuple[str, str]] = frozenset()

    @property
    def needles(self) -> frozenset[str]:
        """Return the addresses and numbers that name nobody else."""
        return self.emails | self.phones

    def is_named_in(self, text: str) -> bool:
        """Tell whether `text` names this person by an address or a number."""
        lower = text.lower()
        return any(needle in lower for needle in self.needles)


@dataclass(frozen=True)
class Holder:
    """`held(person)` returns plain rows for an export; `forget(person)` erases them and returns how many they were.

    After `forget`, `held` must return nothing: that is the proof. `title` is lazily translated.
    """

    key: str
    title: str
    held: Callable[[Person], list[dict]]
    forget: Callable[[Person], int]
    order: int = 100


holders: Registry[Holder] = Registry("holder of personal data")
