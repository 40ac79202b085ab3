"""What a workspace still lacks: capabilities register checks, 今日 lists what they find, with a way to put it right."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: say what and why it matters, and where to put it right."""

    title: str
    why: str
    button: str
    url: str
    minutes: int = 3


@dataclass(frozen=True)
class Check:
    """`look` takes the workspace and returns a Missing, a list of them, or None when all is well."""

    key: str
    look: Callable
    order: int = 100
    roles: frozenset[str] = frozenset({"owner", "marketer"})


checks: Registry[Check] = Registry("check")


def what_is_missing(*, workspace, role: str) -> list[Missing]:
    """Return what the checks for this role find, in order."""
    found: list[Missing] = []
    for check in checks:
        if role not in check.roles:
            continue
        answer = check.look(workspace)
        if answer:
            found.extend(answer if isinstance(answer, list) else [answer])
    return found
