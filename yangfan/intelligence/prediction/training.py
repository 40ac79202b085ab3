"""Training: two kinds of models, the better one on later examples, calibrated, and an honest report of how good it is.

Examples come oldest first. The first 60 % teach, the next 20 % choose the champion, the last 20 % are looked at once, for
the report. What is used afterwards is the champion taught on all of them, calibrated on the out-of-time 40 %.
"""

from dataclasses import dataclass

import numpy as np

from yangfan.intelligence.prediction.model import Encoder, Row, calibrated, encoder_for, margins

TEACH, CHOOSE = 0.6, 0.8
ISOTONIC_FROM = 1000  # examples; fewer make steps out of chance (Niculescu-Mizil and Caruana, ICML 2005)
DRAWS = 400
SEED = 7


class TooFewExamples(ValueError):
    """There are not enough examples of both outcomes in every part."""


@dataclass(frozen=True)
class Trained:
    """`model` is for `prediction.model`; `report` is plain JSON for a screen; `beats_rules` is None without rules."""

    model: dict
    report: dict
    beats_rules: bool | None


def train(rows: list[Row], outcomes: list[int], *, rules: list[float] | None = None) -> Trained:
    """Train on `rows` (oldest first); `rules` are the scores plain rules gave them. Raises TooFewExamples."""
    y = np.array(outcomes)
    teach, choose, hold = _parts(len(y))
    if min(len(set(y[part])) for part in (teach, choose, hold)) < 2:
        raise TooFewExamples("every part needs both outcomes")
    encoder = encoder_for([rows[at] for at in teach])
    matrix = encoder.encode(rows)
    tried = {kind: fit(matrix[teach], y[teach]) for kind, fit in KINDS.items()}
    chosen_auc = {kind: auc(y[choose], margins(model, matrix[choose])) for kind, model in tried.items()}
    champion = max(chosen_auc, key=lambda kind: (chosen_auc[kind], kind == "logistic"))
    candidate = tried[champion] | {
        "calibration": calibration(margins(tried[champion], matrix[choose]), y[choose])
    }
    margin = margins(candidate, matrix[hold])
    report = _report(candidate, encoder, matrix[hold], y[hold], margin) | {
        "champion": champion, "chosen": chosen_auc, "examples": len(y), "won": int(y.sum()), "hold_out": len(hold),
        "aucs": {kind: auc(y[hold], margins(model, matrix[hold])) for kind, model in tried.items()},
    }  # fmt: skip
    beats = None
    if rules is not None:
        given = np.array(rules, dtype=float)[hold]
        report["rules_auc"] = auc(y[hold], given)
        report["better_by"] = _difference(y[hold], margin, given)
        beats = report["better_by"][0] > 0 and report["brier"] <= report["brier_base"]
    return Trained(_final(rows, y, champion, tried[champion], matrix, choose, hold), report, beats)


def _parts(count: int):
    at = np.arange(count)
    return np.split(at, [int(count * TEACH), int(count * CHOOSE)])


def _final(rows, y, champion, earlier, matrix, choose, hold) -> dict:
    """Return the champion taught on everything; calibrated on what its earlier self had not seen."""
    encoder = encoder_for(rows)
    whole = encoder.encode(rows)
    later = np.concatenate([choose, hold])
    return KINDS[champion](whole, y) | {
        "columns": encoder.columns, "average": whole.mean(axis=0).tolist(),
        "calibration": calibration(margins(earlier, matrix[later]), y[later]),
    }  # fmt: skip


def _logistic(matrix: np.ndarray, y: np.ndarray) -> dict:
    from sklearn.linear_model import LogisticRegression  # heavy; only the worker trains

    fitted = LogisticRegression(C=0.3, max_iter=2000).fit(matrix, y)
    return {"kind": "logistic", "weights": fitted.coef_[0].tolist(), "start": float(fitted.intercept_[0])}


def _trees(matrix: np.ndarray, y: np.ndarray) -> dict:
    from sklearn.ensemble import HistGradientBoostingClassifier

    fitted = HistGradientBoostingClassifier(
        learning_rate=0.06, max_iter=150, max_leaf_nodes=8 if len(y) < 5000 else 16, min_samples_leaf=20,
        l2_regularization=1.0, early_stopping=False, random_state=SEED,
    ).fit(matrix, y)  # fmt: skip
    trees = [_nodes(one[0].nodes) for one in fitted._predictors]
    return {"kind": "trees", "start": float(np.ravel(fitted._baseline_prediction)[0]), "trees": trees}


def _nodes(nodes) -> list[list[float]]:
    return [
        [0, 0, -1, -1, float(node["value"])] if node["is_leaf"]
        else [int(node["feature_idx"]), float(node["num_threshold"]), int(node["left"]), int(node["right"]), 0.0]
        for node in nodes
    ]  # fmt: skip


KINDS = {"logistic": _logistic, "trees": _trees}


def calibration(margin: np.ndarray, y: np.ndarray) -> dict:
    """Return how margins become chances: a curve of steps where there are many examples, else two numbers (Platt)."""
    if len(y) >= ISOTONIC_FROM and min(y.sum(), len(y) - y.sum()) >= 100:
        from sklearn.isotonic import IsotonicRegression

        fitted = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(margin, y)
        return {"kind": "isotonic", "x": fitted.X_thresholds_.tolist(), "y": fitted.y_thresholds_.tolist()}
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=10.0).fit(margin[:, None], y)
    slope = float(fitted.coef_[0][0])
    if slope <= 0:  # upside down on later examples: only the rate of all is left to say
        rate = min(max(float(y.mean()), 1e-3), 1 - 1e-3)
        return {"kind": "platt", "slope": 0.0, "start": float(np.log(rate / (1 - rate)))}
    return {"kind": "platt", "slope": slope, "start": float(fitted.intercept_[0])}


def auc(y: np.ndarray, score: np.ndarray) -> float:
    """Return the chance that one that won has a higher score than one that did not; ties count half."""
    order = np.argsort(score, kind="stable")
    _values, at, counts = np.unique(score[order], return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = np.empty(len(score))
    ranks[order] = (last - (counts - 1) / 2)[at]
    positive = y == 1
    n, m = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * m)) if n and m else 0.5


def _draws(y: np.ndarray):
    """Yield bootstrap samples that hold both outcomes."""
    random = np.random.default_rng(SEED)
    for _ in range(DRAWS if len(y) < 5000 else 100):
        drawn = random.integers(0, len(y), len(y))
        if 0 < y[drawn].sum() < len(y):
            yield drawn


def interval(y: np.ndarray, score: np.ndarray) -> list[float]:
    """Return the 95 % bootstrap interval of the AUC."""
    found = [auc(y[drawn], score[drawn]) for drawn in _draws(y)]
    return [float(one) for one in np.percentile(found, [2.5, 97.5])]


def _difference(y, margin, rules) -> list[float]:
    """Return by how much the model's AUC beats the rules': the difference and its 90 % interval on the same draws."""
    found = [auc(y[drawn], margin[drawn]) - auc(y[drawn], rules[drawn]) for drawn in _draws(y)]
    return [auc(y, margin) - auc(y, rules), *(float(one) for one in np.percentile(found, [5, 95]))]


def _report(model: dict, encoder: Encoder, matrix, y, margin) -> dict:
    chance = calibrated(model, margin)
    return {
        "auc": auc(y, margin), "interval": interval(y, margin), "base": float(y.mean()),
        "brier": float(np.mean((chance - y) ** 2)), "brier_base": float(np.mean((y.mean() - y) ** 2)),
        "bins": _bins(chance, y), "drivers": _drivers(model, encoder, matrix, y, margin),
    }  # fmt: skip


def _bins(chance: np.ndarray, y: np.ndarray) -> list[dict]:
    """Return the reliability picture: groups of equal size, said and come true."""
    groups = np.array_split(np.argsort(chance, kind="stable"), 10 if len(y) >= 500 else 5)
    return [
        {"said": float(chance[group].mean()), "came": float(y[group].mean()), "count": len(group)}
        for group in groups if len(group)
    ]  # fmt: skip


def _drivers(model: dict, encoder: Encoder, matrix, y, margin) -> list[dict]:
    """Return how much the AUC falls when a column is shuffled (permutation importance), and which way it pulls."""
    random = np.random.default_rng(SEED)
    owners = [name for name, _value in encoder.names]
    whole, found = auc(y, margin), []
    for name in dict.fromkeys(owners):
        mine = [at for at, owner in enumerate(owners) if owner == name]
        falls = []
        for _ in range(5 if len(y) < 5000 else 2):
            shuffled = matrix.copy()
            shuffled[:, mine] = matrix[random.permutation(len(y))][:, mine]
            falls.append(whole - auc(y, margins(model, shuffled)))
        column = matrix[:, mine[0]]
        pulls = (
            float(np.corrcoef(column, margin)[0, 1])
            if len(mine) == 1 and column.std() and margin.std()
            else 0.0
        )
        found.append({"name": name, "falls": float(np.mean(falls)), "pulls": pulls})
    return sorted(found, key=lambda one: -one["falls"])
