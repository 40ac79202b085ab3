"""Holds a translation against its source: every figure, price, unit, model name, link, placeholder and term must be there."""

import re
from collections import Counter
from collections.abc import Iterator

from yangfan.intelligence.language.detect import detect_language
from yangfan.intelligence.translation.base import Problem
from yangfan.intelligence.translation.figures import Figure, figures, in_words
from yangfan.intelligence.translation.glossary import Term, is_in
from yangfan.intelligence.translation.masks import EMOJI, ENTITY, LINK, MODEL, PLACEHOLDER, Kept, keep_of

_HEAVY = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z]+)[^<>]*>")
_LONE = frozenset({"br", "hr", "img"})
_LETTER = re.compile(r"[^\W\d_]")
CLOSE = ({"zh-hans", "zh-hant"}, {"es", "pt"}, {"id", "ms"}, {"ru", "uk"}, {"ar", "fa"}, {"cs", "sk"})


def check(
    before: str, after: str, *, source: str, target: str, terms: tuple[Term, ...] = (), is_whole: bool = False
) -> tuple[Problem, ...]:
    """Return what did not survive; `is_whole` also looks at the language of the result."""
    if not after.strip():
        return (Problem("empty", before, after),)
    kept_words = tuple(term.term for term in terms if term.is_kept)
    kept = keep_of(before, terms=kept_words)
    problems = [
        *_verbatim(kept, after),
        *_added(before, after),
        *_nesting(before, after),
        *_figures(before, after, source, target, kept),
    ]
    problems += _terms(before, after, terms, source, target)
    problems += _length(before, after)
    if is_whole:
        problems += _language(before, after, source, target)
    return tuple(dict.fromkeys(problems))


def _verbatim(kept: list[Kept], after: str) -> Iterator[Problem]:
    """What is always kept letter by letter."""
    for (kind, words), count in Counter(
        (each.kind, each.text) for each in kept if each.kind not in ("price", "unit")
    ).items():
        if after.count(words) < count:
            yield Problem(kind, words, "")


def _added(before: str, after: str) -> Iterator[Problem]:
    for kind, pattern in (
        ("link", LINK),
        ("placeholder", PLACEHOLDER),
        ("placeholder", ENTITY),
        ("symbol", EMOJI),
        ("model", MODEL),
    ):
        known = before if kind == "model" else " ".join(pattern.findall(before))
        for words in pattern.findall(after):
            if words.rstrip(".,;:!?)") not in known:
                yield Problem(kind, "", words)


def _nesting(before: str, after: str) -> Iterator[Problem]:
    """Tags that stood in pairs around words still do: an engine may bring all of them back, but in another order."""
    was, now = _pairs(before), _pairs(after)
    if was is not None and was != now:
        tags = " ".join(match.group() for match in _TAG.finditer(after))
        yield Problem("placeholder", " ".join(match.group() for match in _TAG.finditer(before)), tags)


def _pairs(text: str) -> Counter | None:
    """Count the tags with words in them, by name; None when they are not well nested."""
    found: Counter = Counter()
    open_tags: list[tuple[str, int]] = []
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if name in _LONE or match.group().endswith("/>"):
            continue
        if not match["end"]:
            open_tags.append((name, match.end()))
            continue
        if not open_tags or open_tags[-1][0] != name:
            return None
        _name, start = open_tags.pop()
        found[name] += bool(_TAG.sub("", text[start : match.start()]).strip())
    return None if open_tags else found


def _figures(before: str, after: str, source: str, target: str, kept: list[Kept]) -> Iterator[Problem]:
    """Compare by value; a figure may become a word and a word a figure, as long as the value is the same."""
    wanted, given = figures(_bare(before), source), figures(_bare(after), target)
    spoken = in_words(after)
    for figure in wanted:
        match = _best(figure, given)
        if match is None:
            if spoken[figure.value]:
                spoken[figure.value] -= 1
            else:
                yield Problem("price" if figure.currency else "number", figure.text, "")
            continue
        given.remove(match)
        if figure.currency != match.currency and (figure.currency or match.currency):
            yield Problem(
                "price", f"{figure.text} {figure.currency}".strip(), f"{match.text} {match.currency}".strip()
            )
        elif figure.unit and match.unit and figure.unit != match.unit:
            yield Problem("unit", f"{figure.text} {figure.unit}", f"{match.text} {match.unit}")
    spoken = in_words(before)
    for figure in given:
        if not spoken[figure.value]:
            yield Problem("number", "", figure.text)
        spoken[figure.value] -= 1


def _bare(text: str) -> str:
    """Drop what is held letter by letter already, so that its digits are not counted as figures."""
    for pattern in (LINK, PLACEHOLDER, MODEL):
        text = pattern.sub(" ¤ ", text)
    return text


def _best(figure: Figure, given: list[Figure]) -> Figure | None:
    same = [each for each in given if each.value == figure.value or each.text == figure.text]
    return max(
        same,
        key=lambda each: (each.currency == figure.currency) * 2 + (each.unit == figure.unit),
        default=None,
    )


def _terms(before: str, after: str, terms: tuple[Term, ...], source: str, target: str) -> Iterator[Problem]:
    for term in terms:
        word = term.word_in(target)
        if (
            word
            and not term.is_kept
            and term.occurs_in(before, source)
            and not is_in(word, after, term.is_case_sensitive)
        ):
            yield Problem("glossary", term.term, word)


def _length(before: str, after: str) -> Iterator[Problem]:
    was, now = _weight(before), _weight(after)
    if was >= 24 and not 0.25 <= now / was <= 4:
        yield Problem("length", str(was), str(now))


def _weight(text: str) -> int:
    return len(text) + round(1.6 * len(_HEAVY.findall(text)))


def _language(before: str, after: str, source: str, target: str) -> Iterator[Problem]:
    words = MODEL.sub(" ", LINK.sub(" ", after))
    if _weight("".join(_LETTER.findall(words))) < 12:
        return
    found = detect_language(words)
    if found.code in ("", target) or any({found.code, target} <= close for close in CLOSE):
        return
    if found.confidence >= 0.9 or found.code == source:
        yield Problem("language", target, found.code)
