"""Lead scores on UCI bank marketing (Moro, Cortez and Rita 2014), without `duration`: it is known only after the call.

`python quality/leads.py path/to/bank-additional-full.csv`. Our pipeline beside a plain logistic regression, by a random split
(as published: AUC about 0.80) and by time (the file is in the order of the calls; what a product meets). Reported: both.
"""

import argparse
import csv
import sys
import time
from pathlib import Path

import numpy as np

from yangfan.intelligence.prediction.model import encoder_for
from yangfan.intelligence.prediction.training import auc, train

PUBLISHED = 0.80
WHERE = "https://archive.ics.uci.edu/dataset/222/bank+marketing (bank-additional.zip, CC BY 4.0)"


def read(path: Path) -> tuple[list[dict], list[int]]:
    """Return the rows without `duration`, and whether each client subscribed, in the file's order."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    outcomes = [int(row.pop("y") == "yes") for row in rows]
    return [
        {name: _value(value) for name, value in row.items() if name != "duration"} for row in rows
    ], outcomes


def _value(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def plain(rows: list[dict], outcomes: list[int]) -> float:
    """Return the AUC of a plain logistic regression on the last fifth, taught on the rest."""
    from sklearn.linear_model import LogisticRegression

    cut = int(len(rows) * 0.8)
    encoder = encoder_for(rows[:cut])
    fitted = LogisticRegression(max_iter=2000).fit(encoder.encode(rows[:cut]), outcomes[:cut])
    return auc(np.array(outcomes[cut:]), fitted.decision_function(encoder.encode(rows[cut:])))


def evaluate(rows: list[dict], outcomes: list[int]) -> list[dict]:
    """Return a line for each split: AUC of ours with its interval, and of the plain one; the last fifth is held out."""
    found = []
    for split in ("random", "time-ordered"):
        order = np.random.default_rng(0).permutation(len(rows)) if split == "random" else np.arange(len(rows))
        mixed, said = [rows[at] for at in order], [outcomes[at] for at in order]
        started = time.monotonic()
        report = train(mixed, said).report
        found.append(
            {"split": split, "auc": report["auc"], "interval": report["interval"], "champion": report["champion"],
             "plain": plain(mixed, said), "brier": report["brier"], "brier_base": report["brier_base"],
             "held_out": report["hold_out"], "seconds": time.monotonic() - started}
        )  # fmt: skip
    return found


def table(found: list[dict]) -> str:
    """Return the lines as a table."""
    lines = [
        "| split | our AUC (95 %) | champion | plain logistic regression | published, random | Brier (base) | held out |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in found:
        low, high = one["interval"]
        published = f"about {PUBLISHED:.2f}" if one["split"] == "random" else "–"
        lines.append(
            f"| {one['split']} | {one['auc']:.3f} ({low:.3f}–{high:.3f}) | {one['champion']} | {one['plain']:.3f} | {published} "
            f"| {one['brier']:.4f} ({one['brier_base']:.4f}) | {one['held_out']} |"
        )
    return "\n".join(lines)


def main(words: list[str] | None = None) -> int:
    """Print the table; answer 2 with a line that says what to do when the file is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", nargs="?", default="", help="bank-additional-full.csv (or bank-full.csv)")
    path = Path(parser.parse_args(words).path or ".")
    if not path.is_file():
        print(
            f"No such file: {path}. Fetch it from {WHERE} and say: make eval-leads BANK=path/to/bank-additional-full.csv",
            file=sys.stderr,
        )
        return 2
    rows, outcomes = read(path)
    print(
        f"{len(rows)} clients, {sum(outcomes)} subscribed; without `duration`\n\n{table(evaluate(rows, outcomes))}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
