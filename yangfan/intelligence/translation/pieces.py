"""The last way out for a text whose tags or placeholders an engine loses: translate what stands between them, piece by piece.

What comes of it is whole but may read like pieces: grammar does not reach across a cut. A person should look at it.
"""

import re
from dataclasses import dataclass

from yangfan.intelligence.translation.masks import Kept, keep_of
from yangfan.intelligence.translation.units import has_words

PURPOSES = frozenset({"page"})  # what goes to a buyer by itself must not be put together so
CONFIDENCE = 0.4
_UNSPACED = frozenset({"zh", "ja", "th"})
CAPITALS = frozenset({"de"})  # nouns have one wherever they stand
_HEAVY = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef\u3000-\u303f]")
_END = re.compile(r"[.。!！?？؟]\s*$")
_OPENING, _CLOSING = re.compile(r"<[A-Za-z][^<>]*(?<!/)>"), re.compile(r"</[A-Za-z][^<>]*>")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: words to translate between their white space, or something kept as it is."""

    before: str
    words: str
    after: str
    is_kept: bool = False


def cut_at_kept(unit: str, *, terms: tuple[str, ...], kinds: frozenset[str] | None = None) -> list[Piece]:
    """Return the pieces of a unit, cut at what is kept (of these kinds, else of any); joined they are the unit."""
    pieces, at = [], 0
    kept = [each for each in keep_of(unit, terms=terms) if kinds is None or each.kind in kinds]
    for each in [*kept, Kept("", len(unit), len(unit), "")]:
        if each.start > at:
            pieces.append(_piece(unit[at : each.start]))
        if each.text:
            pieces.append(Piece("", each.text, "", is_kept=True))
        at = each.end
    return pieces


def _piece(text: str) -> Piece:
    words = text.strip()
    if not words or not has_words(words):
        return Piece("", text, "", is_kept=True)
    start = text.index(words)
    return Piece(text[:start], words, text[start + len(words) :])


def put_together(pieces: list[Piece], made: dict[str, str], *, source: str, target: str) -> str:
    """Join the pieces with their translations, `made`: white space as the target language wants it."""
    lowered = target not in CAPITALS
    parts = [_part(piece, made, lowered=lowered and number > 0) for number, piece in enumerate(pieces)]
    if not _is_spaced(target):
        return _without_spaces("".join(parts))
    return "".join(parts) if _is_spaced(source) else _with_spaces(parts)


def _part(piece: Piece, made: dict[str, str], *, lowered: bool) -> str:
    if piece.is_kept:
        return piece.words
    return piece.before + _like(piece.words, made[piece.words], lowered=lowered) + piece.after


def _like(before: str, after: str, *, lowered: bool) -> str:
    """Take back what an engine does to a text it takes for a sentence: a capital, a full stop."""
    after = after.strip()
    if not _END.search(before):
        after = _END.sub("", after)
    if lowered and before[:1].islower() and after[:1].isupper() and not after[1:2].isupper():
        after = after[0].lower() + after[1:]
    return after


def _is_spaced(language: str) -> bool:
    return language.partition("-")[0] not in _UNSPACED


def _without_spaces(text: str) -> str:
    """Drop the space between two signs that need none, also where a tag stands between them."""
    tags = r"(?:</?[A-Za-z][^<>]*>)*"
    heavy = _HEAVY.pattern
    return re.sub(rf"(?<={heavy})({tags}) +({tags})(?={heavy})", r"\1\2", text)


def _with_spaces(parts: list[str]) -> str:
    """Put a space where two words would touch: before an opening tag, after a closing one, around anything else."""
    text = ""
    for part in parts:
        text += f" {part}" if _touch(text, part) else part
    return text


def _touch(before: str, part: str) -> bool:
    """Say whether a word ends here and the next begins, with no white space and no tag on the way that should be inside."""
    opening, closing = _OPENING.fullmatch(part), re.search(rf"{_CLOSING.pattern}$", before)
    if _CLOSING.fullmatch(part) or re.search(rf"{_OPENING.pattern}$", before):
        return False
    last = _CLOSING.sub("", before)[-1:] if closing else before[-1:]
    return last.isalnum() and (bool(opening) or part[:1].isalnum() or part[:1] in "{%⟦$€£")
