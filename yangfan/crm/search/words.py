"""Cutting text into what can be searched, the same for what is kept and what is asked.

Letters lose case, accents and width. Scripts that put no space between words (Chinese, Japanese, Thai) become pairs of
neighbours: 码垛机 → 码垛 垛机 机, so that any part of two signs or more is found, and a single sign by a pair that begins
with it.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 60  # of one word; what is longer is no word
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(f"[{UNSPACED}]+|[^\\W_{UNSPACED}]+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True)
class Term:
    """Words that must follow each other; the last may go on when `is_open`."""

    words: tuple[str, ...]
    is_open: bool


def cut(text: str) -> str:
    """Return the words of `text` with a space between them, neighbours beside each other."""
    return " ".join(word for run in _runs(text) for word in _kept(run))


def ask(text: str) -> list[Term]:
    """Return what must be found, all of it; empty when there is nothing to search for."""
    return [_term(run) for run in dict.fromkeys(_runs(text))]


def _runs(text: str) -> list[str]:
    spread = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in spread if unicodedata.category(sign)[0] != "M")
    return [run[: None if IS_UNSPACED.match(run) else LONGEST] for run in RUN.findall(plain)]


def _kept(run: str) -> list[str]:
    if not IS_UNSPACED.match(run):
        return [run]
    return [run[at : at + 2] for at in range(len(run))]


def _term(run: str) -> Term:
    if not IS_UNSPACED.match(run) or len(run) == 1:
        return Term((run,), is_open=True)
    return Term(tuple(_kept(run)[:-1]), is_open=False)
