"""A trained model as plain numbers in JSON, and how it predicts; needs numpy alone and runs nothing it was given.

{"columns": [{"name", "kind": "number", "fill", "mean", "scale"} | {"name", "kind": "word", "values": [...]}],
 "kind": "logistic", "weights": [...], "start": x | "kind": "trees", "start": x, "trees": [[feature, threshold, left,
 right, value] per node ...], "calibration": {"kind": "platt", "slope", "start"} | {"kind": "isotonic", "x", "y"}}
"""

from dataclasses import dataclass

import numpy as np

Row = dict[str, float | str | None]
MOST_VALUES = 40


@dataclass(frozen=True)
class Encoder:
    """Turns rows into a matrix: numbers scaled, words as one column for each frequent value."""

    columns: list[dict]

    @property
    def names(self) -> list[tuple[str, str]]:
        """Return (column, value) of each matrix column; value is empty for a number."""
        found = []
        for column in self.columns:
            values = [""] if column["kind"] == "number" else column["values"]
            found += [(column["name"], value) for value in values]
        return found

    def encode(self, rows: list[Row]) -> np.ndarray:
        """Return one row of floats for each row."""
        parts = [_encoded(column, [row.get(column["name"]) for row in rows]) for column in self.columns]
        return np.hstack(parts) if parts else np.zeros((len(rows), 0))


def _encoded(column: dict, values: list) -> np.ndarray:
    if column["kind"] == "number":
        numbers = np.array([column["fill"] if value is None else float(value) for value in values])
        return ((numbers - column["mean"]) / column["scale"])[:, None]
    places = {value: at for at, value in enumerate(column["values"])}
    matrix = np.zeros((len(values), len(places)))
    for at, value in enumerate(values):
        if (place := places.get(str(value))) is not None:
            matrix[at, place] = 1
    return matrix


def encoder_for(rows: list[Row]) -> Encoder:
    """Return an encoder that knows the columns and frequent values of these rows."""
    columns = []
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row.get(name) for row in rows]
        if any(isinstance(value, str) for value in values):
            columns.append({"name": name, "kind": "word", "values": _frequent(values)})
        else:
            numbers = np.array([float(value) for value in values if value is not None])
            if numbers.size and numbers.std() > 0:
                columns.append({"name": name, "kind": "number", "fill": float(np.median(numbers)),
                                "mean": float(numbers.mean()), "scale": float(numbers.std())})  # fmt: skip
    return Encoder(columns)


def _frequent(values: list) -> list[str]:
    counted: dict[str, int] = {}
    for value in values:
        counted[str(value)] = counted.get(str(value), 0) + 1
    often = sorted(
        (value for value, n in counted.items() if n >= 10), key=lambda value: (-counted[value], value)
    )
    return often[:MOST_VALUES]


def chances(model: dict, rows: list[Row]) -> np.ndarray:
    """Return the calibrated chance of each row, 0 to 1."""
    return calibrated(model, margins(model, Encoder(model["columns"]).encode(rows)))


def margins(model: dict, matrix: np.ndarray) -> np.ndarray:
    """Return the log-odds of each row before calibration."""
    if model["kind"] == "logistic":
        return matrix @ np.array(model["weights"]) + model["start"]
    total = np.full(len(matrix), model["start"])
    for tree in model["trees"]:
        total += _tree(np.array(tree), matrix)
    return total


def _tree(nodes: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Walk all rows down one tree at once; a node without children has left = -1."""
    at = np.zeros(len(matrix), dtype=int)
    rows = np.arange(len(matrix))
    while True:
        inner = nodes[at, 2] >= 0
        if not inner.any():
            return nodes[at, 4]
        goes_left = matrix[rows, nodes[at, 0].astype(int)] <= nodes[at, 1]
        following = np.where(goes_left, nodes[at, 2], nodes[at, 3]).astype(int)
        at = np.where(inner, following, at)


def calibrated(model: dict, margin: np.ndarray) -> np.ndarray:
    """Return chances of log-odds."""
    how = model.get("calibration") or {"kind": "platt", "slope": 1.0, "start": 0.0}
    if how["kind"] == "isotonic":
        return np.interp(margin, how["x"], how["y"])
    return 1 / (1 + np.exp(-np.clip(how["slope"] * margin + how["start"], -30, 30)))


def parts_of(model: dict, row: Row) -> list[tuple[str, float]]:
    """Return by how much each column moves the log-odds of this row against an average one, strongest first."""
    encoder = Encoder(model["columns"])
    whole = encoder.encode([row])
    average = np.array(model["average"])
    base = margins(model, whole)[0]
    owners = [name for name, _value in encoder.names]
    found = []
    for name in dict.fromkeys(owners):
        without = whole.copy()
        mine = [at for at, owner in enumerate(owners) if owner == name]
        without[0, mine] = average[mine]
        found.append((name, float(base - margins(model, without)[0])))
    return sorted(found, key=lambda part: -abs(part[1]))
