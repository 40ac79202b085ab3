"""Word that a job keeps failing, or works again, for whoever wants to tell people: upper layers register here."""

from collections.abc import Callable
from dataclasses import dataclass

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class Alarm:
    """One streak of failures began, or ended; `run_id` is the log's line that tells it."""

    workspace_id: int
    job: str
    run_id: int
    has_recovered: bool


@dataclass(frozen=True)
class Bell:
    """`ring(alarm)` is called in the transaction that ended the run; whatever takes time it leaves to a task."""

    key: str
    ring: Callable[[Alarm], None]
    order: int = 100


bells: Registry[Bell] = Registry("bell")


def ring(alarm: Alarm) -> None:
    """Tell everyone who registered."""
    for bell in bells:
        bell.ring(alarm)
