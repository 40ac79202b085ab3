"""Cuts a text into sentences and puts it together again, white space and all."""

import re

_SENTENCE_END = re.compile(
    r"(?<=[.!?؟…])[\"'”’»)]*(?=\s+\S)|(?<=[。！？])[”’」』）]*(?=\S)|(?<=[。！？])(?=\s)"
)
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|No|Nr|St|Co|Ltd|Inc|approx|e\.g|i\.e|z\.B|Sr|Sra|Srta|Ing|Av|art|pcs|Stk)|(?<![\d,.])\d{1,2}|\b[A-Z])\.$"
)
_LETTER = re.compile(r"[^\W\d_]")


def cut(text: str) -> list[str]:
    """Return the pieces of `text`; joined they are the text. Every other piece is white space (maybe empty)."""
    pieces: list[str] = []
    for line in re.split(r"(\s*\n\s*)", text):
        if line.strip():
            pieces.extend(_sentences(line))
        elif line:
            pieces.append(line)
    return pieces


def _sentences(line: str) -> list[str]:
    found, start = [], 0
    for match in _SENTENCE_END.finditer(line):
        if _SHORT.search(line[start : match.end()]):
            continue
        found.append(line[start : match.end()])
        start = match.end()
    found.append(line[start:])
    return [piece for sentence in found for piece in _with_space_apart(sentence) if piece]


def _with_space_apart(sentence: str) -> tuple[str, str, str]:
    inner = sentence.strip()
    if not inner:
        return sentence, "", ""
    at = sentence.index(inner)
    return sentence[:at], inner, sentence[at + len(inner) :]


def has_words(piece: str) -> bool:
    """Tell whether there is anything in it to translate."""
    return bool(_LETTER.search(piece))


def join(pieces: list[str], *, target: str) -> str:
    """Put pieces together; sentences that stood without a space get one where the target language wants it."""
    spaced = target.partition("-")[0] not in ("zh", "ja", "th")
    text = ""
    for piece in pieces:
        if spaced and text and piece and not text[-1].isspace() and not piece[0].isspace():
            text += " "
        text += piece
    return text
