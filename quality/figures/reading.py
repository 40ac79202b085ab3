"""What an inquiry wants, field by field."""

import statistics
import time
from collections import defaultdict
from decimal import Decimal

from held_out import TODAY, inquiries, table

from yangfan.intelligence.reading.wants import read_wants

TITLE, ORDER = "Reading what an inquiry wants", 20
NAMES = {"q": "quantity", "u": "upper end of a range", "t": "Incoterm", "p": "place", "c": "country", "$": "currency", "#": "target price", "d": "deadline", "x": "certificates"}  # fmt: skip
KEYS = {"q": "quantity", "t": "terms", "c": "country", "#": "price", "d": "deadline", "x": "certificates"}
HIGH = 0.85


def measure(paths: dict[str, str]) -> str:
    """Return precision and recall by field and by language, what high confidence is worth, and the time taken."""
    rows, by_field, by_language, sure, times = inquiries(), defaultdict(list), defaultdict(list), [], []
    for one in rows:
        started = time.perf_counter()
        found = read_wants(one.text, today=TODAY)
        times.append(1000 * (time.perf_counter() - started))
        for field, value in _found(found).items():
            outcome = _outcome(one.fields.get(field, ""), value)
            by_field[field].append(outcome)
            by_language[one.language].append(outcome)
            if field in KEYS and value:
                sure.append((found.found[KEYS[field]].confidence, outcome == "right"))
    high = [is_right for confidence, is_right in sure if confidence >= HIGH]
    low = [is_right for confidence, is_right in sure if confidence < HIGH]
    return "\n\n".join([
        f"Data: `quality/data/inquiries.tsv`, {len(rows)} inquiries in 8 languages, written apart from the rules. A field counts as found only when its value is exactly right.",
        table(["field", "in the texts", "precision", "recall"], [[NAMES[field], *_scores(by_field[field])] for field in NAMES]),
        table(["language", "fields", "precision", "recall"], [[language, *_scores(found)] for language, found in sorted(by_language.items())]),
        f"Confidence: of {len(sure)} values read, {len(high) / len(sure):.0%} were said to be sure ({HIGH} and more), of which {_share(high):.3f} were right; of the others {_share(low):.3f}.",
        f"Time: {_time_words(times)}",
    ])  # fmt: skip


def _time_words(times: list[float]) -> str:
    return (
        "within the 20 ms we allow."
        if statistics.quantiles(times, n=20)[-1] <= 20
        else f"p95 {statistics.quantiles(times, n=20)[-1]:.0f} ms."
    )


def _found(reading) -> dict[str, str]:
    return {
        "q": _plain(reading.quantity), "u": _plain(reading.quantity_most), "t": reading.terms, "p": reading.place, "c": reading.country,
        "$": reading.currency, "#": _plain(reading.price), "d": reading.deadline_on.isoformat() if reading.deadline_on else "", "x": "+".join(reading.certificates),
    }  # fmt: skip


def _plain(number) -> str:
    return f"{Decimal(str(number)).normalize():f}" if number is not None else ""


def _outcome(wanted: str, found: str) -> str:
    if wanted == found:
        return "right" if wanted else "none"
    return "wrong" if wanted and found else "missed" if wanted else "invented"


def _scores(outcomes: list[str]) -> list:
    right, wrong = outcomes.count("right"), outcomes.count("wrong")
    said, there = right + wrong + outcomes.count("invented"), right + wrong + outcomes.count("missed")
    return [there, right / said if said else 1.0, right / there if there else 1.0]


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags) if flags else 1.0
