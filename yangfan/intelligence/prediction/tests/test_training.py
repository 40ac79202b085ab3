"""Training and predicting: our export says what the library said, the champion is chosen later in time, rules may win."""

import json

import numpy as np
import pytest

from yangfan.intelligence.prediction import model as prediction
from yangfan.intelligence.prediction import training


def made(count=1500, *, signal=1.5, seed=1):
    """Return rows and outcomes where `pages` and `trade` matter and `noise` does not."""
    random = np.random.default_rng(seed)
    pages, noise = random.poisson(3, count), random.normal(size=count)
    trade = random.choice(["food", "cars", "toys"], count)
    log_odds = -2 + signal * (pages - 3) / 2 + signal * (trade == "food")
    outcomes = (random.random(count) < 1 / (1 + np.exp(-log_odds))).astype(int)
    rows = [
        {"pages": int(p), "noise": float(n), "trade": str(t)}
        for p, n, t in zip(pages, noise, trade, strict=True)
    ]
    return rows, outcomes.tolist()


def test_a_trained_model_finds_what_matters_and_survives_json():
    rows, outcomes = made()
    trained = training.train(rows, outcomes, rules=[0.0] * len(rows))
    assert trained.report["auc"] > 0.75
    low, high = trained.report["interval"]
    assert low < trained.report["auc"] < high
    assert trained.beats_rules is True
    assert [one["name"] for one in trained.report["drivers"]][-1] == "noise"
    kept = json.loads(json.dumps(trained.model))
    chances = prediction.chances(kept, rows)
    assert np.mean(chances) == pytest.approx(np.mean(outcomes), abs=0.04)
    assert (
        prediction.chances(kept, [{"pages": 9, "trade": "food"}])[0]
        > prediction.chances(kept, [{"pages": 0, "trade": "toys"}])[0]
    )


def test_rules_win_where_the_model_knows_nothing_more():
    rows, outcomes = made(signal=0)
    trained = training.train(
        [{"noise": row["noise"]} for row in rows], outcomes, rules=[2000.0 * y for y in outcomes]
    )
    assert trained.beats_rules is False and trained.report["rules_auc"] == 1.0


def test_our_trees_predict_what_the_library_predicts():
    from sklearn.ensemble import HistGradientBoostingClassifier

    rows, outcomes = made(800)
    matrix = prediction.encoder_for(rows).encode(rows)
    theirs = HistGradientBoostingClassifier(
        learning_rate=0.06, max_iter=150, max_leaf_nodes=8, min_samples_leaf=20, l2_regularization=1.0,
        early_stopping=False, random_state=training.SEED,
    ).fit(matrix, outcomes)  # fmt: skip
    ours = prediction.margins(training._trees(matrix, np.array(outcomes)), matrix)
    assert np.allclose(ours, theirs.decision_function(matrix))


def test_auc_is_that_of_the_library_with_ties():
    from sklearn.metrics import roc_auc_score

    random = np.random.default_rng(3)
    y, score = random.integers(0, 2, 300), random.integers(0, 8, 300).astype(float)
    assert training.auc(y, score) == pytest.approx(roc_auc_score(y, score))


def test_many_examples_are_calibrated_by_steps_and_few_by_two_numbers():
    random = np.random.default_rng(4)
    margin = random.normal(size=3000)
    y = (random.random(3000) < 1 / (1 + np.exp(-3 * margin))).astype(int)
    assert training.calibration(margin, y)["kind"] == "isotonic"
    assert training.calibration(margin[:200], y[:200])["kind"] == "platt"
    assert training.calibration(margin[:200], 1 - y[:200])["slope"] == 0.0


def test_too_few_of_one_outcome_are_refused():
    rows, _outcomes = made(100)
    with pytest.raises(training.TooFewExamples):
        training.train(rows, [1] + [0] * 99)


def test_what_moves_one_row_is_told_column_by_column():
    rows, outcomes = made()
    trained = training.train(rows, outcomes)
    assert trained.beats_rules is None
    name, moved = prediction.parts_of(trained.model, {"pages": 10, "trade": "toys", "noise": 0.0})[0]
    assert name == "pages" and moved > 0
