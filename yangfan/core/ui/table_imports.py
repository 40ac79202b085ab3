"""What every import of a table file shares: what is wrong with a cell, a refusal in words, and being started once.

A run is a model with `workspace`, `mapping` and a `state` out of its own `State`, UPLOADED and RUNNING among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one cell."""

    line: int
    field: str  # its name in words
    words: str
    value: str = ""

    def as_list(self) -> list:
        return [self.line, self.field, self.words, self.value]


class ImportRefused(ValueError):
    """Nothing was taken in; the text says why, in the reader's language. `wrong` names lines and fields."""

    def __init__(self, words: str, wrong: Iterable[Wrong] = ()):
        super().__init__(words)
        self.wrong = list(wrong)


def begin(run, **values) -> bool:
    """Mark an uploaded file as being taken in, with `values`; return False when somebody else was faster."""
    values["state"] = run.State.RUNNING
    for name, value in values.items():
        setattr(run, name, value)
    uploaded = type(run).objects.of(run.workspace).filter(pk=run.pk, state=run.State.UPLOADED)
    return bool(uploaded.update(**values))


def put_aside(run) -> None:
    """The file was not taken in: it waits again for another try."""
    run.state = run.State.UPLOADED
    run.save(update_fields=["state"])
