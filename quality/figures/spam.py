"""Rubbish told from inquiries; taking a buyer for rubbish is the dearer mistake."""

from held_out import TODAY, inquiries, rubbish, table
from training import teach

from yangfan.crm.inquiries.models import CLEAR_FROM
from yangfan.crm.inquiries.spam import DOUBTFUL_FROM, LINK, PHRASES, Candidate, rate_text
from yangfan.intelligence.reading.wants import read_wants

TITLE, ORDER = "Rubbish and doubtful inquiries", 40


def measure(paths: dict[str, str]) -> str:
    """Return precision, recall and F1 on our held-out texts beside the rules alone, and on messages given by path."""
    buyers = [one.text for one in inquiries() if one.intent != "pitch"]
    pitches = [one.text for one in inquiries() if one.intent == "pitch"]
    bad = [text for _language, text in rubbish()]
    ways = {
        "rules alone (before)": _by_rules,
        "ours": lambda text: _score(text) >= DOUBTFUL_FROM,
        "ours, clear rubbish only": lambda text: _score(text) >= CLEAR_FROM,
    }
    rows = [
        [
            name,
            *_scores(way, bad, buyers),
            f"{sum(map(way, buyers))} of {len(buyers)}",
            f"{sum(map(way, pitches))} of {len(pitches)}",
        ]
        for name, way in ways.items()
    ]
    parts = [
        f"Data: `quality/data`: {len(bad)} pieces of rubbish and {len(buyers)} genuine messages in 8 languages; content alone, without addresses, speed or repeats.",
        table(["way", "precision", "recall", "F1", "genuine taken for rubbish", "sales pitches set apart"], rows),
    ]  # fmt: skip
    if "SPAM" in paths:
        parts.append(_by_path(paths["SPAM"]))
    return "\n\n".join(parts)


def _by_rules(text: str) -> bool:
    return len(LINK.findall(text)) >= 3 or bool(PHRASES.search(text))


def _score(text: str) -> float:
    return rate_text(Candidate(None, "", "", text, None, None, reading=read_wants(text, today=TODAY)))


def _scores(way, bad: list[str], good: list[str]) -> list[float]:
    caught, wrong = sum(map(way, bad)), sum(map(way, good))
    precision, recall = caught / max(caught + wrong, 1), caught / len(bad)
    return [precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)]


def _by_path(path: str) -> str:
    """Cross-validate the same method on the file given, since the shipped weights may have seen part of it."""
    rows = teach.messages(path)
    guesses = teach.cross_validated([text for _label, text in rows], [label for label, _text in rows])
    right = sum(guess == label == "spam" for guess, (label, _text) in zip(guesses, rows, strict=True))
    said, there = guesses.count("spam"), sum(label == "spam" for label, _text in rows)
    return (
        f"`{path.rpartition('/')[2]}` ({len(rows)} English messages, {there} of them spam), the same method in five folds: "
        f"precision {right / said:.3f}, recall {right / there:.3f}, F1 {2 * right / (said + there):.3f}."
    )
