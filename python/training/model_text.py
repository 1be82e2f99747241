"""Boosted trees of scikit-learn as the text file that noctemg reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

EDGE = 1e-15


def calibrated(
    probabilities: NDArray[np.float64], cramp: int, slope: float, intercept: float
) -> NDArray[np.float64]:
    """Platt's correction of the cramp's probability; the others share the rest as before.

    probabilities: (n_episodes, n_labels), each row sums to 1. The same arithmetic as in C++.
    """
    result: NDArray[np.float64] = probabilities.copy()
    raw = np.clip(result[:, cramp], EDGE, 1 - EDGE)
    odds = slope * np.log(raw / (1 - raw)) + intercept
    p = 1 / (1 + np.exp(-odds))
    result *= ((1 - p) / (1 - raw))[:, None]
    result[:, cramp] = p
    return result


def model_text(
    model: HistGradientBoostingClassifier,
    inputs: Sequence[str],
    calibration: tuple[float, float],
    notes: Sequence[str],
    name: str,
) -> str:
    """The file. Numbers are written so that they are read back to the last bit."""
    lines = ["noctemg-model 1", f"name {name}"]
    lines += ["labels " + " ".join(model.classes_), "inputs " + " ".join(inputs), "scaling none"]
    lines += list(notes)
    baseline = np.ravel(model._baseline_prediction)
    lines.append("baseline " + " ".join(repr(float(value)) for value in baseline))
    lines.append(f"calibration {calibration[0]!r} {calibration[1]!r}")
    for round_of_trees in model._predictors:
        for label, tree in enumerate(round_of_trees):
            lines.append(f"tree {label} {len(tree.nodes)}")
            lines += [_node_text(node) for node in tree.nodes]
    lines.append("end")
    return "\n".join(lines) + "\n"


def _node_text(node: np.void) -> str:
    if node["is_leaf"]:
        return f"leaf {float(node['value'])!r}"
    missing = "left" if node["missing_go_to_left"] else "right"
    threshold = float(node["num_threshold"])
    return f"split {node['feature_idx']} {threshold!r} {node['left']} {node['right']} {missing}"
