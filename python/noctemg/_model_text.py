"""Boosted trees of scikit-learn as the text file that noctemg reads.

The format is described in libanalysis/models/README.md.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.utils.validation import check_is_fitted

from . import _noctemg

# As in C++: what double can still tell from 0 and 1.
EDGE = 1e-15


def calibrated(
    probabilities: NDArray[np.float64], cramp: int, slope: float, intercept: float
) -> NDArray[np.float64]:
    """Platt's correction of the cramp's probability; the others share the rest as before.

    The same arithmetic as in C++.

    Parameters
    ----------
    probabilities
        (n_episodes, n_labels), rows sum to 1.
    cramp
        Column of the cramp.
    slope, intercept
        Of the logarithm of the odds.

    Returns
    -------
    (n_episodes, n_labels), rows sum to 1.
    """
    result: NDArray[np.float64] = probabilities.copy()
    raw = np.clip(result[:, cramp], EDGE, 1 - EDGE)
    odds = slope * np.log(raw / (1 - raw)) + intercept
    # Far below zero the exponential is infinite and the probability 0, which is what is meant.
    with np.errstate(over="ignore"):
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
    """Text of a model file. Numbers are written so that they are read back to the last bit.

    Parameters
    ----------
    model
        Fitted, its classes labels of noctemg, "cramp" among them; two classes or more.
    inputs
        Feature behind every column that the model was fitted on.
    calibration
        Platt's slope and intercept; (1, 0) changes nothing.
    notes
        Further lines of the header, such as "training-data sha256 ...".
    name
        One word, for provenance.

    Raises
    ------
    TypeError
        Another kind of estimator.
    ValueError
        It is not fitted, has categorical features, or noctemg does not know a feature or label;
        ``noctemg.InputError`` when the finished text cannot be read.
    """
    _check_trees(model)
    _check_inputs(model, inputs)
    labels = _checked_labels(model)
    if len(name.split()) != 1 or name != name.strip():
        raise ValueError(f"name: {name!r} must be one word")
    if len(calibration) != 2 or not all(math.isfinite(value) for value in calibration):
        raise ValueError(f"calibration: {calibration!r} must be a finite slope and intercept")
    slope, intercept = (float(value) for value in calibration)

    baseline = [float(value) for value in np.ravel(model._baseline_prediction)]
    # Of two classes scikit-learn scores the second one only; a score of 0 for the first one makes
    # the share of the exponential the same logistic function.
    first_scored = len(labels) - len(baseline)
    baseline = [0.0] * first_scored + baseline

    lines = ["noctemg-model 1", f"name {name}"]
    lines += ["labels " + " ".join(labels), "inputs " + " ".join(inputs), "scaling none"]
    lines += list(notes)
    lines.append("baseline " + " ".join(repr(value) for value in baseline))
    lines.append(f"calibration {slope!r} {intercept!r}")
    for round_of_trees in model._predictors:
        for label, tree in enumerate(round_of_trees, start=first_scored):
            lines.append(f"tree {label} {len(tree.nodes)}")
            lines += [_node_text(node) for node in tree.nodes]
    lines.append("end")
    text = "\n".join(lines) + "\n"
    _noctemg.EpisodeModel.parse(text, name)  # better found now than by an analysis
    return text


def save_model(
    estimator: HistGradientBoostingClassifier,
    feature_names: Sequence[str],
    path: str | os.PathLike[str],
    *,
    calibration: tuple[float, float] = (1.0, 0.0),
    name: str = "custom",
) -> None:
    """Write fitted trees as a model file of noctemg.

    Parameters
    ----------
    estimator
        Fitted, without categorical features; its classes are labels of noctemg, "cramp" among them.
    feature_names
        (n_features,), the feature of an episode in every column that it was fitted on.
    path
        Where to. An older file is replaced.
    calibration
        Slope and intercept of Platt's correction of the cramp's probability; without it the
        file's probabilities are those of the estimator.
    name
        One word, part of the provenance of results.

    Raises
    ------
    TypeError
        Another kind of estimator.
    ValueError
        It is not fitted, has categorical features, or noctemg does not know a feature or a label.

    Examples
    --------
    >>> import tempfile, numpy as np, noctemg as ng
    >>> from sklearn.ensemble import HistGradientBoostingClassifier
    >>> from noctemg.sklearn import save_model
    >>> X = np.arange(80.0).reshape(-1, 2)
    >>> y = np.repeat(["tonic", "cramp"], 20)
    >>> trees = HistGradientBoostingClassifier(max_iter=5).fit(X, y)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_model(trees, ["duration_s", "level_ratio"], f"{folder}/own.model")
    ...     ng.EpisodeModel(f"{folder}/own.model").labels
    ['cramp', 'tonic']
    """
    text = model_text(estimator, feature_names, calibration, [], name)
    Path(path).write_text(text, encoding="utf-8")


def _check_trees(model: object) -> None:
    if not isinstance(model, HistGradientBoostingClassifier):
        raise TypeError(
            "only a HistGradientBoostingClassifier can be written as a model file, not a "
            f"{type(model).__name__}"
        )
    check_is_fitted(model)
    categorical = model.is_categorical_
    if categorical is not None and np.any(categorical):
        columns = ", ".join(str(column) for column in np.flatnonzero(categorical))
        raise ValueError(
            f"columns {columns} are categorical; a model file splits features by thresholds only"
        )


def _check_inputs(model: HistGradientBoostingClassifier, inputs: Sequence[str]) -> None:
    if isinstance(inputs, str):
        raise TypeError("feature names: expected a sequence of names, not one text")
    check_feature_names(inputs)
    if len(inputs) != model.n_features_in_:
        raise ValueError(f"{len(inputs)} feature names for {model.n_features_in_} columns")
    seen = getattr(model, "feature_names_in_", None)
    if seen is not None and list(seen) != list(inputs):
        raise ValueError(
            "feature names differ from the columns that the estimator was fitted on: "
            + " ".join(str(name) for name in seen)
        )


def check_feature_names(names: Sequence[str]) -> None:
    """ValueError unless these are features of an episode, each named once."""
    known = {name for name, _, _ in _noctemg.episode_features()}
    unknown = [str(name) for name in names if name not in known]
    if unknown:
        raise ValueError(
            f"{', '.join(unknown)}: no feature of an episode; noctemg.episode_features() lists them"
        )
    if len(names) == 0 or len(set(names)) != len(names):
        raise ValueError("feature names: expected at least one, each of them once")


def _checked_labels(model: HistGradientBoostingClassifier) -> list[str]:
    labels = [str(label) for label in model.classes_]
    for label in labels:
        if not _is_label(label):
            raise ValueError(f"{label!r} is no label of noctemg, which must name every class")
    if "cramp" not in labels:
        raise ValueError("a model must know the label cramp")
    return labels


def _is_label(word: str) -> bool:
    """Asks C++, which has the only list of labels, by the smallest model with this one."""
    if len(word.split()) != 1:
        return False
    if word == "cramp":
        return True
    text = f"noctemg-model 1\nlabels cramp {word}\ninputs duration_s\nbaseline 0 0\nend\n"
    try:
        _noctemg.EpisodeModel.parse(text, "labels")
    except ValueError:
        return False
    return True


def _node_text(node: np.void) -> str:
    if node["is_leaf"]:
        return f"leaf {float(node['value'])!r}"
    missing = "left" if node["missing_go_to_left"] else "right"
    threshold = float(node["num_threshold"])
    return f"split {node['feature_idx']} {threshold!r} {node['left']} {node['right']} {missing}"
