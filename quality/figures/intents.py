"""What a message is after."""

from collections import Counter

from held_out import TODAY, inquiries, table

from yangfan.intelligence.reading.intents import by_keywords
from yangfan.intelligence.reading.wants import read_wants

TITLE, ORDER = "Intent", 30
HIGH = 0.7


def measure(paths: dict[str, str]) -> str:
    """Return accuracy and macro-F1 beside the commonest answer and beside keyword rules."""
    rows = inquiries()
    wanted = [one.intent for one in rows]
    common = Counter(wanted).most_common(1)[0][0]
    read = [read_wants(one.text, today=TODAY).found["intent"] for one in rows]
    ways = {
        "always the commonest": [common] * len(rows),
        "keyword rules": [by_keywords(one.text) for one in rows],
        "ours": [one.value for one in read],
    }
    sure = [(one.value == intent) for one, intent in zip(read, wanted, strict=True) if one.confidence >= HIGH]
    languages = sorted({one.language for one in rows})
    by_language = [[language, sum(one.language == language for one in rows), *[_accuracy(guesses, rows, language) for name, guesses in ways.items() if name != "always the commonest"]] for language in languages]  # fmt: skip
    return "\n\n".join([
        f"Data: `quality/data/inquiries.tsv` ({len(rows)} messages, {len(set(wanted))} intents); trained on `quality/training/intents.txt` alone, other sentences by design.",
        table(["way", "accuracy", "macro-F1"], [[name, _accuracy(guesses, rows), _macro(guesses, wanted)] for name, guesses in ways.items()]),
        table(["language", "n", "keyword rules", "ours"], by_language),
        f"Where it is sure ({HIGH} and more: {len(sure) / len(rows):.0%} of the messages) {sum(sure) / len(sure):.3f} are right.",
    ])  # fmt: skip


def _accuracy(guesses, rows, language: str = "") -> float:
    asked = [
        (guess, one.intent)
        for guess, one in zip(guesses, rows, strict=True)
        if not language or one.language == language
    ]
    return sum(guess == intent for guess, intent in asked) / len(asked)


def _macro(guesses, wanted) -> float:
    scores = []
    for intent in set(wanted):
        right = sum(guess == want == intent for guess, want in zip(guesses, wanted, strict=True))
        scores.append(2 * right / (guesses.count(intent) + wanted.count(intent)))
    return sum(scores) / len(scores)
