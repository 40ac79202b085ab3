"""What a rule hands back: a value, how sure it is, and the stretch of text that said so."""

from dataclasses import dataclass
from typing import Any

SURE, LIKELY, PERHAPS = 0.92, 0.75, 0.5


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that says something: shown underlined. `kind` is the field it speaks for."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """`confidence` 0..1; `by` is rule, model, lesson, endpoint or person."""

    value: Any
    confidence: float
    by: str = "rule"
    marks: tuple[Mark, ...] = ()


def blank(text: str, start: int, end: int) -> str:
    """Return `text` with a stretch taken out of reach of later rules, every other character in its place."""
    return text[:start] + "\x00" * (end - start) + text[end:]
