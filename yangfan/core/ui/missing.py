"""What is worth a person's minute: capabilities register checks, 今日 lists what they find, each with its reason and one button."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class Missing:
    """One thing that a person should do: say what and why it matters, and where to do it.

    `worth` ranks it (0 to 100; without it, the check's place decides); `key` tells it from other findings of its check, so
    that it stays put off (without it, the address does).
    """

    title: str
    why: str
    button: str
    url: str
    minutes: int = 3
    worth: int | None = None
    key: str = ""


@dataclass(frozen=True)
class Check:
    """`look` takes the workspace and returns a Missing, a list of them, or None when all is well."""

    key: str
    look: Callable
    order: int = 100
    roles: frozenset[str] = frozenset({"owner", "marketer"})


checks: Registry[Check] = Registry("check")


def what_is_missing(*, workspace, role: str) -> list[Missing]:
    """Return what the checks for this role find, the most worthwhile first; each has its worth and a key of its own."""
    found: list[Missing] = []
    for check in checks:
        if role not in check.roles:
            continue
        answer = check.look(workspace)
        if answer:
            found.extend(_ranked(check, one) for one in (answer if isinstance(answer, list) else [answer]))
    return sorted(found, key=lambda one: -one.worth)


def _ranked(check: Check, one: Missing) -> Missing:
    worth = max(100 - check.order, 0) if one.worth is None else one.worth
    return replace(one, worth=worth, key=f"{check.key}:{one.key or one.url}"[:200])
