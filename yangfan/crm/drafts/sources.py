"""Where answers may be drawn from, as told by whoever has pages (the site registers here)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from yangfan.accounts.public import Workspace
from yangfan.core.registry import Registry


@dataclass(frozen=True)
class SourcePassage:
    """A stretch of a live page that says something by itself; `language` is that of the page."""

    title: str
    url: str
    text: str
    language: str


@dataclass(frozen=True)
class AnswerSource:
    """`passages(workspace)` returns everything public that an answer may stand on."""

    key: str
    passages: Callable[[Workspace], Iterable[SourcePassage]]
    order: int = 100


answer_sources: Registry[AnswerSource] = Registry("answer source")
