"""The classifier of episodes as an estimator of scikit-learn.

Trains the kind of model that noctemg ships with on one's own episodes, and writes it as a file for
``classify.model_file``. Needs scikit-learn: ``pip install noctemg[train]``.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

try:
    from sklearn.base import BaseEstimator, ClassifierMixin
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, StratifiedKFold
    from sklearn.utils.validation import (
        check_array,
        check_consistent_length,
        check_is_fitted,
        column_or_1d,
    )
except ImportError as error:
    raise ImportError("noctemg.sklearn needs scikit-learn: pip install noctemg[train]") from error

from . import _noctemg
from ._model_text import EDGE, calibrated, check_feature_names, save_model

__all__ = ["CrampClassifier", "save_model"]

# scikit-learn 1.6 renamed the argument, and 1.8 dropped the old name.
_FINITE = (
    "ensure_all_finite"
    if "ensure_all_finite" in inspect.signature(check_array).parameters
    else "force_all_finite"
)


# Mixins stand left of BaseEstimator, or scikit-learn takes this for no classifier.
class CrampClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Boosted trees with a calibrated probability of cramp, as noctemg's own classifier.

    The defaults are the settings of the shipped model. :meth:`shipped` and :meth:`from_file` give
    an estimator that is fitted already; ``fit`` trains a new one, and ``clone`` of any of them is
    not fitted.

    X is a DataFrame with the columns of ``Night.features``, of which those needed are taken by
    name, whatever their order and whatever else there is; or an array, whose columns are all of
    :func:`noctemg.episode_features` in that order, or else ``feature_names_in_`` in theirs. Units
    are those of :func:`noctemg.episode_features`; NaN = unknown.

    Parameters
    ----------
    features
        Names of the features that the trees look at; None = those of the shipped model.
    max_iter
        Rounds of boosting; a round has one tree per label (one tree in all for two labels).
    learning_rate, max_leaf_nodes, min_samples_leaf, l2_regularization
        As of ``HistGradientBoostingClassifier``.
    calibration_folds
        Folds of Platt's calibration, whose trees have not seen what they are asked about;
        None = the trees' probabilities as they are.
    random_state
        Seed. It matters only for more than 200 000 episodes, of which bins are made by a part.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        Labels, sorted.
    feature_names_in_ : ndarray of shape (n_features_in_,)
        Features that the trees look at.
    n_features_in_ : int
        Their number.
    calibration_ : (float, float)
        Platt's slope and intercept. After ``fit`` only, as what follows.
    trees_ : HistGradientBoostingClassifier
        Without calibration.
    n_iter_ : int
        Rounds of boosting.

    Notes
    -----
    ``./run train`` moreover hides from the shipped model what a simulator knows and nature does
    not; ``fit`` takes episodes as they are.

    Examples
    --------
    >>> import numpy as np, pandas as pd, noctemg as ng
    >>> from noctemg.sklearn import CrampClassifier
    >>> rng = np.random.default_rng(1)
    >>> X = pd.DataFrame({"duration_s": rng.uniform(1, 90, 200), "level_ratio": rng.random(200)})
    >>> y = np.where(X["duration_s"] > 40, "cramp", "tonic")
    >>> night = np.repeat(np.arange(10), 20)
    >>> own = CrampClassifier(features=["duration_s", "level_ratio"], max_iter=20)
    >>> own.fit(X, y, groups=night).predict(X.iloc[:3]) == y[:3]
    array([ True,  True,  True])
    >>> CrampClassifier.shipped().n_features_in_ == len(ng.EpisodeModel().inputs)
    True
    """

    # A model that was loaded rather than fitted, and its text unless it is the shipped one.
    _loaded: _noctemg.EpisodeModel | None = None
    _text: str | None = None

    def __init__(
        self,
        *,
        features: Sequence[str] | None = None,
        max_iter: int = 250,
        learning_rate: float = 0.05,
        max_leaf_nodes: int | None = 8,
        min_samples_leaf: int = 30,
        l2_regularization: float = 1.0,
        calibration_folds: int | None = 4,
        random_state: int | np.random.RandomState | None = 1,
    ) -> None:
        self.features = features
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.max_leaf_nodes = max_leaf_nodes
        self.min_samples_leaf = min_samples_leaf
        self.l2_regularization = l2_regularization
        self.calibration_folds = calibration_folds
        self.random_state = random_state

    @classmethod
    def shipped(cls) -> CrampClassifier:
        """The model that noctemg ships with, fitted."""
        return cls()._with_model(_noctemg.EpisodeModel.shipped(), None)

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> CrampClassifier:
        """A model file, fitted; ``features`` are its inputs.

        Raises
        ------
        FileNotFoundError
            There is no such file.
        noctemg.InputError
            It is no model; the message names line, value and rule.
        """
        text = Path(path).read_text(encoding="utf-8")
        model = _noctemg.EpisodeModel.parse(text, os.fspath(path))
        return cls(features=model.inputs())._with_model(model, text)

    def _with_model(self, model: _noctemg.EpisodeModel, text: str | None) -> CrampClassifier:
        self._loaded = model
        self._text = text
        self.classes_ = np.array(sorted(model.labels()))
        self.feature_names_in_ = np.array(model.inputs(), dtype=object)
        self.n_features_in_ = len(self.feature_names_in_)
        return self

    def fit(
        self, X: pd.DataFrame | ArrayLike, y: ArrayLike, groups: ArrayLike | None = None
    ) -> CrampClassifier:
        """Grow the trees and calibrate the cramp's probability.

        Parameters
        ----------
        X
            (n_episodes, n_columns): see the class.
        y
            (n_episodes,), labels as texts, "cramp" and at least another one. Only labels of noctemg
            can be saved later.
        groups
            (n_episodes,), the night (or better the person) of every episode: none is split between
            folds of the calibration. None = folds of neighbouring rows, each with its share of
            cramps.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            Features or labels as above are lacking; infinite values; too few cramps or groups for
            the folds.
        """
        names = self._chosen_features()
        values = _table(X, names)
        labels = _labels(y)
        check_consistent_length(values, labels)
        if groups is not None:
            groups = column_or_1d(groups)
            check_consistent_length(values, groups)
        trees = self._grow(values, labels)
        calibration = (1.0, 0.0)
        if self.calibration_folds is not None:
            calibration = self._calibrate(values, labels, groups, self.calibration_folds)
        self._loaded = self._text = None
        self.trees_ = trees
        self.calibration_ = calibration
        self.n_iter_ = trees.n_iter_
        self.classes_ = trees.classes_
        self.feature_names_in_ = np.array(names, dtype=object)
        self.n_features_in_ = len(names)
        return self

    def _chosen_features(self) -> list[str]:
        if self.features is None:
            return _noctemg.EpisodeModel.shipped().inputs()
        if isinstance(self.features, str):
            raise TypeError("features: expected a sequence of names, not one text")
        check_feature_names(self.features)
        return list(self.features)

    def _grow(self, values: NDArray[np.float64], labels: NDArray[Any]) -> Any:
        trees = HistGradientBoostingClassifier(
            max_iter=self.max_iter,
            learning_rate=self.learning_rate,
            max_leaf_nodes=self.max_leaf_nodes,
            min_samples_leaf=self.min_samples_leaf,
            l2_regularization=self.l2_regularization,
            early_stopping=False,
            random_state=self.random_state,
        )
        return trees.fit(values, labels)

    def _calibrate(
        self, values: NDArray[np.float64], labels: NDArray[Any], groups: Any, folds: int
    ) -> tuple[float, float]:
        """Platt's slope and intercept, by trees that have not seen what they are asked about."""
        cramp = labels == "cramp"
        raw = np.empty(len(values))
        for seen, unseen in _calibration_folds(cramp, groups, folds):
            trees = self._grow(values[seen], labels[seen])
            raw[unseen] = trees.predict_proba(values[unseen])[:, _cramp_column(trees)]
        raw = raw.clip(EDGE, 1 - EDGE)
        platt = LogisticRegression(C=1e6)
        platt.fit(np.log(raw / (1 - raw))[:, None], cramp)
        return float(platt.coef_[0, 0]), float(platt.intercept_[0])

    def predict_proba(self, X: pd.DataFrame | ArrayLike) -> NDArray[np.float64]:
        """Probability of every label.

        Parameters
        ----------
        X
            (n_episodes, n_columns): see the class.

        Returns
        -------
        (n_episodes, n_classes), columns as ``classes_``, rows sum to 1.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Neither fitted nor loaded.
        ValueError
            A feature is lacking, or a value is infinite.
        """
        check_is_fitted(self, "classes_")
        values = _table(X, list(self.feature_names_in_))
        if self._loaded is None:
            raw = self.trees_.predict_proba(values)
            return calibrated(raw, _cramp_column(self.trees_), *self.calibration_)
        result = np.empty((len(values), len(self.classes_)))
        self._loaded.probabilities_into(np.ascontiguousarray(values), result)
        # A file may name its labels in any order, and scikit-learn wants them sorted.
        return result[:, np.argsort(self._loaded.labels())]

    def predict(self, X: pd.DataFrame | ArrayLike) -> NDArray[Any]:
        """The most probable label of every episode, (n_episodes,).

        X and errors as of :meth:`predict_proba`. Analyses of a night moreover weigh what follows a
        cramp, so that their labels may differ.
        """
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def save(self, path: str | os.PathLike[str], *, name: str = "custom") -> None:
        """Write a model file for ``noctemg.EpisodeModel`` and ``classify.model_file``.

        Parameters
        ----------
        path
            Where to. An older file is replaced.
        name
            One word, part of the provenance of results. A model that came from a file is written
            as it was there, name included.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            Neither fitted nor loaded.
        ValueError
            noctemg does not know a label, or it is the shipped model, which needs no file.
        """
        check_is_fitted(self, "classes_")
        if self._loaded is None:
            names = [str(feature) for feature in self.feature_names_in_]
            save_model(self.trees_, names, path, calibration=self.calibration_, name=name)
        elif self._text is None:
            raise ValueError("the shipped model is part of noctemg and needs no file")
        else:
            Path(path).write_text(self._text, encoding="utf-8")

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = dict(super().__getstate__())
        model = state.pop("_loaded", None)
        if model is not None:
            state["_identity"] = model.identity()
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        state = dict(state)
        identity = state.pop("_identity", None)
        super().__setstate__(state)
        if identity is None:
            return
        if self._text is not None:
            self._loaded = _noctemg.EpisodeModel.parse(self._text, "the pickled model")
            return
        self._loaded = _noctemg.EpisodeModel.shipped()
        # Else old pickles would silently give other probabilities.
        if self._loaded.identity() != identity:
            raise ValueError(
                f"pickled with the shipped model {identity}, but this noctemg ships "
                f"{self._loaded.identity()}: take CrampClassifier.shipped()"
            )

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


def _cramp_column(trees: Any) -> int:
    return list(trees.classes_).index("cramp")


def _table(X: Any, names: list[str]) -> NDArray[np.float64]:
    """(n_episodes, n_names): the named features of a DataFrame or an array."""
    by_name = isinstance(X, pd.DataFrame)
    if by_name:
        missing = [name for name in names if name not in X.columns]
        if missing:
            raise ValueError(f"X lacks {', '.join(missing)}")
        X = X[names]
        if X.shape[1] != len(names):
            raise ValueError("X has several columns of the same name")
    values = check_array(X, dtype=np.float64, input_name="X", **{_FINITE: "allow-nan"})
    every = [name for name, _, _ in _noctemg.episode_features()]
    if not by_name and values.shape[1] == len(every):
        values = values[:, [every.index(name) for name in names]]
    if values.shape[1] != len(names):
        raise ValueError(
            f"X has {values.shape[1]} features, but CrampClassifier is expecting {len(names)} "
            f"features as input, or the {len(every)} of noctemg.episode_features()"
        )
    return np.asarray(values)


def _labels(y: Any) -> NDArray[Any]:
    """(n_episodes,) texts."""
    y = column_or_1d(y, warn=True)
    others = [label for label in y if not isinstance(label, str)]
    if others:
        # Begins as scikit-learn's own message.
        raise ValueError(f"Unknown label type: labels must be texts, not {others[0]}")
    labels = np.array([str(label) for label in y], dtype=str)
    classes = np.unique(labels)
    if len(classes) < 2:
        raise ValueError(f"y: only one class, {classes[0]}; expected cramp and at least another")
    if "cramp" not in classes:
        raise ValueError(f"y: expected cramp among the classes {', '.join(classes)}")
    return labels


def _calibration_folds(
    cramp: NDArray[np.bool_], groups: Any, count: int
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows seen and unseen of every fold; no group is on both sides."""
    advice = "take fewer calibration_folds, or None for probabilities that are not calibrated"
    rows = np.zeros((len(cramp), 1))
    if groups is None:
        rarer = min(np.count_nonzero(cramp), np.count_nonzero(~cramp))
        if rarer < count:
            raise ValueError(f"{rarer} episodes cannot be in each of {count} folds: {advice}")
        folds = list(StratifiedKFold(count).split(rows, cramp))
    else:
        if pd.isna(groups).any():
            raise ValueError("groups: every episode needs one")
        folds = list(GroupKFold(count).split(rows, groups=groups))
    for seen, _ in folds:
        if cramp[seen].all() or not cramp[seen].any():
            raise ValueError(f"cramps or all else are in the groups of one fold: {advice}")
    return folds
