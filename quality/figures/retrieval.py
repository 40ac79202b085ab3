"""How often the passage of one's own pages that answers is found first, or among the first three."""

import re
import time
from pathlib import Path

import numpy as np

from yangfan.intelligence.retrieval.search import Index, vectors_of

TITLE, ORDER = "Answers from one's own pages", 70
DATA = Path(__file__).resolve().parents[1] / "data"


def measure(paths: dict[str, str]) -> str:
    """Return the table of both languages and three ways."""
    passages = [line.split("\t") for line in (DATA / "passages.tsv").read_text(encoding="utf-8").splitlines()]
    questions = [
        line.split("\t") for line in (DATA / "questions.tsv").read_text(encoding="utf-8").splitlines()
    ]
    lines = [
        "Data: `quality/data/passages.tsv`, the pages of the demo's robotics maker as the product cuts them, and "
        "`questions.tsv`, 32 questions a language in a buyer's own words, each with a pattern of the passages that answer. "
        "The weight of words beside meaning was chosen on the English questions; the Chinese ones were only measured.",
        "", "| language | passages | questions | way | R@1 | R@3 |", "| --- | --- | --- | --- | --- | --- |",
    ]  # fmt: skip
    took = []
    for name, code in (("en", "en"), ("zh", "zh-hans")):
        texts = [f"{title}: {text}" for language, title, text in passages if language == code]
        index = Index(texts, vectors_of(texts))
        asked = [(question, pattern) for language, question, pattern in questions if language == name]
        for way, found in _ways(index, texts, asked, took).items():
            first, three = (np.mean([one[:most].any() for one in found]) for most in (1, 3))
            lines.append(f"| {name} | {len(texts)} | {len(asked)} | {way} | {first:.3f} | {three:.3f} |")
    print(f"    one search: {1000 * np.median(took):.0f} ms (median)")
    return "\n".join(lines)


def _ways(index: Index, texts: list[str], asked: list, took: list[float]) -> dict[str, list]:
    """Return way -> for each question whether the passages, best first, are right."""
    ways: dict[str, list] = {}
    for question, pattern in asked:
        right = np.array([bool(re.search(pattern, text, re.S)) for text in texts])
        words, meaning = index.by_words(question), index.by_meaning(question)
        ways.setdefault("BM25", []).append(right[np.argsort(-words, kind="stable")])
        if meaning is not None:
            ways.setdefault("embeddings", []).append(right[np.argsort(-meaning, kind="stable")])
        started = time.perf_counter()
        hits = index.search(question, limit=3)
        took.append(time.perf_counter() - started)
        ways.setdefault("both (used)", []).append(right[[hit.at for hit in hits]])
    return ways
