"""A linear model on hashed character n-grams: small, quick, any language; trained elsewhere, weights shipped."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

WEIGHTS = Path(__file__).parent / "weights"
LENGTHS = (2, 3, 4, 5)
LOOKED_AT = 4000  # characters
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MAIL = re.compile(r"\S+@\S+\.\w+")
_SPACE = re.compile(r"[\s\x00]+")
_DIGIT = re.compile(r"\d")


def features(text: str, bits: int) -> np.ndarray:
    """Return the buckets (sorted, each once) of the text's character n-grams; digits are one, links and addresses count nothing (rules look at those)."""
    codes = np.frombuffer(_normal(text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    shift = np.uint64(64 - bits)
    parts = []
    with np.errstate(over="ignore"):
        for length in LENGTHS:
            if len(codes) < length:
                break
            mixed = np.full(len(codes) - length + 1, np.uint64(length))
            for offset in range(length):
                mixed = (mixed + codes[offset : offset + len(mixed)]) * _MULTIPLIER
                mixed ^= mixed >> np.uint64(29)
            parts.append((mixed * _MULTIPLIER) >> shift)
    return np.unique(np.concatenate(parts)).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)


def _normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[:LOOKED_AT]).lower()
    text = _MAIL.sub(" ", _LINK.sub(" ", text))
    return f" {_SPACE.sub(' ', _DIGIT.sub('0', text)).strip()} "


@dataclass(frozen=True)
class Model:
    """`weights` is classes × buckets in int8, `scales` per class; `temperature` makes its shares honest."""

    classes: tuple[str, ...]
    bits: int
    weights: np.ndarray
    scales: np.ndarray
    bias: np.ndarray
    temperature: float

    def logits(self, text: str) -> np.ndarray:
        """Return one number a class, before the softmax."""
        found = features(text, self.bits)
        if not len(found):
            return self.bias / self.temperature
        sums = self.weights[:, found].sum(axis=1, dtype=np.int64) * self.scales / np.sqrt(len(found))
        return (sums + self.bias) / self.temperature

    def shares(self, text: str) -> dict[str, float]:
        """Return the probability of each class."""
        return dict(zip(self.classes, softmax(self.logits(text)).tolist(), strict=True))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities that sum to one."""
    raised = np.exp(logits - logits.max())
    return raised / raised.sum()


@cache
def load(name: str) -> Model:
    """Return the shipped model `name`."""
    with np.load(WEIGHTS / f"{name}.npz", allow_pickle=False) as kept:
        return Model(
            classes=tuple(kept["classes"].tolist()), bits=int(kept["bits"]), weights=kept["weights"],
            scales=kept["scales"], bias=kept["bias"], temperature=float(kept["temperature"]),
        )  # fmt: skip


def save(name: str, model: Model) -> None:
    """Write `model` beside the others; used by the training command alone."""
    np.savez_compressed(
        WEIGHTS / f"{name}.npz", classes=np.array(model.classes), bits=np.int64(model.bits), weights=model.weights,
        scales=model.scales, bias=model.bias, temperature=np.float64(model.temperature),
    )  # fmt: skip


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return the cosine of two sets of buckets."""
    if not len(one) or not len(other):
        return 0.0
    return len(np.intersect1d(one, other, assume_unique=True)) / float(np.sqrt(len(one) * len(other)))
