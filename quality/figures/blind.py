"""The same figures on texts written after the last change: what a stranger may expect."""

from collections import Counter

from held_out import TODAY, blind, table

from yangfan.crm.inquiries.spam import DOUBTFUL_FROM, Candidate, rate_text
from yangfan.intelligence.reading.intents import by_keywords
from yangfan.intelligence.reading.wants import read_wants

TITLE, ORDER = "All of it, blind", 50
LETTERS = {
    "q": "quantity",
    "t": "terms",
    "c": "country",
    "$": "currency",
    "#": "price",
    "d": "deadline_on",
    "x": "certificates",
}


def measure(paths: dict[str, str]) -> str:
    """Return fields, intent and rubbish on the blind set."""
    rows = blind()
    genuine = [one for one in rows if one.intent != "spam"]
    rubbish = [one for one in rows if one.intent == "spam"]
    read = {one.text: read_wants(one.text, today=TODAY) for one in rows}
    fields = Counter(outcome for one in genuine for outcome in _outcomes(one.fields, read[one.text]))
    said, there = (
        fields["right"] + fields["wrong"] + fields["invented"],
        fields["right"] + fields["wrong"] + fields["missed"],
    )
    buyers = [one for one in genuine if one.intent != "pitch"]
    caught, wrong = sum(map(_is_doubted, rubbish)), sum(map(_is_doubted, buyers))
    return "\n\n".join([
        f"Data: `quality/data/blind.tsv`: {len(genuine)} genuine messages and {len(rubbish)} pieces of rubbish in 8 languages, written when rules and weights were final.",
        table(["figure", "value"], [
            ["fields read: precision", fields["right"] / max(said, 1)], ["fields read: recall", fields["right"] / max(there, 1)],
            ["intent: accuracy", sum(read[one.text].intent == one.intent for one in genuine) / len(genuine)],
            ["intent: keyword rules", sum(by_keywords(one.text) == one.intent for one in genuine) / len(genuine)],
            ["rubbish caught", f"{caught} of {len(rubbish)}"], ["genuine taken for rubbish", f"{wrong} of {len(buyers)}"],
        ]),
    ])  # fmt: skip


def _outcomes(wanted: dict[str, str], reading):
    for letter, name in LETTERS.items():
        value = getattr(reading, name)
        found = (
            "+".join(value)
            if isinstance(value, tuple)
            else f"{value.normalize():f}"
            if letter == "#" and value is not None
            else str(value or "")
        )
        want = wanted.get(letter, "")
        if want or found:
            yield (
                "right" if want == found else "wrong" if want and found else "missed" if want else "invented"
            )


def _is_doubted(one) -> bool:
    reading = read_wants(one.text, today=TODAY)
    return rate_text(Candidate(None, "", "", one.text, None, None, reading=reading)) >= DOUBTFUL_FROM
