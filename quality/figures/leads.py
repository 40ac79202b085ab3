"""Lead scores on UCI bank marketing, where the file is at hand: BANK=path/to/bank-additional-full.csv."""

from pathlib import Path

import leads

TITLE, ORDER = "Lead scores", 80


def measure(paths: dict[str, str]) -> str:
    """Return the table, or what was not measured."""
    if not paths.get("BANK"):
        return (
            "Not measured in this run: UCI bank marketing is not packaged. `make eval-leads BANK=path/to/bank-additional-full.csv` "
            f"reports the AUC without `duration` by a random and by a time-ordered split, beside a plain logistic regression and "
            f"the published about {leads.PUBLISHED:.2f}. The file: {leads.WHERE}."
        )
    rows, outcomes = leads.read(Path(paths["BANK"]))
    return f"Data: UCI bank marketing, {len(rows)} clients, without `duration`.\n\n{leads.table(leads.evaluate(rows, outcomes))}"
