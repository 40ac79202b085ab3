"""The held-out texts, read once for all figures."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Inquiry:
    """One labelled message; `fields` by the letters explained in the file."""

    language: str
    intent: str
    fields: dict[str, str]
    text: str


def inquiries() -> list[Inquiry]:
    """Return the labelled inquiries."""
    return [
        Inquiry(language, intent, _fields(fields), text)
        for language, intent, fields, text in _rows("inquiries.tsv", 4)
    ]


def blind() -> list[Inquiry]:
    """Return the messages written after everything else, rubbish among them (intent "spam")."""
    return [
        Inquiry(language, intent, _fields(fields), text)
        for language, intent, fields, text in _rows("blind.tsv", 4)
    ]


def rubbish() -> list[tuple[str, str]]:
    """Return (language, text) of the rubbish."""
    return [(language, text) for language, text in _rows("spam.tsv", 2)]


def _rows(name: str, columns: int):
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t", columns - 1) for line in lines if line and not line.startswith("#")]


def _fields(words: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in words.split(";") if part)


def table(head: list[str], rows: list[list]) -> str:
    """Return a Markdown table; shares are shown with three digits."""
    shown = [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *shown])
