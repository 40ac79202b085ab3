"""How much a text is like rubbish: a small trained model, plus what one company taught it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from yangfan.intelligence.semantics import linear

MODEL = "spam"
STEP = 6.0  # how far one lesson moves the logit of its own text when it was wholly wrong
LOCAL_BITS = 16
SURE = 0.97  # a score is never taken for more certain than this


@dataclass(frozen=True)
class Lesson:
    """A text, what a person said of it, and the score it had."""

    text: str
    is_spam: bool
    score: float


@dataclass(frozen=True)
class SpamWords:
    """What a workspace taught: one weight a bucket, added to a score's logit."""

    weights: np.ndarray

    def shift(self, text: str) -> float:
        """Return how far the lessons move the logit of this text."""
        found = linear.features(text, LOCAL_BITS)
        return float(self.weights[found].sum() / np.sqrt(len(found))) if len(found) else 0.0


def spam_share(text: str) -> float:
    """Return 0..1: how likely the text alone is rubbish, by the shipped model."""
    return linear.load(MODEL).shares(text)["spam"]


def shifted(score: float, by: float) -> float:
    """Return `score` with its logit moved."""
    score = min(max(score, 1 - SURE), SURE)
    return float(1 / (1 + np.exp(-(np.log(score / (1 - score)) + by))))


def learn(lessons: Iterable[Lesson]) -> SpamWords:
    """Return the weights after hearing the lessons in order.

    Online logistic regression: each lesson moves its text's n-grams by what was still wrong about its score.
    """
    words = SpamWords(np.zeros(1 << LOCAL_BITS, dtype=np.float32))
    for lesson in lessons:
        found = linear.features(lesson.text, LOCAL_BITS)
        if len(found):
            wrong = float(lesson.is_spam) - shifted(lesson.score, words.shift(lesson.text))
            words.weights[found] += STEP * wrong / np.sqrt(len(found))
    return words
