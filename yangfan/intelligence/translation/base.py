"""What a translation is, and what a provider of translations implements."""

from dataclasses import dataclass, field
from typing import Protocol

from yangfan.accounts.public import Workspace
from yangfan.core.registry import Registry


class TranslationUnavailable(Exception):
    """Nothing was translated. `kind`: none (no provider for this pair), auth (keys), permission (what the account may),
    quota (used up), invalid (pair, length, content), failed (anything else that may pass)."""

    def __init__(self, kind: str, words: str):
        super().__init__(words)
        self.kind, self.words = kind, words


@dataclass(frozen=True)
class Problem:
    """Something that did not survive. `kind`: number, price, unit, model, link, placeholder, symbol, glossary, length, language, empty."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class Translated:
    """One text translated; with problems it must not be sent by itself."""

    text: str
    source: str
    target: str
    provider: str
    title: str
    confidence: float = 0.0
    problems: tuple[Problem, ...] = ()
    from_memory: bool = False
    is_pieced: bool = False  # put together from pieces: whole, but a person should read it

    @property
    def is_ok(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Translator:
    """Which provider works for a pair of languages; `is_sample`: the demo's stand-in, to be labelled as such."""

    key: str
    title: str
    is_sample: bool = False


@dataclass(frozen=True)
class Job:
    """What a provider is told: the pair, the purpose, the text around the units, and the terms that occur in them."""

    source: str
    target: str
    purpose: str = "message"
    context: str = ""
    glossary: dict[str, str] = field(default_factory=dict)


class Provider(Protocol):
    """Translates; made for one workspace. Raises TranslationUnavailable."""

    key: str
    order: int
    confidence: float  # how far an unproblematic translation of this kind may be trusted, 0..1
    mark: str  # the form of a mark that this provider brings back unharmed, with %d for its number

    def title(self, workspace: Workspace) -> str: ...

    def is_sample(self, workspace: Workspace) -> bool: ...

    def edition(self, workspace: Workspace) -> str:
        """Return what must differ for a remembered translation to be asked for anew: a model's name, or ""."""

    def can(self, workspace: Workspace, source: str, target: str) -> bool:
        """Tell whether this pair works now, without a call."""

    def translate_units(self, workspace: Workspace, units: list[str], job: Job) -> list[str]:
        """Return as many texts as units, in order, with the marks in them as they were."""


providers: Registry[Provider] = Registry("translation provider")
