"""A workspace's terms: which of them stand in a text, and whether a translation used them."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime

from yangfan.accounts.public import Workspace
from yangfan.intelligence.translation.models import GlossaryTerm

_NO_SPACES = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Term:
    """A term of the glossary, apart from its row."""

    term: str
    is_kept: bool = False
    is_case_sensitive: bool = False
    words: dict[str, str] = field(default_factory=dict, hash=False)

    def word_in(self, language: str) -> str:
        """Return how it reads in this language, "" when nobody said."""
        return self.words.get(language) or self.words.get(language.partition("-")[0]) or ""

    def spellings(self, language: str) -> tuple[str, ...]:
        """Return how a text in this language may name it."""
        return tuple(dict.fromkeys(word for word in (self.word_in(language), self.term) if word))

    def occurs_in(self, text: str, language: str) -> bool:
        """Tell whether `text` in this language names the term."""
        return any(_pattern(word, self.is_case_sensitive).search(text) for word in self.spellings(language))


def terms_of(workspace: Workspace) -> tuple[Term, ...]:
    """Return all terms, the longest first."""
    rows = GlossaryTerm.objects.of(workspace)
    terms = [Term(row.term, row.is_kept, row.is_case_sensitive, row.words) for row in rows]
    return tuple(sorted(terms, key=lambda term: (-len(term.term), term.term)))


def occurring(terms: tuple[Term, ...], text: str, *, source: str) -> tuple[Term, ...]:
    """Return those that stand in `text`."""
    return tuple(term for term in terms if term.occurs_in(text, source))


def instruction(terms: tuple[Term, ...], *, source: str, target: str) -> dict[str, str]:
    """Return what a provider is told: the word in the source language, and in the target language."""
    return {
        (term.word_in(source) or term.term): (term.term if term.is_kept else term.word_in(target))
        for term in terms
        if term.is_kept or term.word_in(target)
    }


def version(terms: tuple[Term, ...]) -> str:
    """Return a short digest of these terms; a changed term makes another."""
    rows = [[term.term, term.is_kept, term.is_case_sensitive, sorted(term.words.items())] for term in terms]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:12] if rows else ""


def is_in(word: str, text: str, is_case_sensitive: bool = False) -> bool:
    """Tell whether `word` stands in `text`, an ending more or less (скатерть, скатерти) set aside."""
    if _pattern(word, is_case_sensitive).search(text):
        return True
    if is_case_sensitive or _NO_SPACES.search(word):
        return False
    stems = [part[: max(4, len(part) - 2)] for part in re.findall(r"\w+", word.casefold())]
    return bool(stems) and all(stem in text.casefold() for stem in stems)


def _pattern(word: str, is_case_sensitive: bool) -> re.Pattern:
    edges = "" if _NO_SPACES.search(word) else r"\w"
    pattern = rf"(?<!{edges}){re.escape(word)}(?!{edges})" if edges else re.escape(word)
    return re.compile(pattern, 0 if is_case_sensitive else re.IGNORECASE)


def add_terms(*, workspace: Workspace, terms: list[Term], now: datetime) -> list[int]:
    """Add terms the workspace does not have yet, changing none of its own; return the ids of the added."""
    have = set(GlossaryTerm.objects.of(workspace).values_list("term", flat=True))
    rows = [
        GlossaryTerm(
            workspace=workspace, term=each.term, is_kept=each.is_kept, words=each.words, changed_at=now
        )
        for each in terms
        if each.term not in have
    ]
    return [row.pk for row in GlossaryTerm.objects.of(workspace).bulk_create(rows)]


def remove_terms(*, workspace: Workspace, ids: list[int]) -> None:
    """Take terms out again."""
    GlossaryTerm.objects.of(workspace).filter(pk__in=ids).delete()
