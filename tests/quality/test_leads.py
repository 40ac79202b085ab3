"""`make eval-leads`: the whole way on a small file of the same shape, and the line that says what is missing."""

import csv
import importlib.util
from pathlib import Path

import numpy as np

SCRIPT = Path(__file__).resolve().parents[2] / "quality" / "leads.py"
spec = importlib.util.spec_from_file_location("quality_leads", SCRIPT)
leads = importlib.util.module_from_spec(spec)
spec.loader.exec_module(leads)


def bank(path, count=900):
    """Write clients like those of the bank: age, job, duration, y; duration gives the answer away."""
    random = np.random.default_rng(2)
    with path.open("w", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["age", "job", "euribor3m", "duration", "y"])
        for _ in range(count):
            job, rate = random.choice(["admin.", "retired", "student"]), random.normal()
            said = random.random() < 1 / (1 + np.exp(2 + rate - 2 * (job == "retired")))
            writer.writerow(
                [random.integers(20, 80), job, round(rate, 3), 1000 * said, "yes" if said else "no"]
            )
    return path


def test_both_splits_are_reported_beside_a_plain_regression_and_without_duration(tmp_path, capsys):
    path = bank(tmp_path / "bank.csv")
    rows, outcomes = leads.read(path)
    assert "duration" not in rows[0] and 0 < sum(outcomes) < len(outcomes)
    assert leads.main([str(path)]) == 0
    printed = capsys.readouterr().out
    assert "| random | 0." in printed and "| time-ordered | 0." in printed and "about 0.80" in printed
    assert all(0.6 < one["plain"] < 0.95 for one in leads.evaluate(rows, outcomes)[:1])


def test_a_missing_file_says_where_it_comes_from(capsys):
    assert leads.main(["/nowhere/bank.csv"]) == 2
    assert "archive.ics.uci.edu" in capsys.readouterr().err
