"""What the owner still has to say: the facts that drafts ask for, with the pages that wait for them."""

from dataclasses import dataclass, field

from yangfan.scenarios.applying import marks
from yangfan.scenarios.applying.models import Setup


@dataclass
class Todo:
    """One fact, in the words of its language, and the paths of the pages that ask for it."""

    label: str
    language: str
    paths: list[str] = field(default_factory=list)


def todo_of(setup: Setup) -> list[Todo]:
    """Return the facts that drafts ask for: the main language first, then those that most pages wait for."""
    found: dict[tuple[str, str], Todo] = {}
    for row, labels in marks.rows_that_ask(setup).items():
        for label in labels:
            found.setdefault((row.language, label), Todo(label, row.language)).paths.append(row.path)
    order = {code: place for place, code in enumerate(setup.languages)}
    return sorted(
        found.values(), key=lambda todo: (order.get(todo.language, 9), -len(todo.paths), todo.label)
    )
