"""Translates so that nothing a deal hangs on can change: cut, look into the memory, mask, ask, unmask, check, fall back.

A unit that comes back with a problem is asked for again by itself, then with every figure masked; what is still wrong
is returned with its problems and must not be sent by itself.
"""

import logging
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.translation import glossary, memory, pieces
from yangfan.intelligence.translation.base import Job, Problem, Provider, Translated, TranslationUnavailable
from yangfan.intelligence.translation.checks import check
from yangfan.intelligence.translation.masks import keep_of, mask, unmask
from yangfan.intelligence.translation.order import providers_for
from yangfan.intelligence.translation.units import cut, has_words, join

logger = logging.getLogger(__name__)
CONTEXT = 1_500  # characters of the text around, for providers that can use it


@dataclass(frozen=True)
class Work:
    """One run: whose, between which languages, by which provider, with which terms."""

    workspace: Workspace
    provider: Provider
    title: str
    source: str
    target: str
    purpose: str
    terms: tuple[glossary.Term, ...]

    @property
    def version(self) -> str:
        return f"{self.provider.key}:{self.provider.edition(self.workspace)}"


def translate(
    *, workspace: Workspace, texts: list[str], source: str, target: str, purpose: str = "message"
) -> list[Translated]:
    """Translate `texts`, in order; raise TranslationUnavailable. Takes seconds: never inside a transaction.

    A result with problems has `is_ok` False and must not be sent to a buyer by itself. `purpose` is told to the
    provider: message, reply, page.
    """
    if source == target:
        return [Translated(text, source, target, "", "", 1.0) for text in texts]
    able = providers_for(workspace, source, target)
    if not able:
        raise _nobody(source, target)
    terms = glossary.terms_of(workspace)
    refusal = None
    for provider in able:
        work = Work(workspace, provider, provider.title(workspace), source, target, purpose, terms)
        try:
            return _translate_by(work, texts)
        except TranslationUnavailable as error:
            logger.info("translation by %s: %s", provider.key, error)
            refusal = refusal or error
    raise refusal


def check_translation(
    *, workspace: Workspace, before: str, after: str, source: str, target: str
) -> tuple[Problem, ...]:
    """Hold a translation that a person wrote or changed against its source; return what did not survive."""
    terms = glossary.occurring(glossary.terms_of(workspace), before, source=source)
    return check(before, after, source=source, target=target, terms=terms, is_whole=True)


def _nobody(source: str, target: str) -> TranslationUnavailable:
    words = _("Nothing is set up that translates from %(source)s into %(target)s.")
    return TranslationUnavailable(
        "none", words % {"source": language_name(source), "target": language_name(target)}
    )


def _translate_by(work: Work, texts: list[str]) -> list[Translated]:
    wholes = _by_hand(work, texts)
    cuts = {text: cut(text) for text in texts if text not in wholes}
    units = list(dict.fromkeys(piece for each in cuts.values() for piece in each if has_words(piece)))
    done = _units(work, units, context="\n".join(cuts))
    return [wholes[text] if text in wholes else _whole(work, text, cuts[text], done) for text in texts]


def _by_hand(work: Work, texts: list[str]) -> dict[str, Translated]:
    """Return the texts that a person translated as a whole."""
    rows = memory.remembered(
        work.workspace,
        [text.strip() for text in texts],
        source=work.source,
        target=work.target,
        version=memory.BY_HAND,
    )
    return {text: _of_memory(work, rows[text.strip()]) for text in texts if text.strip() in rows}


def _of_memory(work: Work, row) -> Translated:
    return Translated(
        row.after, work.source, work.target, row.provider, row.title, row.confidence, (), from_memory=True
    )


def _whole(work: Work, text: str, cuts: list[str], done: dict[str, Translated]) -> Translated:
    """Put a text together from its units, and look at it as a whole."""
    parts = [done[piece] for piece in cuts if piece in done]
    made = join([done[piece].text if piece in done else piece for piece in cuts], target=work.target)
    problems = [problem for part in parts for problem in part.problems]
    problems += [
        problem
        for problem in check(text, made, source=work.source, target=work.target, is_whole=True)
        if problem.kind in ("language", "empty")
    ] if parts else []  # fmt: skip
    confidence = min((part.confidence for part in parts), default=1.0)
    by = next((part for part in parts if not part.from_memory), None) or (parts[0] if parts else None)
    return Translated(
        made, work.source, work.target, by.provider if by else "", by.title if by else "",
        min(confidence, 0.3) if problems else confidence, tuple(dict.fromkeys(problems)),
        bool(parts) and all(part.from_memory for part in parts), any(part.is_pieced for part in parts),
    )  # fmt: skip


def _units(work: Work, units: list[str], *, context: str) -> dict[str, Translated]:
    terms = {unit: glossary.occurring(work.terms, unit, source=work.source) for unit in units}
    done: dict[str, Translated] = {}
    for version, same in _by_version(work, units, terms).items():
        rows = memory.remembered(
            work.workspace, same, source=work.source, target=work.target, version=version
        )
        done |= {unit: _of_memory(work, row) for unit, row in rows.items()}
    asked = [unit for unit in units if unit not in done]
    made = _attempt(work, asked, terms, context=context) if asked else {}
    for unit in asked:
        if made[unit].problems:
            made[unit] = _again(work, unit, terms, made[unit])
    good = {unit: each for unit, each in made.items() if _may_be_remembered(work, unit, each)}
    for version, same in _by_version(work, list(good), terms).items():
        memory.remember(
            work.workspace, {unit: good[unit] for unit in same}, version=version, now=timezone.now()
        )
    return done | made


def _may_be_remembered(work: Work, unit: str, made: Translated) -> bool:
    """Say no to what is only good enough this once, and to what holds a whole text back."""
    if not made.is_ok or made.is_pieced:
        return False
    found = check(unit, made.text, source=work.source, target=work.target, is_whole=True)
    return all(problem.kind != "language" for problem in found)


def _by_version(work: Work, units: list[str], terms) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for unit in units:
        versions.setdefault(f"{work.version}:{glossary.version(terms[unit])}", []).append(unit)
    return versions


def _again(work: Work, unit: str, terms, first: Translated) -> Translated:
    """Ask for one unit by itself, then with its figures masked, at last piece by piece; keep the best."""
    best = first
    for numbers in (False, True):
        try:
            made = _attempt(work, [unit], terms, context="", numbers=numbers)[unit]
        except TranslationUnavailable:
            return best
        if len(made.problems) < len(best.problems):
            best = made
        if best.is_ok:
            return best
    return _in_pieces(work, unit, terms) or best


def _in_pieces(work: Work, unit: str, terms) -> Translated | None:
    """Translate what stands between the marks of a unit and put it together; None when that is no better."""
    if work.purpose not in pieces.PURPOSES:
        return None
    for kinds in (frozenset({"placeholder"}), None):
        parts = pieces.cut_at_kept(unit, terms=_kept(terms[unit]), kinds=kinds)
        asked = list(dict.fromkeys(part.words for part in parts if not part.is_kept))
        if len(parts) < 2 or not asked:
            continue
        of_parts = {words: glossary.occurring(terms[unit], words, source=work.source) for words in asked}
        try:
            made = _attempt(work, asked, of_parts, context=unit)
        except TranslationUnavailable:
            return None
        texts = {words: each.text for words, each in made.items()}
        if not all(texts.values()):
            continue
        text = pieces.put_together(parts, texts, source=work.source, target=work.target)
        whole = _checked(work, unit, text, terms[unit])
        if whole.is_ok:
            return replace(whole, is_pieced=True, confidence=min(whole.confidence, pieces.CONFIDENCE))
    return None


def _attempt(
    work: Work, units: list[str], terms, *, context: str, numbers: bool = False
) -> dict[str, Translated]:
    """Ask the provider once for all of these units and check each."""
    masked = [
        mask(unit, keep_of(unit, terms=_kept(terms[unit]), numbers=numbers), mark=work.provider.mark)
        for unit in units
    ]
    told = {term for unit in units for term in terms[unit]}
    ordered = tuple(term for term in work.terms if term in told)
    job = Job(
        work.source, work.target, work.purpose, context[:CONTEXT],
        glossary.instruction(ordered, source=work.source, target=work.target),
    )  # fmt: skip
    answers = work.provider.translate_units(work.workspace, [each.text for each in masked], job)
    if len(answers) != len(units):
        raise TranslationUnavailable("failed", _("The answer did not have as many parts as the question."))
    made = {}
    for unit, each, answer in zip(units, masked, answers, strict=True):
        text = unmask(answer.strip(), each)
        made[unit] = _checked(work, unit, text, terms[unit])
    return made


def _kept(terms: tuple[glossary.Term, ...]) -> tuple[str, ...]:
    return tuple(term.term for term in terms if term.is_kept)


def _checked(work: Work, unit: str, text: str, terms) -> Translated:
    problems: tuple[Problem, ...] = check(unit, text, source=work.source, target=work.target, terms=terms)
    confidence = 0.2 if problems else work.provider.confidence
    return Translated(text, work.source, work.target, work.provider.key, work.title, confidence, problems)
