"""Which unit goes on as which when a page's texts change. The heart of "no human edit is ever lost"; pure, no database.

In order: the same text in the same place; the same text elsewhere on the page (it was moved); a text that was once here and
came back; a text that changed in its place. What then has no text is left over; what has no unit is new.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from rapidfuzz import fuzz

from yangfan.sites.translation.reading import Text

LIKE = 50  # per cent: below it, two texts of one rich text have nothing to do with each other


class Known(Protocol):
    """What is asked of a unit."""

    path: str
    place: int
    source: str
    made_from: str
    is_here: bool


@dataclass(frozen=True)
class Matched:
    """`pairs` are (text, unit); `new` are texts without a unit, `left` are units without a text."""

    pairs: list[tuple[Text, Known]]
    new: list[Text]
    left: list[Known]


def match(units: Sequence[Known], texts: Sequence[Text]) -> Matched:
    """Find for each text the unit that goes on with it."""
    pairs: list[tuple[Text, Known]] = []
    here = [unit for unit in units if unit.is_here]
    aside = [unit for unit in units if not unit.is_here]
    open_texts, open_units = list(texts), sorted(here, key=lambda unit: (unit.path, unit.place))

    def take(found: list[tuple[Text, Known]]) -> None:
        pairs.extend(found)
        taken_texts = {id(text) for text, _unit in found}
        taken_units = {id(unit) for _text, unit in found}
        open_texts[:] = [text for text in open_texts if id(text) not in taken_texts]
        open_units[:] = [unit for unit in open_units if id(unit) not in taken_units]

    take(_same_place(open_units, open_texts))
    take(_same_words(open_units, open_texts, lambda unit: unit.source))
    here, open_units[:] = list(open_units), aside
    take(_same_words(open_units, open_texts, lambda unit: unit.made_from))
    take(_same_words(open_units, open_texts, lambda unit: unit.source))
    aside, open_units[:] = list(open_units), here
    take(_changed(open_units, open_texts))
    return Matched(pairs, open_texts, open_units + aside)


def _by_path(things) -> dict:
    groups = defaultdict(list)
    for thing in things:
        groups[thing.path].append(thing)
    return groups


def _same_place(units, texts) -> list:
    """Pair equal texts of one path, in their order."""
    found, by_path = [], _by_path(units)
    for path, new in _by_path(texts).items():
        old = by_path.get(path, [])
        blocks = SequenceMatcher(None, [unit.source for unit in old], [text.html for text in new], False)
        for at_old, at_new, size in blocks.get_matching_blocks():
            found += [(new[at_new + step], old[at_old + step]) for step in range(size)]
    return found


def _same_words(units, texts, words) -> list:
    """Pair equal texts anywhere on the page; those of the same path first."""
    waiting = defaultdict(list)
    for unit in units:
        waiting[words(unit)].append(unit)
    found = []
    for text in texts:
        same = waiting.get(text.html)
        if same:
            unit = next((each for each in same if each.path == text.path), same[0])
            same.remove(unit)
            found.append((text, unit))
    return found


def _changed(units, texts) -> list:
    """Pair what changed in its place: a field with itself, the texts of a rich text by likeness."""
    found, by_path = [], _by_path(units)
    for path, new in _by_path(texts).items():
        old = by_path.get(path, [])
        if len(old) == len(new) == 1:
            found.append((new[0], old[0]))
        elif old:
            found += _most_alike(old, new)
    return found


def _most_alike(old, new) -> list:
    scores = [
        (fuzz.ratio(unit.source, text.html), -abs(unit.place - text.place), at_old, at_new)
        for at_old, unit in enumerate(old)
        for at_new, text in enumerate(new)
    ]
    found, done_old, done_new = [], set(), set()
    for score, _near, at_old, at_new in sorted(scores, reverse=True):
        if score < LIKE or at_old in done_old or at_new in done_new:
            continue
        done_old.add(at_old)
        done_new.add(at_new)
        found.append((new[at_new], old[at_old]))
    return found
