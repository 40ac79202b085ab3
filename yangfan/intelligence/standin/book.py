"""A phrase book: sentences with gaps for figures and words, in several languages, and what to do when none fits."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from yangfan.intelligence.translation.masks import keep_of
from yangfan.intelligence.translation.units import cut, has_words

FOLDER = Path(__file__).parent / "book"
LANGUAGES = ("zh-hans", "en", "ar", "es", "pt", "de", "fr", "ru")
GAP = "□"
KINDS = {
    kind: chr(0xE000 + number)
    for number, kind in enumerate(("p", "port", "cur", "t", "m", "c", "doc", "name"))
}
NAME = KINDS["name"]
FIRST_FIGURE = 7001  # stands for # while a phrase is being read
_MARK = re.compile(r"⟦\d+⟧")
_MEASURE_WORD = re.compile(rf"{GAP}\s?[张把套只个件台座条箱块柜辆组]")
_SPACE_AT_HAN = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef□\ue000-\ue010])\s+|\s+(?=[\u2e80-\u9fff\uff00-\uffef□\ue000-\ue010])"
)
_NAME = r"[\u4e00-\u9fff·]{1,4}|[A-Za-zÀ-ɏ\u0370-\u052f\u0600-\u06ff .'-]{1,30}"
_MONTH = re.compile(r"(?<![\d年])(1[0-2]|[1-9])\s?月(?!内)")
_HAN_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_COMMA = re.compile(r"\s*[,，、،;；:：؛]\s*")
_END = re.compile(r"\s*[.。!！?？؟…]+\s*$")
COMMAS = {"zh-hans": "，", "ja": "、", "ar": "، "}
ENDS = {
    "zh-hans": {".": "。", "?": "？", "!": "！"},
    "ja": {".": "。", "?": "？", "!": "！"},
    "ar": {".": ".", "?": "؟", "!": "!"},
}


@dataclass(frozen=True)
class Shape:
    """A text with gaps; `fills` are what stands in them."""

    key: str
    fills: tuple[str, ...]


def shape_of(text: str) -> Shape:
    """Return the text with every mark, figure, name and link as a gap."""
    spans = [match.span() for match in _MARK.finditer(text)]
    spans += [
        (each.start, each.end)
        for each in keep_of(text, numbers=True)
        if not any(each.start < end and start < each.end for start, end in spans)
    ]
    spans.sort()
    key, at = "", 0
    for start, end in spans:
        key += text[at:start] + GAP
        at = end
    return Shape(_normal(key + text[at:]), tuple(text[start:end] for start, end in spans))


def _normal(text: str) -> str:
    text = _MEASURE_WORD.sub(f"{GAP}个", _COMMA.sub(",", text.strip()))
    text = re.sub(r"\s+", " ", _SPACE_AT_HAN.sub("", text))
    return text.strip(" ¿¡,")


class Phrase:
    """One saying in several languages."""

    def __init__(self, texts: dict[str, list[str]]):
        self.texts = texts

    def into(self, target: str, source_text: str, fills: tuple[str, ...], words: dict[str, list[str]]) -> str:
        """Write it in `target`, with the gaps of `source_text` filled by `fills` and each kind's words in order."""
        text = self.texts[target][0]
        slots = list(shape_of(source_text).fills)  # source_text is as it was learned
        out, at = "", 0
        for kept in keep_of(text, numbers=True):
            out += text[at : kept.start] + _fill_of(kept.text, slots, fills)
            at = kept.end
        out += text[at:]
        for kind, found in words.items():
            for word in found:
                out = out.replace(kind, word, 1)
        return out


def _fill_of(literal: str, slots: list[str], fills: tuple[str, ...]) -> str:
    """Return what stands in the gap where the phrase itself has `literal`."""
    bare = literal.replace(" ", "")
    for number, slot in enumerate(slots):
        if slot.replace(" ", "") == bare:
            slots[number] = "\x00"  # each gap is used once
            return fills[number]
    return literal


class Book:
    """Everything the stand-in knows."""

    def __init__(self):
        self.exact: dict[tuple[str, str], tuple[Phrase, str]] = {}
        self.patterns: dict[str, list[tuple[re.Pattern, list[str], Phrase, str]]] = {
            each: [] for each in LANGUAGES
        }
        self.words: dict[str, list[dict[str, list[str]]]] = {kind: [] for kind in KINDS.values()}
        self._known: dict[str, re.Pattern] = {}

    @classmethod
    def open(cls, *more: Path) -> "Book":
        """Read the packaged book and further files of whole texts: [{language: text}, …]."""
        book = cls()
        for row in _rows(FOLDER / "words.txt"):
            texts = dict(zip(LANGUAGES, (cell.split("/") for cell in row[1:]), strict=True))
            book.words[KINDS[row[0]]].append(texts)
        for row in _rows(FOLDER / "phrases.txt"):
            book.learn(
                {
                    language: [_tokens(each) for each in cell.split("/")]
                    for language, cell in zip(LANGUAGES, row, strict=True)
                }
            )
        for path in more:
            for texts in json.loads(path.read_text()):
                book.learn_text(texts)
        return book

    def learn_text(self, texts: dict[str, str]) -> None:
        """Learn a text sentence by sentence where both languages have as many, and as a whole."""
        for units in zip(
            *([unit for unit in cut(text) if has_words(unit)] for text in texts.values()), strict=True
        ):
            self.learn({language: [_END.sub("", unit)] for language, unit in zip(texts, units, strict=True)})

    def learn(self, texts: dict[str, list[str]]) -> None:
        """Learn one phrase."""
        phrase = Phrase(texts)
        for language, spellings in texts.items():
            for text in spellings:
                key = shape_of(_months_in_words(text) if language == "zh-hans" else text).key
                if any(kind in key for kind in KINDS.values()):
                    pattern, kinds = self._pattern(key, language)
                    self.patterns.setdefault(language, []).append((pattern, kinds, phrase, text))
                else:
                    said = _months_in_words(text) if language == "zh-hans" else text
                    self.exact.setdefault((language, key.casefold()), (phrase, said))

    def _pattern(self, key: str, language: str) -> tuple[re.Pattern, list[str]]:
        kinds: list[str] = []
        out = ""
        for sign in key:
            if sign == NAME:
                out += rf"({_NAME})"
            elif sign in self.words:
                found = sorted(
                    {word for row in self.words[sign] for word in row.get(language, ())},
                    key=len,
                    reverse=True,
                )
                out += rf"\s?({'|'.join(map(re.escape, map(_normal, found)))})\s?"
            else:
                out += r"\s?" if sign == " " else re.escape(sign)
                continue
            kinds.append(sign)
        return re.compile(out, re.IGNORECASE), kinds

    def match(self, text: str, source: str, target: str) -> str | None:
        """Return the saying that fits the whole text, in `target`, or None."""
        shape = shape_of(text)
        found = self.exact.get((source, shape.key.casefold()))
        if found and target in found[0].texts:
            return found[0].into(target, found[1], shape.fills, {})
        for pattern, kinds, phrase, said in self.patterns.get(source, ()):
            hit = pattern.fullmatch(shape.key)
            if hit and target in phrase.texts:
                words: dict[str, list[str]] = {}
                for kind, word in zip(kinds, hit.groups(), strict=True):
                    words.setdefault(kind, []).append(self._word(kind, word, source, target))
                return phrase.into(target, said, shape.fills, words)
        return None

    def _word(self, kind: str, word: str, source: str, target: str) -> str:
        for row in self.words.get(kind, ()):
            if word.casefold() in (_normal(each).casefold() for each in row.get(source, ())):
                return row.get(target, [word])[0]
        return word.strip()

    def translate(self, text: str, source: str, target: str) -> str:
        """Return a sentence in `target`: by a saying, clause by clause, or word for word; what is unknown stays."""
        end = _END.search(text)
        core = _END.sub("", text)
        if source == "zh-hans":  # so that a month is a word and not a figure
            core = _months_in_words(core)
        made = self.match(core, source, target) or self._by_clauses(core, source, target)
        if made is None and "zh-hans" not in (source, target):
            made = self.translate(self.translate(core, source, "zh-hans"), "zh-hans", target)
        made = made or self._gloss(core, source, target)
        sign = (
            {"。": ".", "？": "?", "؟": "?", "！": "!", "…": "."}.get(
                end.group().strip()[:1], end.group().strip()[:1]
            )
            if end
            else ""
        )
        return _capital(made) + ENDS.get(target, {}).get(sign, sign)

    def _by_clauses(self, text: str, source: str, target: str) -> str | None:
        clauses, made, known, at = _COMMA.split(text), [], 0, 0
        while at < len(clauses):
            for until in range(len(clauses), at, -1):
                found = self.match(",".join(clauses[at:until]), source, target)
                if found is not None:
                    made.append(found)
                    known += until - at
                    at = until
                    break
            else:
                made.append(self._gloss(clauses[at], source, target))
                at += 1
        return COMMAS.get(target, ", ").join(made) if known * 2 > len(clauses) else None

    def _gloss(self, text: str, source: str, target: str) -> str:
        """Replace the words that are known; figures, marks and the rest stay."""
        if source not in self._known:
            self._known[source] = self._known_words(source)
        made = self._known[source].sub(
            lambda match: f" {self._any_word(match.group(), source, target)} ", text
        )
        return re.sub(r"\s+", " ", made).strip()

    def _known_words(self, source: str) -> re.Pattern:
        found = {
            word
            for rows in self.words.values()
            for row in rows
            for word in row.get(source, ())
            if len(word) > 1
        }
        longest = sorted(map(re.escape, found), key=len, reverse=True) or ["(?!)"]  # nothing ever
        edge = "" if source == "zh-hans" else r"\b"
        return re.compile(rf"{edge}(?:{'|'.join(longest)}){edge}", re.IGNORECASE)

    def _any_word(self, word: str, source: str, target: str) -> str:
        return next(
            (found for kind in self.words if (found := self._word(kind, word, source, target)) != word), word
        )

    @cached_property
    def size(self) -> int:
        """Return how many sayings there are."""
        return len(self.exact) + sum(map(len, self.patterns.values()))


def _rows(path: Path) -> Iterable[list[str]]:
    for line in path.read_text().splitlines():
        if line and not line.startswith("//"):
            yield [cell.strip() for cell in line.split(" | ")]


def _months_in_words(text: str) -> str:
    return _MONTH.sub(lambda match: f"{_HAN_MONTHS[int(match[1]) - 1]}月", text)


def _tokens(text: str) -> str:
    """Put single signs for <p> and the like, and a figure for each #."""
    for kind, sign in KINDS.items():
        text = text.replace(f"<{kind}>", sign)
    parts = text.strip().split("#")
    return "".join(
        part + (str(FIRST_FIGURE + number) if number < len(parts) - 1 else "")
        for number, part in enumerate(parts)
    )


def _capital(text: str) -> str:
    for at, sign in enumerate(text):
        if sign.isalpha():
            return text[:at] + sign.upper() + text[at + 1 :]
        if sign not in "¿¡ ":
            return text
    return text
